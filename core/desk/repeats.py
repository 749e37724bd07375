"""One answer again: in a chat with something new, a human to press; by mail again and again, then
a machine asks, for no person needs it so often."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from core.claims.standing import STANDS
from core.desk import on_screen
from core.ground.messages import Button, Buttons, Message
from core.ground.rows.outbox import To
from core.ground.tables import Outbox, Person
from core.ground.world import Turn
from core.people import roles
from core.people.people import MAIL
from core.reading.acts.kinds import ActKind

WITHIN, MOST = timedelta(hours=1), 6
JUST_NOW = timedelta(minutes=10)


def human(label: str) -> Buttons:
    """The button that calls a human."""
    return ((Button(label, f"act:{ActKind.HUMAN}"),),)


def with_way_out(turn: Turn, to: To, message: Message, who: Person) -> Message:
    """A message of a chat; where the last one there says the very same, this one says so and has a
    human to press first, but for the staff."""
    last = next(iter(on_screen.shown(turn, to.door, to.place, 1)), None)
    way = human(turn.say(message.locale, "act.offer_human"))
    if last is None or turn.at - last.at > JUST_NOW or STANDS in last.message.values:
        return message
    rest = tuple(row for row in last.message.buttons if row != way[0])
    if (last.message.text, rest) != (message.text, message.buttons):
        return message
    if roles.works_here(turn, who):
        return message
    told = turn.say(message.locale, "act.said_again")
    return replace(message, text=f"{told}\n\n{message.text}", buttons=(*way, *rest))


def said_often(turn: Turn, to: To, kind: str, text: str) -> bool:
    """Whether these very words were the last six mails of this kind to a place, within an hour."""
    if to.door != MAIL:
        return False
    query = select(Outbox.message).where(Outbox.place == to.place, Outbox.door == to.door)
    query = query.where(Outbox.kind == kind, col(Outbox.created_at) > turn.at - WITHIN)
    latest = turn.db.exec(query.order_by(col(Outbox.created_at).desc()).limit(MOST)).all()
    return len(latest) == MOST and all(Message.from_json(each).text == text for each in latest)
