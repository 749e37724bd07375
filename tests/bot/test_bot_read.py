"""Raw updates of the Bot API, read without Telegram."""

from typing import Any

import pytest

from bot.read import language, name, read
from bot.updates.chat_changes import Happening, What, read_happening
from core.desk.incoming import Incoming

LINA = {"id": 42, "is_bot": False, "first_name": "Lina", "language_code": "fr"}
HERE = {"id": 42, "type": "private", "first_name": "Lina"}
GROUP = {"id": -7, "type": "supergroup", "title": "Coachs"}
BOT = {"id": 9, "is_bot": True, "first_name": "Cocarde"}


def message(**more: Any) -> dict[str, Any]:
    whole = {"message_id": 1, "date": 1, "from": LINA, "chat": HERE}
    return {"update_id": 7, "message": whole | more}


def said(**more: Any) -> Incoming:
    found = read(message(**more))
    assert found is not None
    return found


def test_a_text_names_who_where_and_for_ever() -> None:
    assert said(text="Bonjour") == Incoming(
        door="telegram",
        source="telegram",
        source_id="7@1",
        value="42",
        place="42",
        text="Bonjour",
        name="Lina",
        language="fr",
    )


@pytest.mark.parametrize(
    ("code", "kept"),
    [("fr", "fr"), ("pt-br", ""), ("nl-be", "nl"), ("EN-us", "en"), (None, ""), ("", "")],
)
def test_a_language_is_normalised(code: str | None, kept: str) -> None:
    assert language({"language_code": code}) == kept


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("Lina", "", "Lina"),
        ("  Łukasz ", "O'Brien", "Łukasz O'Brien"),
        ('<b>&"', "李", '<b>&" 李'),
        ("Li\u202ena\x00", "H\nK", "Lina H K"),
        ("x" * 300, "", "x" * 120),
    ],
)
def test_a_name_is_cleaned_but_stays_itself(first: str, last: str, kept: str) -> None:
    assert name({"first_name": first, "last_name": last}) == kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {}}, "sticker"),
        ({"voice": {}}, "voice"),
        ({"video_note": {}}, "voice"),
        ({"photo": [], "caption": "mon badge"}, "photo"),
        ({"document": {}}, "file"),
        ({"animation": {}, "document": {}}, "other"),
        ({"location": {}}, "other"),
    ],
)
def test_what_is_not_text_is_named(content: dict[str, Any], kind: str) -> None:
    assert said(**content).unreadable == kind
    assert read(message(chat=GROUP, **content)) is None


@pytest.mark.parametrize(
    "ignored",
    [
        message(new_chat_members=[BOT], chat=GROUP),
        message(pinned_message={}),
        message(text="hi", **{"from": BOT}),
        message(text="hi", sender_chat=GROUP, chat=GROUP),
        message(text="between us", chat=GROUP),
        {"update_id": 7, "edited_message": message(photo=[])["message"]},
        {"update_id": 7, "poll_answer": {}},
        {"update_id": 7, "callback_query": {"id": "1", "from": LINA, "data": "x"}},
    ],
)
def test_what_is_not_for_us_is_ignored(ignored: dict[str, Any]) -> None:
    assert read(ignored) is None


def test_in_a_group_commands_and_replies_to_us_are_heard() -> None:
    command = said(text="/here becode", chat=GROUP)
    assert (command.group, command.place, command.value) == (True, "-7", "42")
    reply = said(text="Le site ne répond pas", chat=GROUP, reply_to_message={"from": BOT})
    assert reply.text == "Le site ne répond pas"


def test_a_press_and_an_edit_are_read() -> None:
    press = {"id": "1", "from": LINA, "data": "back:ab", "message": {"chat": HERE}}
    found = read({"update_id": 7, "callback_query": press})
    assert found is not None
    assert (found.choice, found.place) == ("back:ab", "42")
    edited = read({"update_id": 7, "edited_message": message(text="non")["message"]})
    assert edited is not None
    assert (edited.unreadable, edited.text) == ("edited", "")


def test_half_a_character_does_not_reach_the_store() -> None:
    assert said(text="ok \ud83d").text == "ok ?"


@pytest.mark.parametrize(
    ("update", "happening"),
    [
        (message(migrate_to_chat_id=-100, chat=GROUP), Happening(What.MOVED, "-7", "-100")),
        (message(migrate_from_chat_id=-5, chat=GROUP), Happening(What.MOVED, "-5", "-7")),
        (
            {"my_chat_member": {"chat": HERE, "new_chat_member": {"status": "kicked"}}},
            Happening(What.CLOSED, "42"),
        ),
        (
            {"my_chat_member": {"chat": HERE, "new_chat_member": {"status": "member"}}},
            Happening(What.OPENED, "42"),
        ),
        (message(text="hello"), None),
    ],
)
def test_what_happens_to_a_chat_is_read(update: dict[str, Any], happening: object) -> None:
    assert read_happening(update) == happening
