"""The rows that show a cause, one line each for staff: what, where, when (UTC)."""

from datetime import datetime

from core.claims.diagnosis.facts import Heard, Put
from core.ground.tables import Badge, Claim, Mission

SHOWN = 80


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def of_claim(claim: Claim) -> str:
    return joined(f"claim {claim.ref}", claim.state, moment(claim.updated_at))


def of_mission(mission: Mission) -> str:
    days = f"{mission.starts_on or '…'}/{mission.ends_on or '…'}"
    broken = "interrupted" if mission.interrupted else ""
    where = joined(mission.organisation, mission.place)
    return joined(f"mission {mission.reference}", days, broken, where, mission.mail)


def of_put(row: Put) -> str:
    return joined(
        f"outbox {row.kind}", row.state, f"{row.door} {row.place}",
        moment(row.sent_at or row.due_at), row.error,
    )  # fmt: skip


def of_badge(badge: Badge) -> str:
    revoked = f"revoked {moment(badge.revoked_at)}" if badge.revoked_at else ""
    return joined(f"badge {badge.id}", f"issued {moment(badge.issued_at)}", revoked)


def of_heard(heard: Heard) -> str:
    said = f"« {heard.said[:SHOWN]} »" if heard.said else ""
    became = joined(heard.outcome or heard.state, heard.why)
    return joined(f"inbox {heard.source}", moment(heard.received_at), became, said)
