"""Everything that is wrong in a programme is told at once: where, what, and how to mend it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cocarde.programme import check_pictures
from core.ground.findings import Weight
from core.ground.paths import TEMPLATES
from core.programmes.catalogue import ReadFolder, read
from tests.programmes.test_mistakes import folder
from tests.programmes.test_sixth_programme import SIXTH

BROKEN = """
slug = "verger"
name = { fr = "Verger" }
descripton = { fr = "Un verger.", en = "An orchard." }
url = "verger.org"
email = "badges at verger.org"
timezone = "Europe/Pari"
languages = ["fr", "en"]
register = "formel"
palette = { main = "green", dark = "#143a1c", accent = "#f2c14e" }

[level]
1 = { fr = "Bases", en = "Basics" }

[[group]]
slug = "arbres"
name = { fr = "Arbres", en = "Trees" }

[[organisation]]
name = "Les Pommiers"
aliases = ["Pommiers"]

[[organisation]]
name = "Pommiers"

[[event]]
code = "FETE26QR"
badge = "Taille"
name = { fr = "Fête", en = "Party" }
until = "2027-13-45"
cap = 0

[form.saison]
review = { by = "declared", day = 3 }
rule = [
    { kind = "last", of = ["season"], months = 3 },
    { kind = "min_words", of = ["seson"], cout = 3 },
]
[[form.saison.question]]
name = "season"
kind = "date-rang"
label = { fr = "Ta saison", en = "Your season" }
ask = { fr = "Au rendez-vous, de quand à quand ?", en = "From when to when?" }
[[form.saison.question]]
name = "colour"
kind = "text"
label = { fr = "Couleur" }
ask = { fr = "Laquelle ?", en = "Which?" }

[form.presence]
review = { by = "nobody" }
[[form.presence.question]]
name = "code"
kind = "code"
label = { fr = "Code", en = "Code" }
ask = { fr = "Lequel ?", en = "Which?" }

[[badge]]
slug = "Taille"
form = "saisons"
name = { fr = "Taille", en = "Pruning" }
description = { fr = "Sait tailler.", en = "Can prune." }
criteria = { fr = "Avoir taillé.", en = "Has pruned." }
skills = { fr = ["tailler"], en = ["pruning"] }
pictogram = "lief"
level = 2

