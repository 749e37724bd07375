"""The rows that show a cause: what, where, when."""

from datetime import date

from core.ground.message_kinds import DeliveryNews
from core.ground.rows import outbox
from core.ground.tables import Badge, Claim, Mission, Timer
from core.people.people import MAIL
from core.support.diagnosis.causes import Cause, Fact
from core.support.diagnosis.facts import PersonFacts, SaidRow, SentRow

SHOWN = 80


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def of_claim(claim: Claim) -> Fact:
    """The fact that there is a claim: its reference, its state, and when it last changed."""
    return Fact("proof.claim", {"ref": claim.ref, "state": claim.state, "at": claim.updated_at})


def of_mission(mission: Mission) -> Fact:
    """The fact that a mission is on the roster: its reference and days, and where and for which
    address it was."""
    days = {"start": written(mission.starts_on), "end": written(mission.ends_on)}
    told = "proof.mission_interrupted" if mission.interrupted else "proof.mission"
    where = joined(mission.organisation, mission.place, mission.mail)
    return Fact(told, {"reference": mission.reference, **days}, where)


def written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"


def of_put(row: SentRow) -> Fact:
    """The fact that an invitation, or a message with the badge, was sent: how far it is on its
    way."""
    place = row.place if row.door == MAIL else row.door.capitalize()
    moment = row.sent_at or row.due_at
    return Fact(f"proof.{row.kind}_{row.state}", {"place": place, "at": moment}, row.error)


def of_badge(badge: Badge) -> Fact:
    """The fact that a badge was issued, or issued and revoked, with the moments."""
    if badge.revoked_at is None:
        return Fact("proof.issued", {"at": badge.issued_at})
    return Fact("proof.issued_revoked", {"at": badge.issued_at, "revoked": badge.revoked_at})


def of_heard(heard: SaidRow) -> Fact:
    """The fact that a mail or message of the person came, and the beginning of its words."""
    said = f"« {heard.said[:SHOWN]} »" if heard.said else ""
    return Fact("proof.heard", {"at": heard.received_at}, said)


def of_timer(timer: Timer | None) -> Fact:
    """The fact that the badge was tried to be made in vain, how often and with which error; without
    a timer, that it was never tried."""
    if timer is None:
        return Fact("proof.untried", {})
    return Fact("proof.tries", {"count": str(timer.attempts)}, timer.error)


def came_of(rows: list[SentRow]) -> tuple[Cause, SentRow]:
    """The cause that an invitation gives, and the row that shows it; of several rows, one that
    arrived counts most."""
    by_state = {row.state: row for row in rows}
    if outbox.SENT in by_state:
        return Cause.UNANSWERED, by_state[outbox.SENT]
    if outbox.DEAD in by_state and outbox.WAITING not in by_state:
        return Cause.INVITATION_BOUNCED, by_state[outbox.DEAD]
    return Cause.INVITATION_DUE, by_state.get(outbox.WAITING, rows[-1])


def sent_to(known: PersonFacts, row: SentRow) -> dict[str, str]:
    """The values of the sentence about a message: where it went, when, and what the other side
    said."""
    at = row.sent_at or row.due_at
    told = {"place": known.place(row), "at": at.isoformat(), "why": row.error}
    return {**told, "became": became(row)}


def became(row: SentRow | None) -> str:
    """What the reader's server has told of a message that was sent: that it has it, or that it does
    not take it yet; else nothing."""
    told = row.told if row is not None and row.state == outbox.SENT else ""
    return told if told in (DeliveryNews.DELIVERED, DeliveryNews.DELAYED) else ""
