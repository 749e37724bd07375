"""Updates of which several are one to us: quick presses on a button, the pictures of an album."""

from datetime import timedelta

from bot.message_words import words_of
from bot.read import Update, known_as
from core.ground.rows import inbox
from core.ground.tables import Inbox
from core.ground.world import World, runs_again

PRESS, ALBUM = "telegram.press", "telegram.album"
QUICK = {PRESS: timedelta(seconds=5), ALBUM: timedelta(hours=1)}


def first(world: World, update: Update) -> bool:
    """Whether this update is the first of those that are one: a press that is no quick repeat of
    another on the same button, a picture that is alone or the first of its album (Bot API:
    `media_group_id`), or one that has words."""
    message = update.get("message", {})
    if press := update.get("callback_query"):
        there = press["message"]["chat"]["id"], press["message"]["message_id"]
        name = f"{there[0]}:{there[1]}:{press['from']['id']}:{press['data']}"
        return counted(world, PRESS, name, known_as(update))
    if album := message.get("media_group_id"):
        alone = counted(world, ALBUM, f"{message['chat']['id']}:{album}", known_as(update))
        return alone or bool(words_of(message))
    return True


@runs_again
def counted(world: World, source: str, name: str, update_id: str) -> bool:
    """Whether nothing of this name was counted lately by another update.

    The row of the name remembers which update was counted, so that one worked again after a kill
    is still the first.
    """
    with world.turn() as turn:
        row = inbox.find(turn, source, name)
        if row is not None and turn.at - row.received_at < QUICK[source]:
            return row.outcome == update_id
        row = row or Inbox(
            id=turn.chance.uuid(),
            source=source,
            source_id=name,
            state=inbox.WORKED,
            received_at=turn.at,
        )
        row.received_at, row.outcome = turn.at, update_id
        turn.db.add(row)
        return True
