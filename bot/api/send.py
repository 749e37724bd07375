"""One message on its way: its pieces sent in order, or an earlier message edited."""

from functools import partial
from typing import Any

from telegram import ReplyParameters

from bot.api.connection import Connection
from bot.api.edit import PLAIN, edit
from bot.api.patience import patiently
from bot.places import Place
from bot.write import BotMessage, write
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.issuing import stored_badges
from core.reports.picture import picture

# An upload on a slow line takes longer than a text.
UPLOAD = 60.0


async def send(line: Connection, row: Outbox) -> str:
    """Send or edit; gives the number of the message that bears the buttons.

    Raises `telegram.error.TelegramError` as Telegram refuses it, `DeliveryError` while the
    message to edit is not sent yet.
    """
    message, place = Message.from_json(row.message), Place.parse(row.place)
    pieces = write(message, group=row.place.startswith("-"))
    if message.edits and len(pieces) == 1:
        edited = await edit(line, row, message.edits, pieces[0])
        if edited:
            return edited
    number = ""
    for piece in pieces:
        number = await patiently(partial(send_piece, line, place, piece))
    return number


async def send_piece(line: Connection, place: Place, piece: BotMessage) -> str:
    """A text, a badge as a document, or a picture as a photo."""
    answered = ReplyParameters(piece.answers, allow_sending_without_reply=True)
    where: dict[str, Any] = {
        "reply_markup": piece.keyboard,
        "message_thread_id": place.thread,
        "reply_parameters": answered if piece.answers else None,
    }
    if piece.badge:
        name, png = await line.core(stored_badges.picture, line.world, piece.badge)
        call = partial(line.bot.send_document, place.chat, png)
    elif piece.picture:
        name, png = await line.core(picture, line.world, piece.picture)
        call = partial(line.bot.send_photo, place.chat, png)
    else:
        sent = await line.bot.send_message(
            place.chat, piece.text, entities=piece.entities, link_preview_options=PLAIN, **where
        )
        return str(sent.message_id)
    sent = await call(
        caption=piece.text or None,
        caption_entities=piece.entities,
        filename=name,
        write_timeout=UPLOAD,
        read_timeout=UPLOAD,
        **where,
    )
    return str(sent.message_id)
