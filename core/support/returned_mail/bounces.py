"""Mails that came back: noted on their outbox row, and the person reached another way."""

from uuid import UUID

from sqlmodel import col, select

from core.claims import rerouting
from core.claims.resending import waits_again
from core.ground.blanking import without_secrets
from core.ground.effects import Outcome
from core.ground.message_kinds import DeliveryNews, MessageKind
from core.ground.rows import locks, outbox
from core.ground.rows.insert import add_new
from core.ground.rows.outbox import Failure
from core.ground.tables import Address, Bounce, Case, Claim, Mission, Outbox, Person
from core.ground.world import Turn, World, runs_again
from core.people import people
from core.support import CaseState, CaseSubject, Occasion, open_case
from core.support.returned_mail import bounce_alarm


def bounced(
    turn: Turn,
    row_id: UUID | None,
    why: str,
    *,
    hard: bool,
    final: bool = False,
    ours: bool = False,
) -> None:
    """A mail did not arrive, for good or for now; a row that is not ours changes nothing.

    A `final` one goes where else its person can be reached, else to the staff. A `hard` one is
    final, and its address is left until the person writes from there. One that is about us
    (`ours`) says nothing of its reader: the mail waits for another try, a day later.
    """
    row = turn.db.get(Outbox, row_id) if row_id else None
    known = row is not None and row.door == people.MAIL
    turn.effects.conclude(
        Outcome.BOUNCE_HARD if hard else Outcome.BOUNCE_SOFT,
        why if known else f"{why} (not a mail of ours that is still known)",
    )
    if row is None or not known:
        return
    row.error = why
    if ours:
        alarm(turn, why)
    if (hard or final) and not (ours and waits_again(turn, row)):
        row.state = outbox.DEAD
        row.told = (
            DeliveryNews.ADDRESS if hard else DeliveryNews.OURS if ours else DeliveryNews.INBOX
        )
        row.told_at = turn.at
        turn.db.add(row)
        turn.db.flush()
        if hard:
            rerouting.closed(turn, row.door, row.place)
        if not rerouting.elsewhere(turn, row):
            tell_staff(turn, row, Occasion.BOUNCED, why)
    elif row.state == outbox.SENT and not (hard or final):
        row.told, row.told_at = DeliveryNews.DELAYED, turn.at
    turn.db.add(row)
    count(turn, row, why, hard=hard)


@runs_again
def not_taken(world: World, row: Outbox, failure: Failure) -> None:
    """A door could not hand a message over: later, or else elsewhere, or to the staff."""
    if not outbox.failed(world, row, failure):
        return
    with world.turn() as turn:
        if row.door == people.MAIL:
            count(turn, row, failure.why, hard=failure.permanent)
        if row.kind != MessageKind.CASE and not rerouting.elsewhere(turn, row):
            tell_staff(turn, row, Occasion.UNDELIVERED, failure.why)


def refused_us(world: World, row: Outbox, failure: Failure) -> None:
    """A server refused the mail for something about us: it waits, and the staff are told once."""
    with world.turn() as turn:
        alarm(turn, failure.why)
    not_taken(world, row, failure)


def alarm(turn: Turn, why: str) -> None:
    """One case for as long as it is open: what is about us concerns every mail."""
    locks.alone(turn, "refused")
    waiting = select(Case.id).where(Case.occasion == Occasion.REFUSED)
    if turn.db.exec(waiting.where(Case.state != CaseState.CLOSED)).first() is None:
        open_case(turn, CaseSubject(Occasion.REFUSED, turn.at.isoformat(), why))


def arrived(turn: Turn, row_id: UUID | None, told: DeliveryNews) -> None:
    """Note what a report says of a mail that a server took: delivered to its reader, or handed on.

    One that came back since stays so: of a list, one reader's report says nothing of another.
    """
    row = turn.db.get(Outbox, row_id) if row_id else None
    if row is None or row.door != people.MAIL:
        turn.effects.conclude(Outcome.DELIVERED, f"{told} (not a mail of ours that is still known)")
        return
    turn.effects.conclude(Outcome.DELIVERED, told)
    if row.state not in (outbox.SENT, outbox.WAITING) or row.told == DeliveryNews.DELIVERED:
        return
    if row.state == outbox.WAITING:  # the server had it, and could not say so
        row.state, row.sent_at, row.doubted_at = outbox.SENT, turn.at, None
        row.message = without_secrets(row.message)
    row.told, row.told_at, row.error = told, turn.at, ""
    turn.db.add(row)


def count(turn: Turn, row: Outbox, why: str, *, hard: bool) -> None:
    """Write the bounce down, once for each mail and kind; many of one domain raise the alarm."""
    domain = row.place.rpartition("@")[2]
    locks.alone(turn, f"bounces:{domain}")
    bounce = Bounce(
        id=turn.chance.uuid(),
        outbox_id=row.id,
        programme=programme_of(turn, row),
        domain=domain,
        hard=hard,
        why=why,
        at=turn.at,
    )
    if add_new(turn, bounce):
        bounce_alarm.look(turn, domain)


def programme_of(turn: Turn, row: Outbox) -> str:
    """The programme that a mail was about: its claim's, or that of the mission it invites for."""
    about = (turn.db.get(Claim, row.claim_id) if row.claim_id else None) or mission_of(turn, row)
    return about.programme if about else ""


def mission_of(turn: Turn, row: Outbox) -> Mission | None:
    """The mission that a mail invites for."""
    invites = row.kind == MessageKind.INVITATION
    return turn.db.get(Mission, UUID(row.subject.partition(">")[0])) if invites else None


def person_of(turn: Turn, row: Outbox) -> Person | None:
    """Who a mail was for; of one to an address of the roster, who has proven to read it."""
    if row.person_id:
        return turn.db.get(Person, row.person_id)
    query = select(Address).where(Address.door == row.door, Address.value == row.place)
    address = turn.db.exec(query.where(col(Address.proven_at).is_not(None))).first()
    return turn.db.get(Person, address.person_id) if address else None


def tell_staff(turn: Turn, row: Outbox, occasion: Occasion, why: str) -> None:
    """A case; of a campaign nobody is told one by one: `roster show` lists what came back."""
    claim = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    about = CaseSubject(
        occasion,
        str(row.id),
        f"{row.place} : {why}",
        programme_of(turn, row),
        person_of(turn, row),
        claim,
        mission_of(turn, row),
    )
    open_case(turn, about, told=not row.bulk)