[[badge]]
slug = "greffe"
form = "presence"
group = "arbre"
name = { fr = "taille", en = "Grafting" }
description = { fr = "Sait greffer.", en = "Can graft." }
criteria = { fr = "Avoir greffé.", en = "Has grafted." }
skills = { fr = ["greffer"], en = ["grafting"] }
pictogram = "leaf"
level = "deux"
expires = "two years"
"""

# The place as it is told, and what the mend names.
TOLD = {
    "line 3: name": "add name.en",
    "line 4: descripton": "did you mean description?",
    "line 5: url": "begins with https://",
    "line 6: email": "an email address such as",
    "line 7: timezone": "write Europe/Paris",
    "line 9: register": "did you mean formal?",
    "line 10: palette.main": "a colour such as",
    "line 23: organisation 2 (“Pommiers”)": "leave it with one of them",
    "line 30: event 1 (“FETE26QR”), until": "there is no day 2027-13-45",
    "line 31: event 1 (“FETE26QR”), cap": "write 1 or more",
    "line 34: form.saison.review.day": "did you mean days?",
    "line 34: form.saison.review.by": "a question of kind consent",
    "line 36: form.saison.rule 1 (“last”)": "did you mean lasted?",
    "line 37: form.saison.rule 2 (“min_words”)": "did you mean count?",
    "line 41: form.saison.question 1 (“season”), kind": "did you mean date-range?",
    "line 42: form.saison.question 1 (“season”), label": "change the text or the register",
    "line 44: form.saison.question 2 (“colour”)": "remove the question",
    "line 47: form.saison.question 2 (“colour”), label": "add label.en",
    "line 52: form.presence.question 1 (“code”)": 'kind = "event_code", of = ["code"]',
    "line 59: badge 1 (“Taille”), slug": "small letters",
    "line 60: badge 1 (“Taille”), form": "did you mean saison?",
    "line 65: badge 1 (“Taille”), pictogram": "did you mean leaf?",
    "line 66: badge 1 (“Taille”), level": "add under [level]",
    "line 68: badge 2 (“greffe”)": "add an [[event]]",
    "line 71: badge 2 (“greffe”), group": "did you mean arbres?",
    "line 77: badge 2 (“greffe”), level": "without quotes, such as 3",
    "line 78: badge 2 (“greffe”), expires": "2 years",
}


def test_everything_is_told_at_once_with_its_line_its_name_and_its_mend(tmp_path: Path) -> None:
    lines = [str(mistake) for mistake in read(folder(tmp_path, BROKEN, name="verger")).mistakes]
    lacking = {
        where: mend
        for where, mend in TOLD.items()
        if not any(f", {where}: " in line and mend in line for line in lines)
    }
    assert lacking == {}, "\n".join(lines)
    assert len(lines) == len(set(lines))
    assert not [line for line in lines if any(sign in line for sign in ("^", r"\d", "[a-z]", ".0"))]


def mistakes(root: Path, text: str) -> list[str]:
    return [
        f"{mistake.weight}: {str(mistake).partition('programme.toml, ')[2]}"
        for mistake in read(folder(root, text)).mistakes
    ]


CODE = """
[[form.saison.question]]
name = "code"
kind = "code"
label = { fr = "Code" }
ask = { fr = "Lequel ?" }
evidence = "narrative"
"""
EVENT = """
[[event]]
code = "FETE26QR"
badge = "jardinier"
name = { fr = "Fête" }
until = "2027-01-31"
cap = 20
"""
CHECKED = '[[form.saison.rule]]\nkind = "event_code"\nof = ["code"]\n'
MORE = SIXTH[SIXTH.index("[[badge]]") :].replace('"jardinier"', '"jardiniere"')


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        (SIXTH + EVENT, "asks for no code", "add a question of kind code"),
        (SIXTH + CODE + CHECKED, "no event brings", "add an [[event]]"),
        (SIXTH + CODE + EVENT, "any code would do", "event_code"),
        (SIXTH + CODE + CHECKED + EVENT + EVENT, "more than one event has the code", "its own"),
        (SIXTH + "level = 2\n", "level 2 has no name", "add under [level]"),
        (SIXTH + MORE, "is called “Main verte” too", "its own name"),
        (SIXTH + '[form.vide]\nreview = { by = "nobody" }\n', "no badge has this form", "remove"),
        (SIXTH.replace("Ta saison", "Votre saison"), "“Votre” (fr) is formal", "the register"),
        (SIXTH.replace("Main verte", "Main verte " * 7), "signs, and 60 fit", "shorter"),
        (SIXTH.replace('"Main verte"', '"Main verte", en = "Thumb"'), "nobody sees", "languages"),
        (SIXTH + '[invitation]\nbadge = "jardiner"\n', "there is no badge", "mean jardinier?"),
        (SIXTH + "[revokation]\npeople = 2\n", "no key 'revokation'", "did you mean revocation?"),
    ],
)
def test_what_works_otherwise_than_it_seems_is_told(
    tmp_path: Path, text: str, what: str, mend: str
) -> None:
    found = mistakes(tmp_path, text)
    assert any(what in line and mend in line for line in found), found


@pytest.mark.parametrize(
    ("register", "text", "said"),
    [
        ("formal", "Le rendez-vous est pris, s'il vous plaît ?", ""),
        ("formal", "Trouvez le ton qui convient.", ""),
        ("formal", "Écrivez « j'ai fait ton jardin ».", ""),
        ("formal", "Que fais-tu ?", "tu"),
        ("informal", "Venez avec nous au rendez-vous.", ""),
        ("informal", "Où êtes-vous ?", "vous"),
    ],
)
def test_a_text_of_the_other_register_is_told_and_no_other(
    tmp_path: Path, register: str, text: str, said: str
) -> None:
    sixth = SIXTH.replace("Ta saison", "Saison").replace("Ta parole", "Parole")
    sixth = sixth.replace("De quand à quand as-tu jardiné ?", text).replace("L'attestes-tu", "Oui")
    sixth = sixth.replace('register = "informal"', f'register = "{register}"')
    found = mistakes(tmp_path, sixth)
    assert [line for line in found if "register" in line] == [line for line in found if said]
    assert bool(found) == bool(said)


def test_what_is_worth_knowing_does_not_keep_a_programme_from_starting(tmp_path: Path) -> None:
    reading = read(folder(tmp_path, SIXTH + CODE + CHECKED))
    assert [mistake.weight for mistake in reading.mistakes] == [Weight.BEWARE]
    assert (reading.grave, reading.programme is not None) == ([], True)


def test_a_day_that_is_past_is_told_on_the_day_after(tmp_path: Path) -> None:
    reading = read(folder(tmp_path, SIXTH + CODE + CHECKED + EVENT))
    assert reading.past(datetime(2027, 1, 31, 22, tzinfo=UTC)) == ()
    (found,) = reading.past(datetime(2027, 1, 31, 23, tzinfo=UTC))
    assert "FETE26QR ended on 2027-01-31" in str(found)


def test_a_file_that_is_no_toml_shows_the_line(tmp_path: Path) -> None:
    (found,) = read(
        folder(tmp_path, SIXTH.replace('"Jardin partagé" }', '"Jardin partagé }'))
    ).mistakes
    assert "line 3: a quote is missing" in str(found)
    assert 'name = { fr = "Jardin partagé }' in str(found)


OWN = (TEMPLATES / "new-programme" / "artwork.svg").read_text(encoding="utf-8")


def pictures(root: Path, drawing: str, text: str = SIXTH) -> list[str]:
    made = folder(root, text)
    (made / "artwork.svg").write_text(drawing, encoding="utf-8")
    reading: ReadFolder = read(made)
    assert reading.programme
    return [str(found) for found in check_pictures.look(made, reading.programme)]


@pytest.mark.parametrize(
    ("sound", "broken", "told"),
    [
        ('viewBox="0 0 600 600"', 'viewBox="0 0 210 297"', "not square"),
        ("{{ marks.face(300, 124, 352, 478, [404, 384, 370]) }}", "", "the badge's name"),
        (
            '{{ marks.arc("issuer", look.issuer, 300, 300, 212, ink, size=36, weight=900) }}',
            "",
            "who gives",
        ),
        ("look.month, 300,", '"", 300,', "month"),
        ("</svg>", "", "jardinier: fr"),
        ("colours.accent", "colours.acent", "jardinier: fr"),
    ],
)
def test_a_drawing_that_does_not_show_what_it_must_is_told_with_its_badges(
    tmp_path: Path, sound: str, broken: str, told: str
) -> None:
    assert pictures(tmp_path / "sound", OWN) == []
    assert sound in OWN
    (found,) = pictures(tmp_path / "broken", OWN.replace(sound, broken))
    assert "artwork.svg" in found
    assert told in found
    assert "jardinier: fr" in found


def test_a_level_that_is_not_drawn_is_told(tmp_path: Path) -> None:
    text = (
        SIXTH.replace("[form.saison]", '[level]\n1 = { fr = "Bases" }\n[form.saison]', 1)
        + "level = 1"
    )
    title = (
        "{{ marks.words(fit(look.title, [400], [58]), 300, 300, colours.dark) }}"
        '{{ marks.arc("issuer", look.issuer, 300, 300, 212, colours.dark) }}'
        '{{ marks.arc("month", look.month, 300, 300, 212, colours.dark, lower=true) }}'
    )
    plain = re.sub(r"\{% if look.small %\}.*\{% endif %\}", title, OWN, flags=re.S)
    (found,) = pictures(tmp_path, plain, text)
    assert "the level" in found


def test_a_misspelt_key_does_not_hide_what_is_wrong_with_the_drawing(tmp_path: Path) -> None:
    made = folder(tmp_path, BROKEN, name="verger")
    drawing = OWN.replace('viewBox="0 0 600 600"', 'viewBox="0 0 210 297"')
    (made / "artwork.svg").write_text(drawing, encoding="utf-8")
    reading = read(made)
    assert reading.programme is None
    assert reading.nearly
    found = [str(each) for each in check_pictures.look(made, reading.nearly, palette=False)]
    assert any("not square" in line for line in found)


def test_a_badge_of_no_form_is_told_as_that_and_the_others_are_drawn(tmp_path: Path) -> None:
    text = SIXTH + MORE.replace('form = "saison"', 'form = "hiver"').replace("Main verte", "Neige")
    (found,) = pictures(tmp_path, OWN.replace("look.month, 300,", '"", 300,'), text)
    assert "jardinier: fr" in found
