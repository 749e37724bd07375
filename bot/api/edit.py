"""Messages that were sent and read otherwise now: replaced in place, or their buttons taken."""

import logging
from functools import partial
from typing import Any

from sqlmodel import col, select
from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, TelegramError

from bot.api.connection import Connection
from bot.api.errors import not_there, textless, unchanged
from bot.api.patience import patiently
from bot.places import Place
from bot.write import LONGEST_CAPTION, BotMessage, units
from core.ground.errors import DeliveryError
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Outbox
from core.ground.world import World

log = logging.getLogger(__name__)

PLAIN = LinkPreviewOptions(is_disabled=True)
EDITS = (MessageKind.REVIEW_CLOSED, MessageKind.CASE_EDIT)  # of the same subject


async def edit(line: Connection, row: Outbox, subject: str, piece: BotMessage) -> str:
    """Put the text in place of an earlier message's; empty when there is nothing left to edit.

    Raises `DeliveryError` while that message is not sent yet."""
    card = await earlier(line, row, subject)
    if card is None:
        return ""
    if card.state == outbox.WAITING:
        raise DeliveryError("the message to edit is not sent yet", permanent=False)
    pictured = bool(Message.from_json(card.message).picture)
    if not card.remote_id or (pictured and units(piece.text) > LONGEST_CAPTION):
        return ""
    try:
        await rewrite(line, card, piece)
    except BadRequest as error:
        if unchanged(error):
            return card.remote_id
        if not_there(error):
            return ""
        raise
    return card.remote_id


async def rewrite(line: Connection, card: Outbox, piece: BotMessage) -> None:
    """Let a message that was sent read otherwise: its text, or its caption where it is a file."""
    keyboard = piece.keyboard if isinstance(piece.keyboard, InlineKeyboardMarkup) else None
    where: dict[str, Any] = {
        "chat_id": Place.parse(card.place).chat,
        "message_id": int(card.remote_id),
        "reply_markup": keyboard,
    }
    text = partial(
        line.bot.edit_message_text,
        piece.text,
        entities=piece.entities,
        link_preview_options=PLAIN,
        **where,
    )
    caption = partial(
        line.bot.edit_message_caption,
        caption=piece.text,
        caption_entities=piece.entities,
        **where,
    )
    pictured = bool(Message.from_json(card.message).picture)
    first, other = (caption, text) if pictured else (text, caption)
    try:
        await patiently(first)
    except BadRequest as error:
        if not textless(error) or (other is caption and units(piece.text) > LONGEST_CAPTION):
            raise
        await patiently(other)


async def retire(line: Connection, row: Outbox, number: str) -> None:
    """Take the buttons of the message before that are used up, once a row went out as `number`; of
    a question that was answered, leave its line. What cannot be edited any more stays as it is."""
    message = Message.from_json(row.message)
    subject = message.retires or message.edits
    card = await earlier(line, row, subject) if subject else None
    if card is None or card.remote_id in ("", number):
        return
    left = BotMessage(message.retired_as)
    where: dict[str, Any] = {
        "chat_id": Place.parse(card.place).chat,
        "message_id": int(card.remote_id),
    }
    try:
        if left.text:
            await rewrite(line, card, left)
        else:
            await patiently(partial(line.bot.edit_message_reply_markup, **where))
    except TelegramError as error:
        if not unchanged(error):
            log.info("Message %s keeps its buttons: %s", card.id, error.message)


async def earlier(line: Connection, row: Outbox, subject: str) -> Outbox | None:
    """The message of this subject in the same place, as it was put; None where it was given up."""
    await line.receipts.written()
    card = await line.core(card_of, line.world, subject)
    there = card is not None and card.place == row.place and card.state != outbox.DEAD
    return card if there else None


def card_of(world: World, subject: str) -> Outbox | None:
    """The message as it was put, not an edit of it."""
    with world.glance() as turn:
        query = select(Outbox).where(col(Outbox.kind).not_in(EDITS), Outbox.subject == subject)
        return turn.db.exec(query.order_by(col(Outbox.created_at))).first()
