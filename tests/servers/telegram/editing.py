"""Methods that change what is already in a chat."""

from __future__ import annotations

import time
from typing import Final

from .arguments import Arguments
from .chats import Chat, Message
from .errors import NOT_MODIFIED, QUERY_TOO_OLD, Json, bad_request
from .formatting import TEXT_LIMIT, utf16_length
from .markup import checked_markup, inline_part
from .methods import method
from .sending import read_caption, read_text
from .state import State

DELETABLE: Final = 48 * 3600  # seconds
_SHOWN: Final = ("text", "entities", "caption", "caption_entities", "reply_markup")


@method("editMessageText")
def edit_message_text(state: State, given: Arguments) -> Json:
    """Bot API editMessageText."""
    text = read_text(given)
    message = _own(state, given)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    if utf16_length(text.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(message, given, text.content(), ("text", "entities"))


@method("editMessageCaption")
def edit_message_caption(state: State, given: Arguments) -> Json:
    """Bot API editMessageCaption."""
    caption = read_caption(given)
    message = _own(state, given)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _edit(message, given, caption, ("caption", "caption_entities"))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(state: State, given: Arguments) -> Json:
    """Bot API editMessageReplyMarkup."""
    return _edit(_own(state, given), given, {}, ())


@method("deleteMessage")
def delete_message(state: State, given: Arguments) -> bool:
    """Bot API deleteMessage: own messages anywhere, others' in private or as administrator."""
    chat = state.open_chat(given.text("chat_id"))
    message = chat.message(given.integer("message_id"), "message to delete")
    if not _may_delete(state, chat, message):
        raise bad_request("message can't be deleted")
    if time.time() - message.body["date"] > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    chat.changed.ring()
    return True


@method("answerCallbackQuery")
def answer_callback_query(state: State, given: Arguments) -> bool:
    """Bot API answerCallbackQuery."""
    press = state.presses.get(given.text("callback_query_id"))
    if press is None or press.too_old:
        raise bad_request(QUERY_TOO_OLD)
    text = given.text("text")
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answers.append({"text": text, "show_alert": given.flag("show_alert")})
    press.chat.changed.ring()
    return True


def _own(state: State, given: Arguments) -> Message:
    chat = state.open_chat(given.text("chat_id"))
    message = chat.message(given.integer("message_id"), "message to edit")
    if message.body["from"]["id"] != state.bot.id:
        raise bad_request("message can't be edited")
    return message


def _edit(message: Message, given: Arguments, content: Json, replaced: tuple[str, ...]) -> Json:
    markup = checked_markup(given.structure("reply_markup"))
    gone = {*replaced, "reply_markup", "edit_date"}
    body = {name: value for name, value in message.body.items() if name not in gone}
    body |= content | inline_part(markup)
    if all(body.get(name) == message.body.get(name) for name in _SHOWN):
        raise bad_request(NOT_MODIFIED)
    message.versions.append(message.body)
    message.body = body | {"edit_date": int(time.time())}
    message.markup = markup
    if message.pressed:
        message.chat.notices(message)
    message.chat.changed.ring()
    return message.body


def _may_delete(state: State, chat: Chat, message: Message) -> bool:
    own = message.body["from"]["id"] == state.bot.id
    administrator = chat.members.get(state.bot.id) == "administrator"
    return own or administrator or not chat.is_group
