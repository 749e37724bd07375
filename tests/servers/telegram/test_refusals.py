"""The emulator refuses what Telegram refuses, in Telegram's own words."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from . import BotApi, Person
from .conftest import Ask
from .files import MEGABYTE

BUTTON = {"inline_keyboard": [[{"text": "Go", "callback_data": "é" * 33}]]}
BOLD_PAST_THE_END = [{"type": "bold", "offset": 1, "length": 9}]
BOLD_IN_A_PAIR = [{"type": "bold", "offset": 1, "length": 1}]

TEXTS: list[tuple[str, dict[str, Any], str]] = [
    ("empty", {"text": ""}, "message text is empty"),
    ("blank", {"text": " \n "}, "text must be non-empty"),
    ("too long", {"text": "a" * 4097}, "message is too long"),
    ("too long in UTF-16", {"text": "🎓" * 2049}, "message is too long"),
    ("too long before parsing", {"text": "a" * 32_769}, "text is too long"),
    ("markdown", {"text": "*a*", "parse_mode": "Markup"}, "unsupported parse_mode"),
    ("long data", {"text": "a", "reply_markup": BUTTON}, "BUTTON_DATA_INVALID"),
    (
        "a button that does nothing",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "Go"}]]}},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "a link nowhere",
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "Go", "url": "http://me"}]]}},
        "inline keyboard button URL 'http://me' is invalid: Wrong HTTP URL",
    ),
    ("entity out of text", {"text": "abc", "entities": BOLD_PAST_THE_END}, "ENTITY_BOUNDS_INVALID"),
    (
        "entity in a pair",
        {"text": "🎓a", "entities": BOLD_IN_A_PAIR},
        "entity begins in a middle of a UTF-16 symbol at byte offset 4",
    ),
    (
        "reply to nothing",
        {"text": "a", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    (
        "entity ending in a pair",
        {"text": "a🎓", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5",
    ),
    ("no chat", {"chat_id": "", "text": "a"}, "chat_id is empty"),
    ("another chat", {"chat_id": 42, "text": "a"}, "chat not found"),
]

HTML = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("é < 5", 'Unsupported start tag "" at byte offset 3'),
    ("a <b>b", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("fields", "why"), [case[1:] for case in TEXTS], ids=[c[0] for c in TEXTS])
async def test_a_text_that_telegram_refuses(
    ask: Ask, lina: Person, fields: dict[str, Any], why: str
) -> None:
    answer = await ask("sendMessage", **({"chat_id": lina.id} | fields))
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}
    assert lina.inbox == []


@pytest.mark.parametrize(("text", "why"), HTML)
async def test_bad_html_is_told_with_its_place(ask: Ask, lina: Person, text: str, why: str) -> None:
    answer = await ask("sendMessage", chat_id=lina.id, text=text, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {why}"


async def test_the_longest_texts_and_data_pass(ask: Ask, lina: Person) -> None:
    button = {"inline_keyboard": [[{"text": "Go", "callback_data": "a" * 64}]]}
    html = "<b>" + "🎓" * 2048 + "</b>"
    sent = await ask(
        "sendMessage", chat_id=lina.id, text=html, parse_mode="HTML", reply_markup=button
    )
    assert sent["ok"]
    assert lina.inbox[0].entities == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_an_edit_must_change_something(ask: Ask, lina: Person) -> None:
    sent = (await ask("sendMessage", chat_id=lina.id, text="one"))["result"]
    place = {"chat_id": lina.id, "message_id": sent["message_id"]}
    for method, more in (("editMessageText", {"text": "one"}), ("editMessageReplyMarkup", {})):
        refused = await ask(method, **place, **more)
        assert refused["description"].startswith("Bad Request: message is not modified: specified")
    assert (await ask("editMessageText", **place, text="two"))["result"]["text"] == "two"
    long = await ask("editMessageText", **place, text="a" * 4097)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"


async def test_only_what_is_there_and_ones_own_can_be_changed(ask: Ask, lina: Person) -> None:
    theirs = lina.says("bonjour")
    document = await ask("sendDocument", {"document": ("a.txt", b"a")}, chat_id=lina.id)
    cases = [
        ("editMessageText", 999, "message to edit not found"),
        ("editMessageText", theirs.id, "message can't be edited"),
        (
            "editMessageText",
            document["result"]["message_id"],
            "there is no text in the message to edit",
        ),
        ("deleteMessage", 999, "message to delete not found"),
    ]
    for method, number, why in cases:
        answer = await ask(method, chat_id=lina.id, message_id=number, text="x")
        assert answer["description"] == f"Bad Request: {why}"


async def test_a_press_unknown_or_too_old_cannot_be_answered(ask: Ask, lina: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await ask("sendMessage", chat_id=lina.id, text="a", reply_markup=markup)
    press = lina.presses("Go")
    press.too_old = True
    for number in (press.id, "1"):
        answer = await ask("answerCallbackQuery", callback_query_id=number)
        assert answer["description"] == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    assert press.answers == []


async def test_files_wrong_or_too_big(api: BotApi, ask: Ask, lina: Person) -> None:
    big = lina.sends_document(bytes(20 * MEGABYTE + 1), "big.bin")
    photo = lina.sends_photo(_png())
    photo_id = photo.body["photo"][0]["file_id"]
    web = "https://example.org/a.png"
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("getFile", {"file_id": big.body["document"]["file_id"]}, "file is too big"),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
        ("sendDocument", {"document": "nothing"}, "wrong file identifier/HTTP URL specified"),
        (
            "sendDocument",
            {"document": web},
            "failed to get HTTP URL content",
        ),
        ("sendDocument", {}, "there is no document in the request"),
        (
            "sendDocument",
            {"document": photo_id},
            "can't use file of type Photo as Document",
        ),
        ("sendDocument", {"document": "x", "caption": "a" * 1025}, "message caption is too long"),
    ]
    for method, fields, why in cases:
        answer = await ask(method, chat_id=lina.id, **fields)
        assert answer["description"] == f"Bad Request: {why}"
    assert (await ask("sendPhoto", {"photo": ("a.png", b"text")}, chat_id=lina.id))[
        "description"
    ] == "Bad Request: IMAGE_PROCESS_FAILED"
    over = await ask("sendDocument", {"document": ("a", bytes(50 * MEGABYTE + 1))}, chat_id=lina.id)
    assert over["description"] == "Request Entity Too Large"
    assert over["error_code"] == 413


async def test_people_who_do_not_want_the_bot(api: BotApi, ask: Ask, lina: Person) -> None:
    stranger, colleague = api.person("Nour"), api.person("Sam")
    api.group("Coaches", [colleague])
    lina.blocks_bot()
    cases = [
        (lina, 403, "Forbidden: bot was blocked by the user"),
        (stranger, 400, "Bad Request: chat not found"),
        (colleague, 403, "Forbidden: bot can't initiate conversation with a user"),
    ]
    for person, code, why in cases:
        answer = await ask("sendMessage", chat_id=person.id, text="a")
        assert (answer["error_code"], answer["description"]) == (code, why)
    lina.unblocks()
    assert (await ask("sendMessage", chat_id=lina.id, text="a"))["ok"]


async def test_groups_that_moved_or_closed_their_door(api: BotApi, ask: Ask, lina: Person) -> None:
    group = api.group("Support", [lina])
    bigger = group.migrates()
    moved = await ask("sendMessage", chat_id=group.id, text="a")
    assert moved["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert moved["parameters"] == {"migrate_to_chat_id": bigger.id}
    assert (await ask("sendMessage", chat_id=bigger.id, text="a"))["ok"]
    bigger.kicks_bot()
    kicked = await ask("sendMessage", chat_id=bigger.id, text="a")
    assert kicked["description"] == "Forbidden: bot was kicked from the supergroup chat"
    other = api.group("Other", [lina])
    assert (await ask("leaveChat", chat_id=other.id))["result"] is True
    left = await ask("sendMessage", chat_id=other.id, text="a")
    assert left["description"] == "Forbidden: bot is not a member of the group chat"


async def test_commands_out_of_form(ask: Ask) -> None:
    cases = [
        ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "start", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "start", "description": "a" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "a"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ]
    for commands, why in cases:
        answer = await ask("setMyCommands", commands=commands)
        assert answer["description"] == f"Bad Request: {why}"
    wrong = await ask("getMyCommands", language_code="french")
    assert wrong["description"] == "Bad Request: invalid language code specified"


async def test_wrong_tokens_and_methods(api: BotApi, ask: Ask) -> None:
    async with httpx.AsyncClient(base_url=api.url) as client:
        for path, code, why in [
            ("/bot1:wrong/getMe", 401, "Unauthorized"),
            ("/botwrong/getMe", 404, "Not Found"),
            ("/getMe", 404, "Not Found"),
            (f"/bot{api.token}/getThat", 404, "Not Found: method not found"),
            (f"/file/bot{api.token}/documents/none.png", 404, "Not Found"),
        ]:
            answer = await client.get(path)
            assert answer.json() == {"ok": False, "error_code": code, "description": why}


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return out.getvalue()
