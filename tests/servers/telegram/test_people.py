"""The people's side: what they write, press, send and see."""

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from . import BotApi, Person
from .conftest import Ask

GO = {"inline_keyboard": [[{"text": "Go on", "callback_data": "b:go"}]]}


async def news(ask: Ask) -> list[dict[str, Any]]:
    """Every update not yet read, confirmed."""
    updates: list[dict[str, Any]] = (await ask("getUpdates"))["result"]
    if updates:
        await ask("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


async def test_a_deep_link_becomes_start_with_its_payload(api: BotApi, ask: Ask) -> None:
    api.person("Lina", "pt-br").opens_link("claim_42")
    (update,) = await news(ask)
    message = update["message"]
    assert message["text"] == "/start claim_42"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "pt-br"
    assert "username" not in message["from"]
    assert message["chat"] == {"id": message["from"]["id"], "first_name": "Lina", "type": "private"}


async def test_a_press_brings_the_message_back_and_its_answer_to_the_person(
    ask: Ask, lina: Person
) -> None:
    sent = await ask("sendMessage", chat_id=lina.id, text="Ready?", reply_markup=GO)
    await news(ask)
    press = lina.presses("Go on")
    query = (await news(ask))[0]["callback_query"]
    assert query["data"] == "b:go"
    assert query["message"] == sent["result"]
    await ask("answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=True)
    assert await press.answered() == {"text": "Done", "show_alert": True}
    assert lina.presses("b:go").id != press.id
    with pytest.raises(LookupError, match="Go on"):
        lina.presses("Stop")


async def test_a_reply_keyboard_writes_its_labels(ask: Ask, lina: Person) -> None:
    keyboard = {"keyboard": [["Yes", {"text": "No"}]]}
    await ask("sendMessage", chat_id=lina.id, text="?", reply_markup=keyboard)
    assert lina.inbox[-1].labels == ["Yes", "No"]
    assert lina.taps("No").text == "No"
    await ask("sendMessage", chat_id=lina.id, text="!", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        lina.taps("No")


async def test_what_is_sent_edited_and_deleted_shows(ask: Ask, lina: Person) -> None:
    sent = await ask(
        "sendMessage", chat_id=lina.id, text="one", reply_markup=GO, disable_notification=True
    )
    place = {"chat_id": lina.id, "message_id": sent["result"]["message_id"]}
    assert (await lina.hears("one")).silent
    await ask("editMessageText", **place, text="two")
    shown = await lina.sees("two")
    assert shown.labels == []
    assert [version["text"] for version in shown.versions] == ["one"]
    await ask("deleteMessage", **place)
    assert lina.inbox == []
    assert [message.text for message in lina.deleted] == ["two"]
    with pytest.raises(AssertionError, match="sendMessage 200"):
        await lina.hears(seconds=0.01)


async def test_a_person_edits_and_sends_all_kinds_of_things(ask: Ask, lina: Person) -> None:
    lina.edits(lina.says("befor"), "before #noon")
    lina.sends_sticker()
    lina.sends_voice()
    lina.sends_document(b"%PDF", "cv.pdf", caption="my CV")
    updates = await news(ask)
    assert updates[2]["edited_message"]["text"] == "before #noon"
    assert updates[2]["edited_message"]["entities"] == [
        {"type": "hashtag", "offset": 7, "length": 5}
    ]
    assert updates[2]["edited_message"]["edit_date"] >= updates[1]["message"]["date"]
    assert [set(u["message"]) & {"sticker", "voice", "document"} for u in updates[3:]] == [
        {"sticker"},
        {"voice"},
        {"document"},
    ]
    assert updates[5]["message"]["caption"] == "my CV"
    assert updates[5]["message"]["document"]["mime_type"] == "application/pdf"


async def test_a_document_keeps_every_byte_and_a_photo_loses_its_metadata(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    badge = _badge()
    as_document = await ask("sendDocument", {"document": ("b.png", badge)}, chat_id=lina.id)
    await ask("sendPhoto", {"photo": ("b.png", badge)}, chat_id=lina.id, caption="a photo")
    document, photo = lina.inbox
    assert (document.document, document.file_name) == (badge, "b.png")
    assert photo.photo is not None
    with Image.open(io.BytesIO(photo.photo)) as seen:
        assert (seen.format, seen.size, seen.info.get("openbadges")) == ("JPEG", (600, 400), None)
    sizes = photo.body["photo"]
    assert [size["width"] for size in sizes] == [90, 320, 600]
    again = as_document["result"]["document"]["file_id"]
    await ask("sendDocument", chat_id=lina.id, document=again)
    assert lina.inbox[-1].document == badge


async def test_in_privacy_mode_a_group_tells_only_what_is_meant_for_the_bot(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    sam = api.person("Sam", username="sam_test")
    group = api.group("Coaches", [lina, sam])
    await ask("sendMessage", chat_id=group.id, text="A claim waits", reply_markup=GO)
    await news(ask)
    asked = await group.hears()
    sam.says("between us", to=group)
    sam.says("/status@another_bot", to=group)
    sam.says("/status", to=group)
    sam.says("/status@cocarde_test_bot", to=group)
    sam.says("because", to=group, reply_to=asked)
    sam.presses("Go on", to=group)
    updates = await news(ask)
    texts = [update["message"]["text"] for update in updates[:-1]]
    assert texts == ["/status", "/status@cocarde_test_bot", "because"]
    assert updates[2]["message"]["reply_to_message"]["text"] == "A claim waits"
    assert updates[-1]["callback_query"]["message"]["chat"]["id"] == group.id


async def test_membership_is_told(api: BotApi, ask: Ask, lina: Person) -> None:
    await news(ask)
    lina.blocks_bot()
    with pytest.raises(RuntimeError):
        lina.says("hello?")
    lina.unblocks()
    group = api.group("Support", [lina])
    group.kicks_bot()
    changes = [u["my_chat_member"] for u in await news(ask) if "my_chat_member" in u]
    assert [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
        for change in changes
    ] == [("member", "kicked"), ("kicked", "member"), ("left", "member"), ("member", "kicked")]
    status = await ask("getChatMember", chat_id=lina.id, user_id=lina.id)
    assert status["result"]["status"] == "member"


async def test_a_group_that_grows_tells_both_ids(api: BotApi, ask: Ask, lina: Person) -> None:
    group = api.group("Support", [lina])
    bigger = group.migrates()
    to, back = (update["message"] for update in (await news(ask))[-2:])
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (group.id, bigger.id)
    assert (back["chat"]["id"], back["migrate_from_chat_id"]) == (bigger.id, group.id)
    assert str(bigger.id).startswith("-100")


async def test_commands_fall_back_by_scope_and_then_by_language(
    api: BotApi, ask: Ask, lina: Person
) -> None:
    async def put(word: str, **where: Any) -> None:
        await ask("setMyCommands", commands=[{"command": word, "description": word}], **where)

    private = {"type": "all_private_chats"}
    await put("default")
    assert lina.commands() == {"default": "default"}
    await put("standard_fr", language_code="fr")
    assert list(lina.commands()) == ["standard_fr"]
    await put("private", scope=private)
    assert list(lina.commands()) == ["private"]
    await put("private_fr", scope=private, language_code="fr")
    await put("mine", scope={"type": "chat", "chat_id": lina.id})
    assert list(lina.commands()) == ["mine"]
    await ask("deleteMyCommands", scope={"type": "chat", "chat_id": lina.id})
    assert list(lina.commands()) == ["private_fr"]
    assert list(api.person("Tom", "nl").commands()) == ["private"]
    group = api.group("Coaches", [lina])
    assert list(lina.commands(group)) == ["standard_fr"]
    assert (await ask("getMyCommands", language_code="nl"))["result"] == []
    assert (await ask("getMyCommands", scope=private))["result"][0]["command"] == "private"


async def test_descriptions_follow_the_language(ask: Ask, lina: Person) -> None:
    await ask("setMyDescription", description="Badges")
    await ask("setMyDescription", description="Vos badges", language_code="fr")
    await ask("setMyShortDescription", short_description="Short")
    assert lina.description() == "Vos badges"
    assert lina.description("short_description") == "Short"
    got = await ask("getMyDescription", language_code="fr")
    assert got["result"] == {"description": "Vos badges"}


def _badge() -> bytes:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("openbadges", "https://example.org/b/1")
    out = io.BytesIO()
    Image.new("RGBA", (600, 400), "navy").save(out, "PNG", pnginfo=chunks)
    return out.getvalue()
