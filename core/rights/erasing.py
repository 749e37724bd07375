"""An erasure from the yes to the end: planned, taken back within its time, or done for good."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from core.claims.states import State
from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Claim, Erasure, Person
from core.ground.world import Turn, World, runs_again
from core.people.joined import living, selves
from core.rights import belongings, tombstone_file
from core.rights.erase import erase, refuse_staff

ERASE = "erase"  # the timer of an erasure that can still be taken back
UNDO = timedelta(hours=72)  # as for two persons who were made one
SOON = timedelta(hours=1)
OPEN = select(Erasure).where(col(Erasure.done_at).is_(None), col(Erasure.undone_at).is_(None))


def standing(turn: Turn, person: Person) -> Erasure | None:
    """The erasure of a person that is planned; None for none."""
    return turn.db.exec(OPEN.where(col(Erasure.person_id).in_(selves(turn, person)))).first()


def plan(
    turn: Turn,
    person: Person,
    *,
    keep_badges: bool,
    door: str,
    by: Person | None = None,
    wait: timedelta = UNDO,
) -> Erasure:
    """Plan the erasure of a person, or give the one that is planned; what they chose last holds.
    Raises `Refusal` for who works here."""
    refuse_staff(turn, belongings.of(turn, person))
    found = standing(turn, person)
    planned = found or Erasure(
        id=turn.chance.uuid(),
        person_id=person.id,
        keeps_badges=keep_badges,
        by_id=by.id if by else None,
        door=door,
        asked_at=turn.at,
        due_at=turn.at + wait,
    )
    planned.keeps_badges = keep_badges
    planned.due_at = min(planned.due_at, turn.at + wait)
    turn.db.add(planned)
    turn.db.flush()
    timers.put(turn, ERASE, str(planned.id), planned.due_at)
    return planned


def take_back(turn: Turn, person: Person) -> bool:
    """Let nothing come of a planned erasure; false where none is."""
    planned = standing(turn, person)
    if planned is None:
        return False
    planned.undone_at = turn.at
    turn.db.add(planned)
    timers.drop(turn, ERASE, str(planned.id))
    return True


@runs_again
def carry_out(world: World, erasure_id: UUID) -> Effects:
    """Do a planned erasure, once. One whose badge is being issued at this moment, or who got a role
    meanwhile, waits. What is deleted is gone from the store's files as well."""
    with world.turn() as turn:
        timers.drop(turn, ERASE, str(erasure_id))
        query = select(Erasure).where(Erasure.id == erasure_id).with_for_update()
        planned = turn.db.exec(query).first()
        if planned is None or planned.done_at or planned.undone_at:
            return turn.effects
        person = living(turn, turn.db.get_one(Person, planned.person_id))
        if why := in_the_way(turn, person):
            timers.put(turn, ERASE, str(erasure_id), turn.at + SOON)
            turn.effects.why = why
            return turn.effects
        erase(turn, person, planned)
        planned.done_at = turn.at
        turn.db.add(planned)
        turn.db.flush()
        kept = tombstone_file.Tombstone(str(planned.person_id), planned.keeps_badges, turn.at)
    tombstone_file.add(world.settings, kept)
    world.store.scrub()
    return turn.effects


def in_the_way(turn: Turn, person: Person) -> str:
    """The word for what keeps an erasure waiting; empty where nothing does."""
    if is_being_issued(turn, person):
        return "rights.waits"
    try:
        refuse_staff(turn, belongings.of(turn, person))
    except Refusal as refusal:
        return refusal.word
    return ""


def is_being_issued(turn: Turn, person: Person) -> bool:
    """Whether a claim of theirs is approved and has no badge yet."""
    query = select(Claim.id).where(col(Claim.person_id).in_(selves(turn, person)))
    return turn.db.exec(query.where(Claim.state == State.APPROVED)).first() is not None


def at_once(world: World, person: Person, *, keep_badges: bool, by: Person) -> None:
    """Erase a person now, as one of the staff orders after the person asked them. Raises `Refusal`
    for who works here, and while a badge is being issued."""
    with world.turn() as turn:
        planned = plan(
            turn, person, keep_badges=keep_badges, door="command", by=by, wait=timedelta()
        )
    done = carry_out(world, planned.id)
    if done.why:
        raise Refusal(done.why)


def again(world: World, tombstone: tombstone_file.Tombstone) -> bool:
    """Erase a person whom an old backup brought back; false where it holds nothing of them."""
    with world.turn() as turn:
        person = turn.db.get(Person, UUID(tombstone.person))
        done = select(Erasure.id).where(Erasure.person_id == UUID(tombstone.person))
        known = turn.db.exec(done.where(col(Erasure.done_at).is_not(None))).first()
        if person is None or known is not None:
            return False
        planned = plan(
            turn, person, keep_badges=tombstone.keeps_badges, door="restore", wait=timedelta()
        )
    return not carry_out(world, planned.id).why
