"""A badge that was handed in is looked at again: its issuer may have revoked it since."""

from uuid import UUID

from core.badges.verify.verify import Verdict
from core.claims.gathering import lost
from core.ground.effects import Effects
from core.ground.rows import timers
from core.ground.tables import Witness
from core.ground.world import Turn, World, runs_again
from core.issuing.partner_badges import partners, told_of
from core.issuing.witness_note import FILE, unpacked
from core.issuing.witnesses import LOOK_AGAIN, ask_again, of_badge
from core.programmes.members.organisations import all_partners


def look_again(world: World, witness_id: UUID) -> Effects:
    """Ask the issuer of a badge that was handed in once more, outside of any transaction, and note
    what it says; one that nobody has proven to be theirs is forgotten."""
    with world.glance() as turn:
        row = turn.db.get(Witness, witness_id)
        register = partners(all_partners(turn), world.ask)
    told = None
    if row is not None and row.note and not row.revoked_at:
        kept = unpacked(row.documents).get(FILE, row.badge.encode())
        told = told_of(kept, None, register, world.now())
    return note(world, witness_id, told)


@runs_again
def note(world: World, witness_id: UUID, told: Verdict | None) -> Effects:
    """Write down what was told of a badge, in one transaction; a silent issuer changes nothing."""
    with world.turn() as turn:
        timers.drop(turn, LOOK_AGAIN, str(witness_id))
        row = turn.db.get(Witness, witness_id)
        if row is not None and not row.note:
            turn.db.delete(row)
        elif row is not None and told is not None:
            row.checked_at = turn.at
            turn.db.add(row)
            if told.reason == "revoked":
                revoked(turn, row)
            else:
                ask_again(turn, row)
        return turn.effects


def heard_revoked(turn: Turn, told: Verdict) -> None:
    """Note that a badge is revoked which was true when it was handed in before."""
    for row in of_badge(turn, told):
        revoked(turn, row)


def revoked(turn: Turn, row: Witness) -> None:
    """Let a badge that was handed in count no more; what it has led to is looked at."""
    if row.revoked_at is None:
        row.revoked_at = turn.at
        turn.db.add(row)
        turn.db.flush()
        lost.tell_elsewhere(turn, row)
