"""The letters of `templates/mail/`: each renders whole in each language, and reads well."""

import re
from string import Template

import pytest

from core.ground.errors import Trouble
from core.programmes.programme_parts import Palette
from mail.letters.html import as_html, readable_on
from mail.letters.letter_file import FOLDER, PLACEHOLDERS, as_text, fill, find

NAMES = "invitation invitation-incomplete questions recap confirmed badge code review sent-back"
OF_CASES = "case case-done human human-noted"
LETTERS = [*NAMES.split(), *OF_CASES.split(), "menu", "note"]
LOCALES = ["fr", "fr-informal", "en", "nl", "nl-informal"]
FILES = sorted(FOLDER.glob("*.txt"))
VALUES = {name: f"<{name}>" for name in PLACEHOLDERS} | {
    "link": "https://badges.example.org/claim/x",
    "chat": "https://t.me/cocarde_bot?start=x",
    "page": "https://badges.example.org/b/x",
    "certificate": "https://badges.example.org/b/x.fr.pdf",
    "linkedin": "https://www.linkedin.com/profile/add?a=b&c=d",
    "yes": "mailto:badges+x@cocarde.test?subject=a&body=Oui",
    "fill": "mailto:badges+x@cocarde.test?subject=a&body=b",
    "correct": "mailto:badges+x@cocarde.test?subject=a&body=c",
    "answers": "Prénom et nom : Awa Diallo\nDates : du 6 octobre 2025 au 5 juin 2026",
    "lines": "Organisme d'accueil : \nDomaine : ",
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_renders_whole(name: str, locale: str) -> None:
    letter = fill(name, locale, VALUES)
    for shown in (letter.subject, as_text(letter), as_html(letter, "BeCode", locale)):
        assert "$" not in shown
        assert "->" not in shown.replace("&gt;", ">").replace("<!-", "")
    assert letter.subject
    assert len(letter.subject) < 120


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_a_letter_is_written_in_its_own_language(name: str, language: str) -> None:
    assert find(name, language).name == f"{name}.{language}.txt"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_letter_says_the_same_in_every_language(path: object) -> None:
    """Each variant uses the placeholders of the French letter, no more and no fewer."""
    name, _, _ = str(path).rpartition("/")[2].partition(".")
    assert placeholders(str(path)) == placeholders(str(FOLDER / f"{name}.fr.txt"))


def placeholders(path: str) -> set[str]:
    with open(path, encoding="utf-8") as file:
        return set(Template(file.read()).get_identifiers())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_formal_letter_says_vous_and_an_informal_one_tu(path: object) -> None:
    with open(str(path), encoding="utf-8") as file:
        words = set(re.findall(r"\w+", file.read().lower()))
    formal, informal = {"vous", "votre", "vos", "uw"}, {"tu", "ton", "ta", "tes", "te", "je"}
    if ".fr-informal." in str(path):
        assert not words & formal
    elif ".nl-informal." in str(path):
        assert not words & {"u", "uw"}
    elif ".fr." in str(path):
        assert not words & informal
    elif ".nl." in str(path):
        assert not words & {"je", "jij", "jouw"}


def test_a_variant_falls_back_to_its_language_and_another_language_to_its_neighbour() -> None:
    assert find("unlinked", "fr-informal").name == "unlinked.fr.txt"
    assert find("recap", "en-informal").name == "recap.en.txt"
    assert find("recap", "de").name == "recap.en.txt"
    assert find("recap", "br").name == "recap.fr.txt"


def test_an_unknown_letter_is_a_note() -> None:
    assert find("../../secret", "fr").name == "note.fr.txt"
    assert find("no-such-letter", "nl").name == "note.nl.txt"


def test_a_block_without_anything_to_say_is_left_out() -> None:
    text = as_text(fill("questions", "fr", {"badge": "B", "hints": "- Où ?", "lines": "Lieu : "}))
    assert "Déjà noté" not in text
    assert text.startswith("Bonjour,\n\nPour établir")


def test_a_button_without_an_address_is_left_out() -> None:
    text = as_text(fill("recap", "fr", {**VALUES, "chat": ""}))
    assert "Corriger sur la page → https://badges.example.org/claim/x" in text
    assert "Telegram" not in text


def test_words_of_a_person_cannot_make_buttons_or_html() -> None:
    reason = "[Cliquez -> https://bad.example]\n\n# Titre\n<script>alert(1)</script>"
    letter = fill("sent-back", "fr", {**VALUES, "reason": reason})
    page = as_html(letter, "BeCode", "fr")
    assert "<script>" not in page
    assert ">Cliquez</a>" not in page
    assert "&lt;script&gt;" in page


def test_a_placeholder_that_nothing_fills_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mail.letters.letter_file.PLACEHOLDERS", frozenset({"name"}))
    with pytest.raises(Trouble, match=r"placeholder.*lines") as error:
        fill("invitation-incomplete", "fr", {n: "x" for n in PLACEHOLDERS if n != "lines"})
    assert "templates/mail" in error.value.mend


def test_the_page_keeps_its_dark_colours_and_its_size() -> None:
    page = as_html(fill("invitation", "fr", VALUES), "Service Civique", "fr")
    assert "@media (prefers-color-scheme: dark)" in page
    assert len(page.encode()) < 100_000
    assert "style=" in page


def test_french_marks_stay_with_their_words_on_the_page_only() -> None:
    letter = fill("recap", "fr", VALUES)
    assert "exact\u00a0?" in as_html(letter, "BeCode", "fr")
    assert "\u00a0" not in as_text(letter)


@pytest.mark.parametrize(
    ("ground", "words"), [("#006a8e", "#ffffff"), ("#f5bd3d", "#14161a"), ("#40e0c8", "#14161a")]
)
def test_a_button_can_be_read_on_its_colour(ground: str, words: str) -> None:
    assert readable_on(ground) == words


def test_a_programme_lends_its_colours() -> None:
    palette = Palette(main="#a8182b", dark="#430a15", accent="#f5bd3d")
    assert "#a8182b" in as_html(fill("recap", "fr", VALUES), "Normandie", "fr", palette)
