"""What stands when a message comes: the same words mean other things to a recap than to nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.reading.acts.accounting import NOBODY, KnownWriter
from core.reading.acts.kinds import STAFF, ActKind


class Asked(StrEnum):
    """What the last word of ours asked for, or where the claim stands if it asked for nothing."""

    NONE = "none"
    RECAP = "recap"
    QUESTION = "question"
    MAIL = "mail"
    CODE = "code"
    REASON = "reason"
    CARD = "card"
    CASE = "case"
    IN_REVIEW = "in_review"
    ISSUED = "issued"


class SpeaksAs(StrEnum):
    """As whom somebody speaks."""

    LEARNER = "learner"
    REVIEWER = "reviewer"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the words are read against; `known` is what is known of who writes.

    `agrees`: what was asked may be answered by a yes; `free`: by any words.
    """

    asked: Asked = Asked.NONE
    role: SpeaksAs = SpeaksAs.LEARNER
    known: KnownWriter = NOBODY
    agrees: bool = False
    free: bool = False


K = ActKind
TO_US = 0.3  # what looks like colleagues' talk was said to us: rather something for us
LEAST_POSSIBLE = 0.1  # what cannot be meant here says little of what can
YES_STANDS = (Asked.RECAP, Asked.REASON, Asked.CASE)
# A yes and a no mean the decision where a claim's card stands, and nothing where nothing does.
ON_CARD = {K.CONFIRM: K.APPROVE, K.DENY: K.REFUSE}
OF_STAFF = {K.WITHDRAW: K.UNDO}  # they have no claim to give up
TO_LEARNER = {K.APPROVE: K.CONFIRM, K.REFUSE: K.DENY}
TO_NOTHING = {K.CONFIRM: K.COURTESY, K.APPROVE: K.COURTESY}


def meant(said: Mapping[ActKind, float], situation: Situation) -> dict[ActKind, float]:
    """How sure each kind is that can be meant where things stand; a kind counts as what it means
    there."""
    found: dict[ActKind, float] = {}
    beside = 0.0
    for kind, certainty in said.items():
        here = heard_as(kind, situation)
        if here is None:
            beside += certainty
        else:
            found[here] = found.get(here, 0.0) + certainty * (TO_US if kind is K.TALK else 1)
    possible = max(1 - beside, LEAST_POSSIBLE)
    return {kind: certainty / possible for kind, certainty in found.items()}


def heard_as(kind: ActKind, situation: Situation) -> ActKind | None:
    """What a kind of act means in a situation; None where nobody can mean it."""
    if situation.role is SpeaksAs.LEARNER:
        if situation.asked not in YES_STANDS and not situation.agrees:
            kind = TO_NOTHING.get(kind, kind)
        kind = TO_LEARNER.get(kind, kind)
        return None if kind in STAFF else kind
    kind = OF_STAFF.get(kind, kind)
    if situation.asked is Asked.CARD:
        return ON_CARD.get(kind, kind)
    if situation.asked is Asked.NONE:
        return TO_NOTHING.get(kind, kind)
    return kind
