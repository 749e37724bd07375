"""One message on its way: its pieces sent in order, or an earlier message edited."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from sqlmodel import col, select
from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.api.connection import Connection
from bot.api.errors import not_there
from bot.places import Place
from bot.write import BotMessage, write
from core.ground.errors import DeliveryError
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Outbox
from core.ground.world import World
from core.issuing import stored_badges
from core.reports.picture import picture

PAUSES = (0.5, 1.0)  # seconds before a cut connection is tried again at once
PLAIN = LinkPreviewOptions(is_disabled=True)
EDITABLE = (MessageKind.REVIEW, MessageKind.REPLY, MessageKind.CASE)
# An upload on a slow line takes longer than a text.
UPLOAD = 60.0

Got = TypeVar("Got")


async def send(line: Connection, row: Outbox) -> str:
    """Send or edit; gives the number of the message that bears the buttons.

    Raises `telegram.error.TelegramError` as Telegram refuses it, `DeliveryError` while the
    message to edit is not sent yet.
    """
    message, place = Message.from_json(row.message), Place.parse(row.place)
    pieces = write(message, group=row.place.startswith("-"))
    if message.edits and (edited := await edit(line, row, message.edits, pieces[-1])):
        return edited
    number = ""
    for piece in pieces:
        number = await patiently(partial(send_piece, line, place, piece))
    return number


async def send_piece(line: Connection, place: Place, piece: BotMessage) -> str:
    """A text, a badge as a document, or a picture as a photo."""
    if piece.badge:
        name, png = await line.core(stored_badges.picture, line.world, piece.badge)
        call = partial(line.bot.send_document, place.chat, png)
    elif piece.picture:
        name, png = await line.core(picture, line.world, piece.picture)
        call = partial(line.bot.send_photo, place.chat, png)
    else:
        sent = await line.bot.send_message(
            place.chat,
            piece.text,
            reply_markup=piece.keyboard,
            link_preview_options=PLAIN,
            message_thread_id=place.thread,
        )
        return str(sent.message_id)
    sent = await call(
        caption=piece.text or None,
        filename=name,
        reply_markup=piece.keyboard,
        message_thread_id=place.thread,
        write_timeout=UPLOAD,
        read_timeout=UPLOAD,
    )
    return str(sent.message_id)


async def edit(line: Connection, row: Outbox, subject: str, piece: BotMessage) -> str:
    """Put the text in place of the card's; empty when there is nothing left to edit."""
    await line.receipts.written()
    card = await line.core(card_of, line.world, subject)
    if card is None or card.place != row.place or card.state == outbox.DEAD:
        return ""
    if card.state == outbox.WAITING:
        raise DeliveryError("the message to edit is not sent yet", permanent=False)
    keyboard = piece.keyboard if isinstance(piece.keyboard, InlineKeyboardMarkup) else None
    try:
        await patiently(
            lambda: line.bot.edit_message_text(
                piece.text,
                Place.parse(row.place).chat,
                int(card.remote_id),
                reply_markup=keyboard,
                link_preview_options=PLAIN,
            )
        )
    except BadRequest as error:
        if not_there(error):
            return ""
        raise
    return card.remote_id


def card_of(world: World, subject: str) -> Outbox | None:
    """The card or answer as it was put."""
    with world.glance() as turn:
        query = select(Outbox).where(col(Outbox.kind).in_(EDITABLE), Outbox.subject == subject)
        return turn.db.exec(query).first()


async def patiently(call: Callable[[], Awaitable[Got]]) -> Got:
    """Call again after a connection was cut; a timeout is not repeated here."""
    for pause in PAUSES:
        try:
            return await call()
        except (BadRequest, TimedOut):
            raise
        except NetworkError:
            await asyncio.sleep(pause)
    return await call()
