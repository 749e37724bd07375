"""A badge that another issuer's service gave in our place, and what its holder is told of it."""

from core.ground.messages import Button, Message
from core.ground.tables import Badge, IssuedElsewhere, Person
from core.ground.world import Turn


def found(turn: Turn, badge: Badge) -> IssuedElsewhere | None:
    """Where a badge is, if it is not ours; None for one that we signed, or that was erased."""
    return None if badge.credential else turn.db.get(IssuedElsewhere, badge.id)


def handed(
    turn: Turn, badge: Badge, there: IssuedElsewhere, locale: str, recipient: str
) -> Message:
    """The message by which the holder learns where to take it: the service mails it as well."""
    values = {
        "badge": badge.name,
        "name": turn.db.get_one(Person, badge.person_id).name,
        "recipient": there.recipient or recipient,
    }
    text = turn.say(locale, "badge.ready_elsewhere", **values)
    url = there.receive_url or there.assertion_url
    label = turn.say(locale, "badge.button_elsewhere")
    keys = ((Button(label, url=url),),) if url else ()
    lines = f"{text}\n\n{url}" if url else text
    return Message(text, locale, keys, values={**values, "text": lines})
