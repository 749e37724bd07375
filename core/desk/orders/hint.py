"""What one of the staff says that is nothing for us: at most a short hint."""

from sqlmodel import col, select

from core.desk.casework import planned_change
from core.desk.handling import Handling
from core.desk.speaker import Speaker
from core.desk.understanding.situation_of import role_of
from core.ground.effects import Outcome
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.reading.acts.kinds import ActKind
from core.reading.acts.situation import SpeaksAs

TALK = "talk among colleagues"
OFFERED = (ActKind.QUEUE, ActKind.FIND, ActKind.HELP, ActKind.HUMAN)  # that a button may begin


def found(speaker: Speaker) -> Handling | None:
    """Words of the staff in their own chat that nothing else was found in."""
    staff = speaker.chatting and role_of(speaker) is not SpeaksAs.LEARNER
    offered = speaker.understood.reading.likely(*OFFERED)
    return Handling("staff talk") if staff and not offered else None


def tell(speaker: Speaker) -> None:
    """How to order something, in a line; not twice in a row to who only talks. What is planned for
    a badge is taken back on the mere likelihood: that can be ordered again, a revocation not."""
    if speaker.understood.reading.likely(ActKind.UNDO) and planned_change.take_back(speaker):
        return
    reviews = role_of(speaker) is SpeaksAs.REVIEWER
    text = speaker.word("order.hint" if reviews else "order.hint_case")
    talks = speaker.understood.reading.has(ActKind.TALK)
    if talks and last_said(speaker) == text:
        speaker.turn.effects.conclude(Outcome.IGNORED, TALK)
        return
    speaker.turn.effects.conclude(Outcome.ASKED, TALK)
    speaker.reply(text)


def last_said(speaker: Speaker) -> str:
    """What we said last in this chat."""
    query = select(Outbox.message).where(Outbox.place == speaker.address.value)
    query = query.where(Outbox.door == speaker.address.door)
    latest = speaker.turn.db.exec(query.order_by(col(Outbox.created_at).desc()).limit(1)).first()
    return Message.from_json(latest).text if latest else ""
