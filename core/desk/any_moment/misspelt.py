"""« Il y a une faute dans mon nom »: said of a badge that is out, it is for a human to correct."""

from sqlmodel import col, select

from core.claims.states import CLOSED
from core.desk import at_hand
from core.desk.casework import badge_changes
from core.desk.faq import answer as faq
from core.desk.speaker import Speaker
from core.ground.tables import Badge
from core.people.joined import selves
from core.reading.acts.kinds import ActKind
from core.reading.names.correction import speaks_of_own_name


def found(speaker: Speaker) -> str:
    """The programme of the badge whose name is said to be wrong; empty for other words, where a
    claim is under way, and for whom nothing proves."""
    wrong = speaker.understood.reading.has(ActKind.CORRECT)
    if not (wrong and speaker.proven and speaks_of_own_name(speaker.incoming.text)):
        return ""
    claim = at_hand.under_way(speaker)
    if claim is not None and claim.state not in CLOSED:
        return ""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(speaker.turn, speaker.person)),
        col(Badge.revoked_at).is_(None),
    )
    held = speaker.turn.db.exec(query.order_by(col(Badge.issued_at).desc()))
    named = (each for each in held if each.credential and badge_changes.name_on(speaker.turn, each))
    return next((each.programme for each in named), "")


def hear(speaker: Speaker, programme: str) -> None:
    """A case for the staff, whose card has the correction one press away."""
    faq.human(speaker, programme)
