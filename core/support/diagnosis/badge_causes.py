"""The cause where the badge exists: did it arrive, and where?"""

from core.ground.rows import outbox
from core.ground.tables import Badge, Claim
from core.ground.world import Turn
from core.support.diagnosis import evidence
from core.support.diagnosis.causes import Cause, Cure, Diagnosis
from core.support.diagnosis.facts import HERE, PersonFacts, SentRow


def of_badge(turn: Turn, known: PersonFacts, claim: Claim, badge: Badge) -> Diagnosis:
    """The diagnosis of a badge that exists: revoked, come back, or delivered, here or at another
    address of the person."""
    rows = known.carried(badge)
    cause, row = came_of(known, badge, rows)
    place, at = (known.place(row), row.sent_at) if row else (borne(known, badge), None)
    return Diagnosis(
        cause,
        Cure.HUMAN if cause is Cause.REVOKED else Cure.SEND_AGAIN,
        claim.programme,
        claim.badge,
        claim,
        known.mission_of(claim),
        badge,
        values={
            "at": (at or badge.issued_at).isoformat(),
            "place": place,
            "why": row.error if row else "",
            "became": evidence.became(row),
            "revoked": (badge.revoked_at or turn.at).isoformat(),
            "reason": badge.revoked_reason,
        },
        proof=(evidence.of_badge(badge), *map(evidence.of_put, rows)),
        variant=variant(cause, badge, row),
        at=badge.revoked_at or badge.issued_at,
    )


def variant(cause: Cause, badge: Badge, row: SentRow | None) -> str:
    """A revocation may have no reason; a badge that a person sees in their chat is no mail."""
    if cause is Cause.REVOKED:
        return "" if badge.revoked_reason else "unexplained"
    if row is not None and row.state == outbox.WAITING:
        return "waiting"
    return "chat" if row is not None and row.door != "mail" else ""


def came_of(known: PersonFacts, badge: Badge, rows: list[SentRow]) -> tuple[Cause, SentRow | None]:
    """The last message that arrived, or is on its way, tells where; else it came back."""
    if badge.revoked_at:
        return Cause.REVOKED, None
    alive = [row for row in rows if row.state != outbox.DEAD]
    if rows and not alive:
        return Cause.BADGE_BOUNCED, rows[-1]
    row = alive[-1] if alive else None
    place = known.place(row) if row else borne(known, badge)
    return (Cause.ISSUED_HERE if place.startswith(HERE) else Cause.ISSUED_ELSEWHERE), row


def borne(known: PersonFacts, badge: Badge) -> str:
    """The address that a badge bears, where no message of it is known any more."""
    if known.here is not None and known.here.id == badge.address_id:
        return f"{HERE}{known.here.value}"
    found = next((each for each in known.addresses if each.id == badge.address_id), None)
    return f"{found.door}:{found.value}" if found else ""
