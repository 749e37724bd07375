"""The mistakes of a programme file: each is told with its file, its key and how to mend it."""

from pathlib import Path

import pytest

from core.ground.errors import Trouble
from core.programmes.catalogue import catalogue, read
from tests.programmes.test_sixth_programme import SIXTH

BADGE, LASTED = "badge 1 (“jardinier”)", "form.saison.rule 1 (“lasted”)"
WATER, TOOLS = "entry 1 (“water”)", "entry 2 (“tools”)"


def folder(root: Path, text: str, *, drawn: bool = True, name: str = "jardin") -> Path:
    """A programme's folder with this file in it."""
    made = root / name
    made.mkdir(parents=True)
    (made / "programme.toml").write_text(text, encoding="utf-8")
    if drawn:
        (made / "artwork.svg").write_text("<svg/>", encoding="utf-8")
    return made


def told(made: Path) -> list[str]:
    return [str(mistake) for mistake in read(made).mistakes]


def test_a_sound_programme_has_none(tmp_path: Path) -> None:
    assert told(folder(tmp_path, SIXTH)) == []


@pytest.mark.parametrize(
    ("sound", "broken", "key", "mend"),
    [
        ('slug = "jardin"', 'slug = "verger"', "slug", "write 'jardin'"),
        ('timezone = "Europe/Paris"', 'timezone = "Paris"', "timezone", "Europe/Paris"),
        (
            'languages = ["fr"]',
            'languages = ["fr", "en"]',
            BADGE + ", name",
            "add name.en",
        ),
        ('register = "informal"', 'register = "polite"', "register", "write formal or informal"),
        ('main = "#2f6f3a"', 'main = "green"', "palette.main", "a colour such as"),
        (
            'form = "saison"',
            'form = "season"',
            BADGE + ", form",
            "did you mean saison",
        ),
        (
            'kind = "lasted"',
            'kind = "lasts"',
            "rule 1 (“lasts”)",
            "did you mean lasted",
        ),
        ("months = 3", "weeks = 3", LASTED, "months"),
        ("months = 3", 'months = "three"', LASTED, "whole number"),
        (
            'of = ["season"]',
            'of = ["year"]',
            LASTED,
            "season",
        ),
        ('of = ["season"]', 'of = ["word"]', LASTED, "of kind date-range"),
        ('kind = "consent"', 'kind = "choice"', "question 2 (“word”), options", "add"),
        ('kind = "consent"', 'kind = "text"', "form.saison.review.by", "kind consent"),
        (
            'name = "word"',
            'name = "season"',
            "question 2 (“season”), name",
            "its own name",
        ),
        ('by = "declared"', 'by = "organisation"', "form.saison.review.organisation", "name"),
        ('by = "declared"', 'by = "coach", campus = "city"', "form.saison.review.campus", "season"),
        (
            "[form.saison]",
            '[form.saison]\nissuer = "organisation"',
            "form.saison.issuer",
            "leave out",
        ),
        (
            "[form.saison]",
            '[[organisation]]\nname = "A"\n[form.saison]\nissuer = "organisation"',
            "organisation 1 (“A”)",
            "add slug",
        ),
        (
            'pictogram = "leaf"',
            'pictogram = "leaf"\ngroup = "sol"',
            BADGE + ", group",
            "add",
        ),
        (
            "[form.saison]",
            '[invitation]\nbadge = "x"\n[form.saison]',
            "invitation.badge",
            "write jardinier",
        ),
        (
            'slug = "jardinier"',
            'slug = "Jardinier"',
            "(“Jardinier”), slug",
            "small letters",
        ),
        ('url = "https://', 'url = "http://', "url", "begins with https://"),
        ('email = "badges', 'mail = "badges', "mail", "did you mean email"),
        ('email = "badges', 'poste = "badges', "email", "add it"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_its_mend(
    tmp_path: Path, sound: str, broken: str, key: str, mend: str
) -> None:
    assert sound in SIXTH
    made = folder(tmp_path, SIXTH.replace(sound, broken, 1))
    found = [line for line in told(made) if f"{key}: " in line]
    assert found, told(made)
    assert all(line.startswith(str(made / "programme.toml")) for line in found)
    assert any(mend in line for line in found), found


ASKED = """
[[entry]]
slug = "water"
question.fr = "Qui arrose ?"
answer.fr = "Chacun son tour, le soir."
asked.fr = ["À qui d'arroser ?"]
way = "human"

[[entry]]
slug = "tools"
question.fr = "Où sont les outils ?"
answer.fr = "Dans la cabane."
asked.fr = ["Où trouver une bêche ?"]
"""


def asked(root: Path, text: str) -> Path:
    """A sound programme with these questions asked often."""
    made = folder(root, SIXTH)
    (made / "questions.toml").write_text(text, encoding="utf-8")
    return made


def test_sound_questions_have_no_mistake_and_are_read_in_their_order(tmp_path: Path) -> None:
    made = asked(tmp_path, ASKED)
    assert told(made) == []
    assert [entry.slug for entry in read(made).faq] == ["water", "tools"]


@pytest.mark.parametrize(
    ("sound", "broken", "key", "mend"),
    [
        (
            'question.fr = "Qui',
            'question.en = "Qui',
            WATER + ", question",
            "add question.fr",
        ),
        (
            'answer.fr = "Chacun',
            'answer.en = "Chacun',
            WATER + ", answer",
            "add answer.fr",
        ),
        ('asked.fr = ["À qui d\'arroser ?"]', "", WATER + ", asked", "add asked.fr"),
        ("asked.fr", "asked.xx", WATER + ", asked.xx", "a language by its letters"),
        ('way = "human"', 'way = "phone"', WATER + ", way", "human"),
        ('way = "human"', 'button = "human"', WATER + ", button", "remove it"),
        ('slug = "tools"', 'slug = "water"', "entry 2 (“water”), slug", "give each its own"),
        (
            'slug = "tools"',
            'slug = "where-are-all-the-tools"',
            "tools”), slug",
            "19 at most",
        ),
        ("Où trouver une bêche ?", "A qui d’arroser", TOOLS + ", asked", "one of them"),
        ("Où trouver une bêche ?", "???", TOOLS + ", asked", "remove it"),
        ("Dans la cabane.", "Dans la cabane. " * 60, TOOLS + ", answer", "keep it to 700"),
        ("[[entry]]", "[[question]]", "question", "remove it"),
    ],
)
def test_a_mistake_in_the_questions_is_told_with_its_key_and_its_mend(
    tmp_path: Path, sound: str, broken: str, key: str, mend: str
) -> None:
    assert sound in ASKED
    made = asked(tmp_path, ASKED.replace(sound, broken, 1))
    found = [line for line in told(made) if f"{key}: " in line]
    assert found, told(made)
    assert all(line.startswith(f"{made / 'questions.toml'}, line ") for line in found)
    assert any(mend in line for line in found), found


def test_questions_that_are_not_toml_are_told_with_their_line(tmp_path: Path) -> None:
    (line,) = told(asked(tmp_path, '[[entry]]\nslug = "water\n'))
    assert "questions.toml" in line
    assert "line 2" in line


def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (line,) = told(folder(tmp_path, 'slug = "jardin\n'))
    assert "line 1" in line


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ('slug = "jardin"', 'slug = "jardin', "a quote is missing"),
        ('slug = "jardin"', "slug = “jardin”", "straight quotes"),
        ('slug = "jardin"', "slug = « jardin »", "straight quotes"),
        ('slug = "jardin"', "slug = jardin", "write texts in straight quotes"),
        ('slug = "jardin"', 'slug = "jardin"\nslug = "jardin"', "was there before"),
        ('{ fr = "Main verte" }', '{ fr = "Main verte }', "a quote is missing"),
    ],
)
def test_a_mistake_of_writing_is_told_in_plain_words(
    tmp_path: Path, sound: str, broken: str, said: str
) -> None:
    assert sound in SIXTH
    (line,) = told(folder(tmp_path, SIXTH.replace(sound, broken, 1)))
    assert said in line


EVENT = '[[event]]\ncode = "FETE26"\nbadge = "jardinier"\nname.fr = "Fête"\ncap = 9\nuntil = '
NUMBER = """
[[form.saison.question]]
name = "hours"
kind = "number"
max = 10
label = { fr = "Heures" }
ask = { fr = "Combien d'heures ?" }
"""
RULE = '[[form.saison.rule]]\nkind = "at_least"\n'


@pytest.mark.parametrize(
    ("more", "where", "said"),
    [
        (f'{EVENT}"2027-02-30"', "event 1", "there is no day 2027-02-30"),
        (f'{NUMBER}{RULE}of = ["hours"]\nvalue = 20', "rule 2 (“at_least”)", "10 at most"),
        (f'{NUMBER}{RULE}of = ["hours"]\nvalue = "vingt"', "rule 2 (“at_least”)", "whole number"),
        (f'{NUMBER}{RULE}of = ["heures"]\nvalue = 2', "rule 2 (“at_least”)", "mean hours"),
    ],
)
def test_what_cannot_be_is_told_by_its_kind(
    tmp_path: Path, more: str, where: str, said: str
) -> None:
    found = told(folder(tmp_path, f"{SIXTH}\n{more}\n"))
    assert any(where in line and said in line for line in found), found


def test_a_zone_that_is_none_leads_to_one_of_that_city_or_the_usual_one(tmp_path: Path) -> None:
    for number, (zone, near) in enumerate(
        (("Europe/Lyon", "Europe/Paris"), ("Europe/Brusels", "Europe/Brussels"))
    ):
        text = SIXTH.replace("Europe/Paris", zone)
        (line,) = told(folder(tmp_path / str(number), text))
        assert f"write {near}" in line


def test_a_wrong_language_brings_no_followers(tmp_path: Path) -> None:
    (line,) = told(folder(tmp_path, SIXTH.replace('["fr"]', '["français"]')))
    assert "languages" in line


def test_a_file_in_another_encoding_says_to_save_it_as_utf_8(tmp_path: Path) -> None:
    made = folder(tmp_path, SIXTH)
    (made / "programme.toml").write_bytes(SIXTH.encode("cp1252"))
    (line,) = told(made)
    assert "UTF-8" in line


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "jardin").mkdir()
    (line,) = told(tmp_path / "jardin")
    assert "missing" in line


