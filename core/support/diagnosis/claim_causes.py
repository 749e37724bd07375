"""The cause of a badge that was claimed, by where its claim stands."""

from collections.abc import Callable, Iterator

from core.claims.states import CLOSED, State
from core.ground.tables import Claim
from core.ground.world import Turn
from core.people import roles
from core.support.diagnosis import evidence
from core.support.diagnosis.badge_causes import of_badge
from core.support.diagnosis.causes import Cause, Cure, Diagnosis, Fact
from core.support.diagnosis.facts import PersonFacts
from core.support.diagnosis.open_claim_causes import of_asking

LATELY = 30  # days after which a badge that arrived is no longer what somebody asks for
OFTEN = 3  # vain tries to issue


def diagnoses(turn: Turn, known: PersonFacts) -> Iterator[Diagnosis]:
    """One diagnosis for each badge that the person claimed; none where the claim was undone by
    us."""
    by_badge: dict[tuple[str, str], list[Claim]] = {}
    for claim in known.claims:
        by_badge.setdefault((claim.programme, claim.badge), []).append(claim)
    for claims in by_badge.values():
        found = of_claim(turn, known, min(claims, key=standing))
        if found is not None:
            yield found


def standing(claim: Claim) -> int:
    """Of several claims for a badge the open one counts, then the issued one."""
    return 0 if claim.state not in CLOSED else 1 + (claim.state == State.WITHDRAWN)


def of_claim(turn: Turn, known: PersonFacts, claim: Claim) -> Diagnosis | None:
    return BY_STATE[State(claim.state)](turn, known, claim)


def of_review(turn: Turn, known: PersonFacts, claim: Claim) -> Diagnosis:
    """Somebody has to decide: who, and until when."""
    names = known.seated.get(claim.id) or [p.name for p in roles.reviewers(turn, claim)]
    until = claim.promised_at or claim.review_due_at
    late = until is not None and until < turn.at
    named = [name for name in names if name]
    return Diagnosis(
        Cause.IN_REVIEW,
        Cure.REMIND if late else Cure.NONE,
        claim.programme,
        claim.badge,
        claim,
        values={
            "who": "\n".join(named),
            "until": (until or turn.at).isoformat(),
            "at": claim.updated_at.isoformat(),
        },
        proof=(evidence.of_claim(claim), *([Fact("proof.due", {"at": until})] if until else [])),
        variant=("late" if late else "") if named else ("late_unnamed" if late else "unnamed"),
        at=claim.updated_at,
    )


def of_sent_back(_: Turn, __: PersonFacts, claim: Claim) -> Diagnosis:
    """A reviewer has asked for a change, or refused: in their own words."""
    return Diagnosis(
        Cause.RETURNED if claim.state == State.RETURNED else Cause.REFUSED,
        Cure.RECLAIM,
        claim.programme,
        claim.badge,
        claim,
        values={"reason": claim.reason, "at": claim.updated_at.isoformat()},
        proof=(evidence.of_claim(claim),),
        at=claim.updated_at,
    )


def of_approved(turn: Turn, known: PersonFacts, claim: Claim) -> Diagnosis:
    """The badge is being made; where that fails again and again, the staff have to look."""
    timer = known.timers.get(claim.id)
    waits = timer is not None and timer.due_at > turn.at and not timer.attempts
    often = timer is not None and timer.attempts >= OFTEN
    return Diagnosis(
        Cause.PREPARING,
        Cure.NONE if waits else Cure.HUMAN if often else Cure.ISSUE,
        claim.programme,
        claim.badge,
        claim,
        values={"until": (timer.due_at if timer else turn.at).isoformat()},
        proof=(evidence.of_claim(claim), evidence.of_timer(timer)),
        variant="soon" if waits else "failed" if often else "",
        at=claim.updated_at,
    )


def of_withdrawn(_: Turn, known: PersonFacts, claim: Claim) -> Diagnosis | None:
    """The person stopped it; what Cocarde withdrew is told by the mission."""
    event = known.withdrawn.get(claim.id)
    if event is None or event.reason:
        return None
    return Diagnosis(
        Cause.ABANDONED,
        Cure.RESUME,
        claim.programme,
        claim.badge,
        claim,
        known.mission_of(claim),
        values={"question": "", "at": event.at.isoformat()},
        proof=(evidence.of_claim(claim),),
        variant="withdrawn",
        at=event.at,
    )


def of_issued(turn: Turn, known: PersonFacts, claim: Claim) -> Diagnosis | None:
    """What became of the badge; of one that another has replaced, that other's."""
    of_it = (each for each in known.badges if each.claim_id == claim.id and not each.replaced_by)
    badge = next(of_it, None)
    return of_badge(turn, known, claim, badge) if badge else None


BY_STATE: dict[State, Callable[[Turn, PersonFacts, Claim], Diagnosis | None]] = {
    State.DRAFT: of_asking,
    State.READY: of_asking,
    State.IN_REVIEW: of_review,
    State.RETURNED: of_sent_back,
    State.REFUSED: of_sent_back,
    State.APPROVED: of_approved,
    State.ISSUED: of_issued,
    State.WITHDRAWN: of_withdrawn,
}
