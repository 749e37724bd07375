"""One message on its way: its pieces sent in order, or an earlier message edited."""

import logging
from functools import partial
from typing import Any

from telegram import ReplyParameters
from telegram.error import TelegramError

from bot.api.connection import Connection
from bot.api.edit import PLAIN, edit
from bot.api.patience import patiently
from bot.places import Place
from bot.write import BotMessage, write
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.issuing import badge_card, stored_badges
from core.reports.picture import picture
from core.rights import handed_out

log = logging.getLogger(__name__)

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
        if edited or row.kind == MessageKind.PROGRESS:  # news of it come by themselves
            return edited
    number = ""
    if message.badge:  # the file keeps the proof, which a picture that shows at once does not
        pieces = [BotMessage("", picture=badge_card.of_badge(message.badge)), *pieces]
    for piece in pieces:
        if piece.file:
            await show_file(line, row, piece.file)
        elif piece.picture and piece is not pieces[-1]:
            await show(line, row, piece)
        else:
            number = await patiently(partial(send_piece, line, place, piece))
    return number


async def show(line: Connection, row: Outbox, piece: BotMessage) -> None:
    """Send a picture that goes before what counts, once: what fails is left out."""
    if row.attempts:
        return
    try:
        await send_piece(line, Place.parse(row.place), piece)
    except (TelegramError, Trouble) as error:
        log.info("The picture of message %s is left out: %s", row.id, error)


async def show_file(line: Connection, row: Outbox, reference: str) -> None:
    """Send a file of a claim before its card: an image as a photo, any other as a document; one
    that was deleted meanwhile is left out. Sent again with the card where that has to be."""
    file = await line.core(handed_out.fetched, line.world, reference)
    if file is None:
        return
    place = Place.parse(row.place)
    photo = file.kind.startswith("image/")
    call = partial(line.bot.send_photo if photo else line.bot.send_document, place.chat)
    await patiently(
        partial(
            call,
            file.content,
            caption=file.name,
            filename=file.name,
            message_thread_id=place.thread,
            write_timeout=UPLOAD,
            read_timeout=UPLOAD,
        )
    )


async def picture_of(line: Connection, piece: BotMessage) -> tuple[str, bytes] | None:
    """File name and PNG of a piece's picture; None for the card of a badge that cannot be drawn,
    whose words go alone."""
    try:
        return await line.core(picture, line.world, piece.picture)
    except Trouble as trouble:
        if not (badge_card.is_card(piece.picture) and piece.text):
            raise
        log.warning("A card could not be drawn: %s", trouble)
        return None


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
    elif piece.picture and (drawn := await picture_of(line, piece)):
        name, png = drawn
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