def test_a_programme_without_a_drawing_says_so(tmp_path: Path) -> None:
    (line,) = told(folder(tmp_path, SIXTH, drawn=False))
    assert "artwork.svg is missing" in line


def test_two_badges_of_one_name_are_told(tmp_path: Path) -> None:
    twice = SIXTH + SIXTH[SIXTH.index("[[badge]]") :]
    assert any("more than one badge has the slug" in line for line in told(folder(tmp_path, twice)))


def test_a_start_with_a_broken_programme_tells_every_mistake_at_once(tmp_path: Path) -> None:
    folder(
        tmp_path, SIXTH.replace("months = 3", "weeks = 3").replace('"leaf"', '"leaf"\ngroup="x"')
    )
    folder(tmp_path, "", name="verger")
    with pytest.raises(Trouble) as trouble:
        catalogue(tmp_path)
    for word in ("lasted", "group", "verger"):
        assert word in str(trouble.value)


@pytest.mark.parametrize(
    ("review", "key", "mend"),
    [
        ('{ by = "jury", votes = 3, of = 2 }', "votes", "write at most 2"),
        ('{ by = "jury", votes = 0, of = 2 }', "votes", "write 1 or more"),
        ('{ by = "jury", votes = 1, of = 16 }', "of", "write 15 or less"),
        ('{ by = "coach", votes = 1, of = 3 }', "of", 'write by = "jury"'),
        ('{ by = "jury", of = 2, second = true }', "second", "a jury has votes and of"),
        ('{ by = "declared", second = true }', "second", "use it with coach"),
        ('{ by = "coach", grace = 121 }', "grace", "write 120 or less"),
    ],
)
def test_a_review_that_cannot_be_is_told_with_its_mend(
    tmp_path: Path, review: str, key: str, mend: str
) -> None:
    found = told(folder(tmp_path, SIXTH.replace('{ by = "declared" }', review, 1)))
    assert any(f"form.saison.review.{key}: " in line and mend in line for line in found), found


