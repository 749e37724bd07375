"""Messages in the shape of Telegram, within its limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ForceReply, InlineKeyboardMarkup

from bot.write import LONGEST_CAPTION, LONGEST_CHOICE, LONGEST_TEXT, split, units, write
from core.ground.messages import Button, Message
from core.ground.paths import TEMPLATES
from core.ground.words import Words
from core.ground.world import REF
from core.programmes.catalogue import catalogue

OK = ((Button("Oui", "confirm:x"),),)


@given(st.text(alphabet="aé🎓 \n", max_size=300), st.integers(2, 40))
def test_a_long_text_is_cut_within_the_limit_and_nothing_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    kept = "".join(pieces).replace("…", "") if not text.strip() else "".join(pieces)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_text_is_cut_between_paragraphs() -> None:
    first, second = "a" * 3000, "b" * 3000
    assert [piece.text for piece in write(Message(f"{first}\n\n{second}", "fr"))] == [first, second]


def test_the_last_piece_bears_the_buttons() -> None:
    *before, last = write(Message("é🎓" * LONGEST_TEXT, "fr", OK))
    assert [piece.keyboard for piece in before] == [None] * len(before)
    assert isinstance(last.keyboard, InlineKeyboardMarkup)


def test_a_badge_bears_its_text_as_caption_while_it_fits() -> None:
    (file,) = write(Message("é" * LONGEST_CAPTION, "fr", OK, badge="b"))
    assert (file.badge, units(file.text)) == ("b", LONGEST_CAPTION)
    file, text = write(Message("🎓" * LONGEST_CAPTION, "fr", OK, badge="b"))
    assert (file.badge, file.text, file.keyboard) == ("b", "", None)
    assert (text.badge, units(text.text)) == ("", 2 * LONGEST_CAPTION)
    assert text.keyboard is not None


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        (Button("a", "x" * LONGEST_CHOICE), {"callback_data": "x" * LONGEST_CHOICE}),
        (Button("a", "é" * LONGEST_CHOICE), None),
        (
            Button("a", url="https://badges.example.org/b/1"),
            {"url": "https://badges.example.org/b/1"},
        ),
        (Button("a", url="http://localhost:8000/b/1"), None),
        (Button("a", copy="y" * 256), {"copy_text": {"text": "y" * 256}}),
        (Button("a", copy="y" * 257), None),
    ],
)
def test_a_button_that_telegram_would_refuse_is_left_out(button: Button, kept: object) -> None:
    (piece,) = write(Message("Bonjour", "fr", ((button,),)))
    keyboard = piece.keyboard.to_dict()["inline_keyboard"] if piece.keyboard else None
    assert keyboard == ([[{"text": "a", **kept}]] if isinstance(kept, dict) else None)


def test_a_question_in_a_group_opens_the_reply_that_a_bot_gets_to_see() -> None:
    message = Message("Pourquoi ?", "fr", awaits=True)
    assert isinstance(write(message, group=True)[0].keyboard, ForceReply)
    assert write(message)[0].keyboard is None


def test_every_button_of_every_programme_fits() -> None:
    ref = REF[:8]
    choices = []
    for slug, programme in catalogue(TEMPLATES / "programmes").programmes.items():
        choices += [f"programme:{slug}", *(f"group:{slug}:{each.slug}" for each in programme.group)]
        for badge in programme.badge:
            choices += [f"award:{slug}:{badge.slug}", f"badge:{slug}:{badge.slug}"]
            for question in programme.form_of(badge).question:
                choices += [f"edit:{ref}:{question.name}", f"choose:{ref}:{question.name}:99"]
                options = [option.value for option in question.options] or ["yes"]
                choices += [f"option:{ref}:{question.name}:{value}" for value in options]
    assert [each for each in choices if len(each.encode()) > LONGEST_CHOICE] == []


def test_the_words_of_the_menus_are_within_telegrams_limits() -> None:
    words = Words.read()
    for language in words.languages:
        said = {key: text for key, text in words.keys(language).items() if key.startswith("bot.")}
        assert len(said.pop("bot.description")) <= 512
        assert len(said.pop("bot.short_description")) <= 120
        assert all(1 <= len(text) <= 256 for text in said.values())
