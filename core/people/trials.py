"""Programmes on trial: what they send reaches their staff and their guests, and nobody else.

What is held back is kept in the outbox for the staff to read, and never goes out: also not when the
trial has ended, nor what would only remind of it.
"""

from uuid import UUID

from sqlmodel import col, select

from core.ground.message_kinds import MessageKind
from core.ground.rows.outbox import HELD, PROGRAMS, SENT
from core.ground.tables import Address, Outbox, Role, StaffGroup
from core.ground.world import Turn
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme

SIMULATOR = "simulator.test"  # a name that no network knows (RFC 6761)
UNASKED = (MessageKind.REMINDER, MessageKind.EXPIRY, MessageKind.OFFER)


def holds_back(turn: Turn, row: Outbox) -> bool:
    """Whether a message is kept from going out: its programme is on trial, or all are and it is
    about none, and who would get it is no guest; or it follows from one that was kept."""
    known = catalogue(turn.settings.programmes_folder).programmes
    meant = [known[row.programme]] if row.programme in known else list(known.values())
    if not meant or not all(each.trial for each in meant):
        return follows_held(turn, row)
    return not any(is_guest(turn, each, row) for each in meant)


def is_guest(turn: Turn, programme: Programme, row: Outbox) -> bool:
    """Whether somebody is to get what a programme on trial sends: its staff, a guest by any address
    of theirs, or nobody at all behind a simulator's address."""
    if row.door in PROGRAMS or programme.trial is None:
        return False
    if row.place.endswith(f"@{SIMULATOR}"):
        return True
    guests = {each.lower() for each in programme.trial.guests}
    places = {row.place} if row.door == people.MAIL else {f"{row.door}:{row.place}"}
    if guests & places or is_staff_group(turn, programme, row):
        return True
    person = row.person_id or behind(turn, row)
    if person is None:
        return False
    works = select(Role.id).where(Role.person_id == person, Role.programme == programme.slug)
    if turn.db.exec(works.limit(1)).first() is not None:
        return True
    theirs = select(Address.value).where(Address.person_id == person, Address.door == people.MAIL)
    proven = turn.db.exec(theirs.where(col(Address.proven_at).is_not(None))).all()
    return bool(guests.intersection(proven))


def behind(turn: Turn, row: Outbox) -> UUID | None:
    """Whose address a message goes to; None for a stranger's."""
    query = select(Address.person_id).where(Address.door == row.door, Address.value == row.place)
    return turn.db.exec(query).first()


def is_staff_group(turn: Turn, programme: Programme, row: Outbox) -> bool:
    """Whether a message goes to a group of the programme's staff."""
    query = select(StaffGroup).where(StaffGroup.door == row.door)
    query = query.where(StaffGroup.programme == programme.slug)
    return any(row.place == each.place for each in turn.db.exec(query))


def follows_held(turn: Turn, row: Outbox) -> bool:
    """Whether a message that nobody asked for is about a claim of which its person never heard, as
    a trial held everything back."""
    if row.kind not in UNASKED or row.claim_id is None:
        return False
    query = select(Outbox.state).where(Outbox.claim_id == row.claim_id, Outbox.id != row.id)
    states = set(turn.db.exec(query))
    return HELD in states and SENT not in states