@pytest.mark.parametrize(
    "review",
    [
        '{ by = "jury" }',
        '{ by = "jury", votes = 2, of = 3, grace = 10 }',
        '{ by = "coach", second = true }',
    ],
)
def test_a_sound_review_has_no_mistake(tmp_path: Path, review: str) -> None:
    assert told(folder(tmp_path, SIXTH.replace('{ by = "declared" }', review, 1))) == []


ALIGNED = """
[[badge.alignment]]
framework = "RS"
code = "RS5616"
url = "https://www.francecompetences.fr/recherche/rs/5616/"
name.fr = "Jardiner"
"""


@pytest.mark.parametrize(
    ("sound", "broken", "key"),
    [
        ('"RS5616"', '"5616"', "alignment 1 (“"),
        ("rs/5616/", "rs/5617/", "alignment 1 (“"),
        ('"RS"', '"RNCP"', "alignment 1 (“"),
        ("https://www.francecompetences.fr", "ftp://example.org", "alignment 1 (“"),
        ('name.fr = "Jardiner"', "name = {}", "alignment 1 (“"),
        (
            "https://www.francecompetences.fr/recherche/rs",
            "https://example.org",
            "alignment 1 (“",
        ),
    ],
)
def test_a_code_or_an_address_that_is_not_of_its_framework_is_told(
    tmp_path: Path, sound: str, broken: str, key: str
) -> None:
    assert told(folder(tmp_path / "sound", SIXTH + ALIGNED)) == []
    assert sound in ALIGNED
    made = folder(tmp_path / "broken", SIXTH + ALIGNED.replace(sound, broken, 1))
    assert any(key in line for line in told(made)), told(made)


def test_any_other_framework_is_taken_at_its_word_but_not_twice(tmp_path: Path) -> None:
    own = ALIGNED.replace('"RS"', '"Cadre du quartier"').replace('"RS5616"', '"J1"')
    assert told(folder(tmp_path / "once", SIXTH + own)) == []
    assert "twice" in " ".join(told(folder(tmp_path / "twice", SIXTH + own + own)))
