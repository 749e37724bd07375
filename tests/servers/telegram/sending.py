"""Methods that put something new into a chat."""

from __future__ import annotations

from typing import Final

from .arguments import Arguments
from .chats import Chat, Message
from .errors import WRONG_FILE, Json, bad_request
from .files import File
from .formatting import CAPTION_LIMIT, TEXT_LIMIT, Formatted, formatted, utf16_length
from .markup import checked_markup, inline_part
from .methods import method
from .state import State

ACTIONS: Final = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


@method("sendMessage")
def send_message(state: State, given: Arguments) -> Json:
    """Bot API sendMessage."""
    text = read_text(given)
    if utf16_length(text.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _post(state, given, text.content()).body


@method("sendDocument")
def send_document(state: State, given: Arguments) -> Json:
    """Bot API sendDocument: an upload, or the file_id of a document."""
    caption = read_caption(given)
    upload = given.upload("document")
    if upload is not None and not upload.data:
        raise bad_request("file must be non-empty")
    chat = state.open_chat(given.text("chat_id"))
    if upload is not None:
        file = state.files.keep_document(upload)
    else:
        file = _known_file(state, given, "document")
    return _post(state, given, document_content(file) | caption, file, chat).body


@method("sendPhoto")
def send_photo(state: State, given: Arguments) -> Json:
    """Bot API sendPhoto: whatever was uploaded becomes JPEG and loses its metadata."""
    caption = read_caption(given)
    upload = given.upload("photo")
    chat = state.open_chat(given.text("chat_id"))
    if upload is not None:
        sizes = state.files.keep_photo(upload.data)
    else:
        sizes = [_known_file(state, given, "photo")]
    return _post(state, given, photo_content(sizes) | caption, sizes[-1], chat).body


@method("sendChatAction")
def send_chat_action(state: State, given: Arguments) -> bool:
    """Bot API sendChatAction."""
    if given.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.open_chat(given.text("chat_id"))
    chat.actions.append((state.clock(), given.text("action")))
    chat.changed.ring()
    return True


def read_text(given: Arguments) -> Formatted:
    """The ``text`` argument, parsed; 400 when nothing is left of it."""
    raw = given.text("text")
    if not raw:
        raise bad_request("message text is empty")
    text = formatted(raw, given.text("parse_mode"), given.structure("entities"))
    if not text.text:
        raise bad_request("text must be non-empty")
    return text


def read_caption(given: Arguments) -> Json:
    """The fields that a caption adds to a message; 400 over 1024 UTF-16 units."""
    raw, mode = given.text("caption"), given.text("parse_mode")
    caption = formatted(raw, mode, given.structure("caption_entities"))
    if utf16_length(caption.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return caption.content("caption")


def document_content(file: File) -> Json:
    """The ``document`` field of a message."""
    names = {"file_name": file.name, "mime_type": file.mime}
    return {"document": {k: v for k, v in names.items() if v} | file.identity()}


def photo_content(sizes: list[File]) -> Json:
    """The ``photo`` field of a message, smallest size first."""
    return {
        "photo": [size.identity() | {"width": size.width, "height": size.height} for size in sizes]
    }


def _known_file(state: State, given: Arguments, kind: str) -> File:
    wanted = given.text(kind)
    if not wanted:
        raise bad_request(f"there is no {kind} in the request")
    if wanted.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # nothing is fetched from a network
    file = state.files.by_id(wanted)
    if file is None:
        raise bad_request(WRONG_FILE)
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _post(
    state: State,
    given: Arguments,
    content: Json,
    file: File | None = None,
    chat: Chat | None = None,
) -> Message:
    markup = checked_markup(given.structure("reply_markup"))
    chat = chat or state.open_chat(given.text("chat_id"))
    content = content | inline_part(markup) | _reply(chat, given) | _options(given)
    content |= _topic(chat, given)
    state.limits.check(chat.id, group=chat.is_group, now=state.clock())
    silent = given.flag("disable_notification")
    return state.add_message(chat, state.bot, content, file=file, markup=markup, silent=silent)


def _reply(chat: Chat, given: Arguments) -> Json:
    wanted = given.structure("reply_parameters") or {}
    message_id = int(wanted.get("message_id", given.integer("reply_to_message_id")))
    if not message_id:
        return {}
    answered = chat.messages.get(message_id)
    if answered is not None and not answered.deleted:
        return {"reply_to_message": answered.quoted()}
    if wanted.get("allow_sending_without_reply") or given.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _topic(chat: Chat, given: Arguments) -> Json:
    """The topic of a forum that the message goes to; 400 where there is none such."""
    topic = given.integer("message_thread_id")
    if not topic:
        return {}
    if topic not in chat.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": topic, "is_topic_message": True}


def _options(given: Arguments) -> Json:
    options: Json = {}
    if given.flag("protect_content"):
        options["has_protected_content"] = True
    preview = given.structure("link_preview_options")
    return options | ({"link_preview_options": preview} if preview else {})
