"""What people read is easy to read: short sentences, one word an idea, one register, no-break
spaces, and names with their articles."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template

import pytest

from core.ground.paths import TEMPLATES
from core.ground.words import Words
from core.programmes.catalogue import catalogue
from core.programmes.faq_file import FaqEntry
from core.programmes.programme import Programme
from core.reading.text import tidy
from core.reading.typeset import NO_BREAK, typeset, typeset_page, typeset_values
from tests.house.test_words import JE, LOCALES, TU, VOUS, U
from tools.read_by_people import EASY, LONGEST, SHARE, kinds, over

MAILS, PROGRAMMES = TEMPLATES / "mail", TEMPLATES / "programmes"
TERMS: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "terms.toml").read_text(encoding="utf-8")
)
WORDS = Words.read()
KNOWN = catalogue(PROGRAMMES)
OTHER_REGISTER = {"fr": (TU, VOUS), "nl": (JE, U)}  # what formal, and what informal text has not

each_locale = pytest.mark.parametrize("locale", LOCALES)
each_language = pytest.mark.parametrize("language", ["fr", "en", "nl"])


# Short


@pytest.mark.parametrize(
    ("locale", "kind"), [(locale, kind) for locale in LOCALES for kind in kinds(locale)]
)
def test_sentences_are_short(locale: str, kind: str) -> None:
    found = kinds(locale)[kind]
    assert [f"{each.length} {each.place}: {each.text}" for each in over(found, LONGEST)] == []
    long = over(found, EASY)
    assert len(long) <= SHARE * len(found), [f"{each.place}: {each.text}" for each in long]


# One word for each idea


@cache
def texts(language: str) -> list[tuple[str, str]]:
    """Whatever people read in a language, and where it stands, without the names of values."""
    told = [
        (f"{variant}/{key}", text)
        for variant in LOCALES
        for key, text in WORDS.keys(variant).items()
        if variant.startswith(language)
    ]
    for path in sorted([*MAILS.glob(f"*.{language}.txt"), *MAILS.glob(f"*.{language}-*.txt")]):
        text = re.sub(r"-> \S+\]", "]", path.read_text(encoding="utf-8"))
        told.append((path.name, text))
    for slug, programme in KNOWN.programmes.items():
        told += [(f"{slug}: {where}", text) for where, text in asked(programme, language)]
        told += [(f"{slug}: {where}", text) for where, text in answered(slug, language)]
    return [(where, re.sub(r"\$(?!days)\{?\w+\}?", "…", text)) for where, text in told]


def asked(programme: Programme, language: str) -> Iterator[tuple[str, str]]:
    """What a programme tells of itself and asks in its forms."""
    yield "description", programme.description.get(language, "")
    for name, form in programme.form.items():
        for question in form.question:
            for text in (question.label, question.ask):
                yield f"{name}.{question.name}", text.get(language, "")


def answered(slug: str, language: str) -> Iterator[tuple[str, str]]:
    """The questions that a programme answers, and its answers."""
    entries: tuple[FaqEntry, ...] = tuple(KNOWN.faq.get(slug, ()))
    for entry in entries:
        yield entry.slug, entry.question.get(language, "")
        yield entry.slug, entry.answer.get(language, "")


@pytest.mark.parametrize(
    ("language", "term"), [(language, term) for language, terms in TERMS.items() for term in terms]
)
def test_each_idea_has_one_word(language: str, term: str) -> None:
    never = re.compile(TERMS[language][term], re.IGNORECASE)
    assert [f"{where}: {text}" for where, text in texts(language) if never.search(text)] == []


@pytest.mark.parametrize("term", ["e-mail"])
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_so_have_the_commands(language: str, term: str) -> None:
    never = re.compile(TERMS[language][term], re.IGNORECASE)
    said = Words.of_commands().keys(language)
    assert {
        key: text
        for key, text in said.items()
        if never.search(re.sub(r"/mail\b|\bmail, code\b|MAIL|\$\w+|^mail$", "", text))
    } == {}


# One register


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_letter_speaks_to_its_reader_in_one_register(language: str) -> None:
    not_formal, not_informal = map(re.compile, OTHER_REGISTER[language])
    for path in MAILS.glob(f"*.{language}.txt"):
        text, twin = letter_text(path), path.with_name(f"{path.stem}-informal.txt")
        assert not not_formal.search(text), path.name
        if not_informal.search(text):
            assert twin.is_file(), f"{path.name} has no informal twin"
            assert not not_informal.search(letter_text(twin)), twin.name


def letter_text(path: Path) -> str:
    """A letter's words in small letters, without placeholders."""
    text = re.sub(r"\$\w+", "…", path.read_text(encoding="utf-8"))
    return re.sub(r"^(Subject|Objet)", "", text).lower()


