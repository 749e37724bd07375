"""What a hurried thumb or a keyboard without accents makes of a sentence is the same words."""

import pytest

from core.reading.written_speech import CODE, DATE, LINK, MAIL, spoken

SAME = [
    ("je peux pas ouvrir", ["jpe pa ouvrir", "JPEUX PAS OUVRIR", "je peux pas ouvriiiir"]),
    ("c'est bon", ["cest bon", "c bon", "C est bon", "c’est bon", "c'est  bon !!!"]),
    ("j'ai pas reçu", ["jai pa recu", "g pa resu", "J'AI PAS REÇU"]),
    ("parler à quelqu'un", ["parler a qqn", "parler a quelquun", "Parler à quelqu’un"]),
    ("oui", ["ouiiii", "OUI", "oui!!", "ouais"]),
    ("I can't open it", ["i cant open it", "I can’t open it…"]),
    ("can you help me please", ["can u help me pls", "CAN YOU HELP ME PLZ"]),
    ("even wachten", ["ff wachten", "effe wachten"]),
    ("vielleicht ja", ["vllt ja", "vlt jaaa"]),
]


@pytest.mark.parametrize(("plain", "written"), SAME)
def test_however_it_is_written_the_words_are_the_same(plain: str, written: list[str]) -> None:
    assert [spoken(each) for each in written] == [spoken(plain)] * len(written)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("awa.diallo@example.org", [MAIL]),
        ("code 1234 5678", ["code", CODE]),
        ("12345678", [CODE]),
        ("le 12/03/2026", ["le", DATE]),
        ("github.com/awa/app", [LINK]),
        ("https://example.org/a?b=c", [LINK]),
    ],
)
def test_a_value_is_one_sign_whatever_it_holds(text: str, told: list[str]) -> None:
    assert spoken(text) == told


def test_a_question_mark_and_a_picture_say_something() -> None:
    assert spoken("oui ? 👍🏽") == ["oui", "?", "👍"]


def test_a_word_of_one_language_that_is_no_word_of_another_stays() -> None:
    assert spoken("kann ich das sein Badge net") == ["kann", "ich", "das", "sein", "badge", "net"]
    assert spoken("ta mission et ses dates") == ["ta", "mission", "et", "ses", "dates"]


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "\u200b", "@", "://", "'" * 9, "\x00"])
def test_what_says_nothing_has_no_words(text: str) -> None:
    assert spoken(text) == []


def test_a_flood_is_read_in_part() -> None:
    assert len(spoken("non merci " * 10_000)) <= 800
