"""Quick presses on one button are one press."""

from datetime import timedelta

from bot.read import Update, known_as
from core.ground.rows import inbox
from core.ground.tables import Inbox
from core.ground.world import World, runs_again

SOURCE = "telegram.press"
QUICK = timedelta(seconds=5)


@runs_again
def first(world: World, update: Update) -> bool:
    """Whether this press is not a quick repeat of another on the same button.

    The row of the button remembers which update pressed it, so that an update worked again after
    a kill is still the first.
    """
    press = update["callback_query"]
    chat, message = press["message"]["chat"]["id"], press["message"]["message_id"]
    button = f"{chat}:{message}:{press['from']['id']}:{press['data']}"
    update_id = known_as(update)
    with world.turn() as turn:
        row = inbox.find(turn, SOURCE, button)
        if row is not None and turn.at - row.received_at < QUICK:
            return row.outcome == update_id
        row = row or Inbox(
            id=turn.chance.uuid(),
            source=SOURCE,
            source_id=button,
            state=inbox.WORKED,
            received_at=turn.at,
        )
        row.received_at, row.outcome = turn.at, update_id
        turn.db.add(row)
        return True
