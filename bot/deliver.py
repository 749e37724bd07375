"""The outbox of this door: rows taken, sent in order for each chat, and what became of each."""

import logging
from functools import partial

from telegram.error import ChatMigrated, TelegramError

from bot.api.connection import Connection
from bot.api.edit import retire
from bot.api.errors import Fate, fate_of, no_topic, seconds, unknown
from bot.api.send import send
from bot.places import Place
from bot.read import DOOR
from core.claims import rerouting
from core.ground.errors import CocardeError
from core.ground.message_kinds import MessageKind
from core.ground.rows import in_hand, outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Outbox
from core.ground.watched.about import about
from core.ground.world import World, runs_again
from core.support.returned_mail.bounces import not_taken

log = logging.getLogger(__name__)

ONCE = {MessageKind.REMINDER}  # those that are not repeated when they may have arrived


async def deliver(line: Connection) -> int:
    """Take what is due and put it into the queues of its chats; gives how many rows that were."""
    rows = await line.core(outbox.take, line.world, DOOR)
    hand_out(line, rows)
    return len(rows)


def hand_out(line: Connection, rows: list[Outbox]) -> None:
    """Put taken rows into the queues of their chats, where each chat's messages go out one after
    the other; nothing is awaited."""
    term = line.owner.term
    for row in rows:
        line.chats.put(row.place, partial(deliver_followed, line, row, term))


async def deliver_followed(line: Connection, row: Outbox, term: int) -> None:
    """Send one row, followed in the log by its references."""
    with about(claim=row.claim_ref, row=str(row.id)):
        await deliver_row(line, row, term)


async def deliver_row(line: Connection, row: Outbox, term: int) -> None:
    """Send one row and write down what became of it; one that is no longer ours to send is left to
    the owner of the door."""
    chat = str(Place.parse(row.place).chat)  # the limits are a chat's, whatever the topic
    await line.pace.keep(chat, answer=row.kind == MessageKind.REPLY)
    if not in_hand.is_ours(line.world, row.id):
        return
    if not line.may_send(row, term):
        await line.core(outbox.let_go, line.world, row)
        return
    try:
        async with line.receipts.place():
            number = await send(line, row)
            await line.receipts.add(row, number)
        await retire(line, row, number)
    except TelegramError as error:
        await line.core(refused, line.world, row, error)
    except CocardeError as error:
        log.error("Message %s (%s) must wait: %s", row.id, row.kind, error)
        await line.core(not_taken, line.world, row, Failure(str(error)))


@runs_again
def refused(world: World, row: Outbox, error: TelegramError) -> None:
    """Telegram did not take it: the person is reached elsewhere, or it goes later, or never."""
    fate, chat = fate_of(error), str(Place.parse(row.place).chat)
    if fate is Fate.SENT or (unknown(error) and row.kind in ONCE):
        outbox.sent(world, row, row.remote_id)
    elif fate is Fate.CLOSED:
        log.info("Chat %s is closed to us: %s", row.place, error.message)
        with world.turn() as turn:
            rerouting.closed(turn, DOOR, row.place if no_topic(error) else chat)
    elif fate is Fate.MOVED and isinstance(error, ChatMigrated):
        with world.turn() as turn:
            rerouting.moved(turn, DOOR, chat, str(error.new_chat_id))
        outbox.failed(world, row, Failure(error.message))
    else:
        permanent = fate is Fate.REFUSED
        if permanent:
            log.error("Message %s (%s) is refused: %s", row.id, row.kind, error.message)
        not_taken(world, row, Failure(error.message, permanent, seconds(error)))