@pytest.mark.parametrize("slug", list(KNOWN.programmes))
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_programme_speaks_in_its_register(slug: str, language: str) -> None:
    programme = KNOWN.programmes[slug]
    formal, informal = OTHER_REGISTER[language]
    wrong = re.compile(formal if programme.register_ == "formal" else informal, re.IGNORECASE)
    said = [*asked(programme, language), *answered(slug, language)]
    own = re.compile(r"«[^»]*»|https?://\S+")  # what people themselves write, and addresses
    assert [text for _, text in said if wrong.search(own.sub("", text))] == []


# No-break spaces

LOOSE = re.compile(r"\S [;:?!»]|« ")
SHOWN = [text for _, text in texts("fr")]


def test_no_mark_of_french_can_begin_a_line() -> None:
    assert [text for text in SHOWN if LOOSE.search(typeset(text, "fr"))] == []
    assert [text for text in SHOWN if tidy(typeset(text, "fr")) != tidy(text)] == []


def test_a_paper_has_them_in_each_of_its_texts() -> None:
    told = typeset_values({"lines": [("Vrai ?", 2)], "words": {"scan": "« ici »"}}, "fr-informal")
    assert told == {
        "lines": [[f"Vrai{NO_BREAK}?", 2]],
        "words": {"scan": f"«{NO_BREAK}ici{NO_BREAK}»"},
    }


@pytest.mark.parametrize("language", ["en", "nl"])
def test_other_languages_stay_as_they_are(language: str) -> None:
    assert typeset("Right ? “Yes”", language) == "Right ? “Yes”"


def test_what_people_copy_or_send_back_keeps_plain_spaces() -> None:
    kept = (
        '<a title="Vrai ?"><textarea>« ici » : là</textarea><code>x : y</code><input value="a !">'
    )
    assert typeset_page(kept, "fr") == kept
    assert typeset_page("<p>Vrai ?</p>", "fr") == f"<p>Vrai{NO_BREAK}?</p>"


# Names with their articles

BARE = re.compile(
    r"\b(par|chez|avec|de|à|pour|sur|que) \$\{?(issuer|programme|house|organisation)\b"
)


@pytest.mark.parametrize("slug", list(KNOWN.programmes))
@each_language
def test_a_name_within_a_sentence_has_its_article(slug: str, language: str) -> None:
    programme = KNOWN.programmes[slug]
    if language not in programme.languages:
        return
    named = programme.named(language)
    for key, sentence in WORDS.keys(language).items():
        if not BARE.search(sentence) or "«" in sentence.split("$programme")[0][-3:]:
            continue
        values = dict.fromkeys(Template(sentence).get_identifiers(), "…")
        values |= dict.fromkeys(["issuer", "programme", "house", "organisation"], named)
        said = WORDS.say(language, key, **values)
        assert not re.search(r"\b(de le|de les|à le|à les) ", said), said
    if language == "fr" and programme.article:
        assert WORDS.say("fr", "award.by_team", house=named).split()[1] in ("de", "du", "des")
