"""The words that people read: whole in every language, well written, in one register."""

import re
from string import Template

import pytest

from core.ground.paths import TEMPLATES
from core.ground.words import Words

PEOPLES, COMMANDS = Words.read(), Words.of_commands()
WORDS = Words({each: {**PEOPLES.keys(each), **COMMANDS.keys(each)} for each in PEOPLES.variants})
FRENCH = WORDS.keys("fr")
VARIANTS = ["fr-informal", "nl-informal"]
LOCALES = ["fr", "en", "nl", *VARIANTS]
TOPICS = sorted({key.partition(".")[0] for key in FRENCH})

# Menus of commands, public pages, what is wrong with a list and what the commands say are read by
# everybody, whatever the register of a programme.
SAID_TO_ANYBODY = {
    *("accessibility", "bot", "join", "manage", "page", "roster"),
    *(key.partition(".")[0] for key in COMMANDS.keys("fr")),
}

each_locale = pytest.mark.parametrize("locale", LOCALES)
each_variant = pytest.mark.parametrize("locale", VARIANTS)
each_topic = pytest.mark.parametrize("topic", TOPICS)


def topic_of(locale: str, topic: str) -> dict[str, str]:
    return {key: text for key, text in WORDS.keys(locale).items() if key.startswith(f"{topic}.")}


def placeholders(sentence: str) -> set[str]:
    return set(Template(sentence).get_identifiers())


def plain(sentence: str) -> str:
    """The sentence without its placeholders, whose names are English."""
    return re.sub(r"\$\{?\w+\}?", "…", sentence)


def found(locale: str, pattern: str) -> dict[str, str]:
    """The sentences where the pattern is found, by their keys."""
    seen = re.compile(pattern, re.IGNORECASE)
    return {key: text for key, text in WORDS.keys(locale).items() if seen.search(plain(text))}


# Whole


def test_no_key_is_of_both_the_people_and_the_commands() -> None:
    assert PEOPLES.keys("fr").keys() & COMMANDS.keys("fr").keys() == set()


def test_the_languages_are_those_of_the_folder() -> None:
    folders = {path.name for path in (TEMPLATES / "words").iterdir()}
    assert folders == set(LOCALES)
    assert set(WORDS.languages) == {"fr", "en", "nl"}


@each_topic
@pytest.mark.parametrize("locale", ["en", "nl"])
def test_a_language_has_the_keys_of_the_french(locale: str, topic: str) -> None:
    assert topic_of(locale, topic).keys() == topic_of("fr", topic).keys()


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_a_language_has_no_topic_of_its_own(locale: str) -> None:
    assert WORDS.keys(locale).keys() <= FRENCH.keys()


@each_topic
@each_locale
def test_a_sentence_has_the_placeholders_of_the_french(locale: str, topic: str) -> None:
    said = topic_of(locale, topic)
    wrong = {
        key: text
        for key, text in said.items()
        if not Template(text).is_valid() or placeholders(text) != placeholders(FRENCH[key])
    }
    assert wrong == {}


@each_variant
def test_a_variant_holds_only_what_differs_from_its_language(locale: str) -> None:
    base = WORDS.keys(locale.partition("-")[0])
    assert [key for key, text in WORDS.keys(locale).items() if base.get(key, text) == text] == []


# Well written

QUOTES = {"fr": ("«", "»", '“”„"‘’'), "en": ("“", "”", '«»„"‘’'), "nl": ("“", "”", '«»„"‘’')}
SPACING = {
    "fr": r"(?<=[^\s])[;?!:](?!//|\d\d)|«(?! )|(?<! )»",
    "en": r"(?<=\S)\s+[;:?!,.](?=\s|$)|“\s|\s”",
    "nl": r"(?<=\S)\s+[;:?!,.](?=\s|$)|“\s|\s”",
}


@each_locale
def test_no_sentence_is_empty_or_badly_spaced(locale: str) -> None:
    wrong = found(locale, r"^\s*$| {2}|[ \t]$|[ \t]\n|\n[ \t]|\n{3}|[\t\xa0\u202f]")
    assert wrong.keys() - {"demo.help"} == set()  # its orders stand in columns


@each_locale
def test_marks_are_those_of_the_language(locale: str) -> None:
    assert found(locale, SPACING[locale.partition("-")[0]]) == {}


@each_locale
def test_quotes_are_those_of_the_language_and_closed(locale: str) -> None:
    opening, closing, strange = QUOTES[locale.partition("-")[0]]
    assert found(locale, f"[{strange}]") == {}
    for key, text in WORDS.keys(locale).items():
        marks = "".join(mark for mark in text if mark in opening + closing)
        assert marks == (opening + closing) * (len(marks) // 2), key


# In one register

TU = r"\b(tu|te|toi|ton|ta|tes|tien|tienne)\b|\bt'(?!il|elle|on)"
VOUS = r"\b(vous|votre|vos|vôtre)\b|\b(?!chez\b|assez\b|nez\b)\w+ez\b"
JE = r"\b(je|jij|jou|jouw|jouwe|jullie)\b"
U = r"\b(u|uw|uwe|uzelf)\b"


@pytest.mark.parametrize(
    ("locale", "wrong"),
    [("fr", TU), ("fr-informal", VOUS), ("nl", JE), ("nl-informal", U)],
    ids=["fr", "fr-informal", "nl", "nl-informal"],
)
def test_nobody_is_addressed_in_the_other_register(locale: str, wrong: str) -> None:
    assert found(locale, wrong) == {}


@each_topic
@pytest.mark.parametrize(("locale", "formal"), [("fr", VOUS), ("nl", U)], ids=["fr", "nl"])
def test_a_sentence_to_the_reader_has_its_informal_form(
    locale: str, formal: str, topic: str
) -> None:
    needed = found(locale, formal).keys() & topic_of(locale, topic).keys()
    spoken = set() if topic in SAID_TO_ANYBODY else needed
    assert spoken - WORDS.keys(f"{locale}-informal").keys() == set()
