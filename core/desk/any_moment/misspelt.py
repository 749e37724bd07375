"""« Il y a une faute dans mon nom »: said of a badge that is out, it is for a human to correct."""

from dataclasses import dataclass

from sqlmodel import col, select

from core.claims.states import CLOSED
from core.desk import at_hand, menu
from core.desk.casework import badge_changes, call_human, person_notices
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Badge, Claim
from core.people.joined import selves
from core.reading.acts.kinds import ActKind
from core.reading.names.correction import speaks_of_own_name
from core.support.case import Occasion


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A name on a badge is said to be wrong: on which, where it is known; of which programme, empty
    where that is not known either."""

    badge: Badge | None
    programme: str = ""


def found(speaker: Speaker) -> Misspelt | None:
    """What is said of a wrong name on a badge that is out; None for other words, and where a claim
    is under way. Of whom no badge is known, or nothing proves, they must speak of a badge."""
    text = speaker.incoming.text
    wrong = speaker.understood.reading.has(ActKind.CORRECT)
    if not (wrong and speaks_of_own_name(text)) or speaker.incoming.fields:
        return None
    claim = at_hand.under_way(speaker)
    if claim is not None and claim.state not in CLOSED:
        return None
    badge = named_badge(speaker)
    if badge is not None:
        told = speaker.proven or menu.speaks_of_badges(text)
        return Misspelt(badge, badge.programme) if told else None
    return Misspelt(None, at_hand.named(speaker)) if menu.speaks_of_badges(text) else None


def named_badge(speaker: Speaker) -> Badge | None:
    """The person's last badge that bears a name and was not revoked."""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(speaker.turn, speaker.person)),
        col(Badge.revoked_at).is_(None),
    )
    held = speaker.turn.db.exec(query.order_by(col(Badge.issued_at).desc()))
    named = (each for each in held if each.credential and badge_changes.name_on(speaker.turn, each))
    return next(named, None)


def hear(speaker: Speaker, told: Misspelt) -> None:
    """A case for the staff, whose card has the correction one press away; it says where nothing
    proves who writes."""
    claim = speaker.turn.db.get_one(Claim, told.badge.claim_id) if told.badge else None
    case = call_human.call(speaker, told.programme, claim, Occasion.MISSPELT)
    speaker.turn.effects.conclude(Outcome.CASE, "a misspelt name")
    if case is not None:
        person_notices.noted(speaker, case)
