"""People and their addresses: who speaks, where to reach them, whom an address belongs to."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.ground.tables import Address, Claim, Person
from core.ground.world import Turn

LATELY = timedelta(seconds=30)
ENOUGH = 3  # letters of a mailbox of which two may be shown
MAIL, TELEGRAM, TERMINAL, WEB = "mail", "telegram", "terminal", "web"

# statements made once: making one takes longer than the database needs for it
HELD = (  # with the person, who is asked for next
    select(Address, Person)
    .join(Person, col(Person.id) == Address.person_id)
    .where(Address.door == bindparam("door"), Address.value == bindparam("value"))
    .with_for_update(of=Address)
)
THEIRS = select(Address).where(Address.person_id == bindparam("person")).order_by(col(Address.id))
OPEN = (
    select(Claim)
    .where(Claim.person_id == bindparam("person"))
    .where(col(Claim.state).not_in(("issued", "withdrawn")))
    .order_by(col(Claim.updated_at).desc(), col(Claim.id).desc())
)


def fold(door: str, value: str) -> str:
    """The form in which an address is kept: a mail address in lower case, others as they are."""
    return value.strip().lower() if door == MAIL else value.strip()


def find(turn: Turn, door: str, value: str) -> Address | None:
    """The address as known, locked until the turn ends so that its inputs come one by one; None
    where it is new."""
    given = {"door": door, "value": fold(door, value)}
    found = turn.db.exec(HELD, params=given).first()
    return found[0] if found is not None else None


def seen(turn: Turn, door: str, value: str) -> Address | None:
    """The address as known, for reading only; None for one that is new, or was only typed."""
    query = select(Address).where(Address.door == door, Address.value == fold(door, value))
    address = turn.db.exec(query).first()
    return address if address is not None and not only_typed(turn, address) else None


def meet(turn: Turn, door: str, value: str, *, name: str = "", language: str = "") -> Address:
    """The address as known, or a new one with a new person behind it."""
    address = find(turn, door, value)
    if address is not None and not only_typed(turn, address):
        return address
    person = Person(id=turn.chance.uuid(), name=name, language=language, created_at=turn.at)
    turn.db.add(person)
    turn.db.flush()
    if address is None:
        return add_address(turn, person, door, value)
    address.person_id = person.id
    turn.db.add(address)
    turn.db.flush()
    return address


def only_typed(turn: Turn, address: Address) -> bool:
    """Whether somebody gave this mail address as theirs and never showed that they read it.

    It is theirs no more as soon as a roster, an award or a mail brings its reader.
    """
    if address.door != MAIL or address.proven_at:
        return False
    holder = turn.db.get_one(Person, address.person_id)
    return any(each.id != address.id for each in addresses(turn, holder))


def add_address(turn: Turn, person: Person, door: str, value: str) -> Address:
    """Write down an address of a person, unproven; it must be new, else the store raises
    `IntegrityError`."""
    address = Address(
        id=turn.chance.uuid(), person_id=person.id, door=door, value=fold(door, value)
    )
    turn.db.add(address)
    turn.db.flush()
    return address


def sure(found: Sequence[Address]) -> list[Address]:
    """Those of one person's addresses that are theirs for sure: not a mail address that they only
    typed.

    Where nothing else is known of somebody, a roster or an award has it.
    """
    return [
        each
        for each in found
        if each.door != MAIL
        or each.proven_at
        or not any(speaks(other) for other in found if other is not each)
    ]


def speaks(address: Address) -> bool:
    """Whether somebody has typed, or shown that they read, at this address."""
    return address.door != MAIL or bool(address.proven_at or address.last_used_at)


def own_mails(turn: Turn, person: Person) -> list[Address]:
    """The mail addresses that are a person's for sure."""
    return [each for each in sure(addresses(turn, person)) if each.door == MAIL]


def person_of(turn: Turn, address: Address) -> Person:
    """Who has this address."""
    return turn.db.get_one(Person, address.person_id)


def addresses(turn: Turn, person: Person) -> list[Address]:
    """All addresses of this person's row, those of persons joined with it not among them."""
    return list(turn.db.exec(THEIRS, params={"person": person.id}))


def proven_mail(turn: Turn, person: Person) -> Address | None:
    """The mail address that a person's badges bear: the chosen one, else the first proven; None
    without any."""
    return next(iter(proven_mails(turn, person)), None)


def proven_mails(turn: Turn, person: Person) -> list[Address]:
    """The mail addresses that a person has proven, the one that badges bear first."""
    mails = [each for each in addresses(turn, person) if each.door == MAIL and each.proven_at]
    chosen = [each for each in mails if each.preferred_at]
    first = max(chosen, key=lambda each: each.preferred_at or turn.at, default=None)
    return sorted(mails, key=lambda each: each is not first)


def prefer(turn: Turn, address: Address) -> None:
    """Let the badges to come bear this address of its person."""
    address.preferred_at = turn.at
    turn.db.add(address)
    turn.db.flush()


def prove(turn: Turn, address: Address) -> None:
    """Note that the person has shown that they read what is sent to this address."""
    address.proven_at = address.proven_at or turn.at
    turn.db.add(address)


def confirm(turn: Turn, address: Address) -> None:
    """Note that the reader of an address has shown themselves, by a code or by a mail that our
    server vouches for.

    What was chosen for badges by somebody whom only a forwarded letter had brought is not kept.
    """
    if address.confirmed_at is None and address.proven_at is not None:
        for other in proven_mails(turn, person_of(turn, address)):
            if other.id != address.id and other.preferred_at:
                other.preferred_at = None
                turn.db.add(other)
    address.confirmed_at = address.confirmed_at or turn.at
    prove(turn, address)


def used(turn: Turn, address: Address) -> None:
    """Note that the person was heard here just now, so that answers go here."""
    lately = address.last_used_at and turn.at - address.last_used_at < LATELY
    if not lately or address.unreachable_at:
        address.last_used_at, address.unreachable_at = turn.at, None
        turn.db.add(address)


def reach(turn: Turn, person: Person, but: tuple[str, str] = ("", "")) -> Address | None:
    """Where the person reads us: where they were last heard, else their mail; None where nowhere.

    Never an address that they only typed, as somebody else may read it; nor `but`, a door and
    place.
    """
    open_ones = [
        each
        for each in sure(addresses(turn, person))
        if each.unreachable_at is None and (each.door, each.value) != but
    ]
    heard = [each for each in open_ones if each.last_used_at]
    if heard:
        return max(heard, key=lambda each: each.last_used_at or turn.at)
    return next(iter(sorted(open_ones, key=lambda each: each.door != MAIL)), None)


def open_claims(turn: Turn, person: Person) -> list[Claim]:
    """The claims of a person that can still move, the newest first."""
    return list(turn.db.exec(OPEN, params={"person": person.id}))


def masked(address: str) -> str:
    """An address that only its owner recognises: « a…a@example.org ».

    The first and last letter of a mailbox, the first only of a short one; the domain stays.
    """
    mailbox, sign, domain = address.rpartition("@")
    if not sign:
        return "…"
    last = mailbox[-1] if len(mailbox) >= ENOUGH else ""
    return f"{mailbox[:1]}…{last}@{domain}"
