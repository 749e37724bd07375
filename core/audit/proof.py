"""How far one event can be trusted: whether its seal holds it as it is."""

from enum import StrEnum

from core.audit.chain import KEY, LEAF, words_stand
from core.ground.rows import event_digests
from core.ground.rows.event_digests import EventRow
from core.ground.tables import Seal
from core.ground.world import Turn


class RowProof(StrEnum):
    """What shows that an event is as it was written."""

    SEALED = "sealed"  # its seal holds it so
    MARKED = "marked"  # its own mark: it has no seal yet
    BROKEN = "broken"  # nothing: it was changed or added


def of_row(turn: Turn, row: EventRow) -> RowProof:
    """What shows that a row is as it was written. That the seals themselves are is for `chain` to
    tell."""
    digest = event_digests.row_digest(row)
    if not words_stand(turn, row):
        return RowProof.BROKEN
    if row["seal"] is None:
        fits = event_digests.fits(turn.world.audit_keys, digest, row["mark"])
        return RowProof.MARKED if fits else RowProof.BROKEN
    sealed = turn.db.get(Seal, row["seal"])
    leaf = leaf_of(bytes(sealed.leaves), row["id"].bytes) if sealed else b""
    return RowProof.SEALED if leaf == digest else RowProof.BROKEN


def leaf_of(leaves: bytes, key: bytes) -> bytes:
    """The digest that a seal has of an event; nothing where it does not hold it."""
    for at in range(0, len(leaves), LEAF):
        if leaves[at : at + KEY] == key:
            return leaves[at + KEY : at + LEAF]
    return b""
