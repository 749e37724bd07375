"""A badge that was handed in is judged again: its issuer may have revoked or changed it since."""

from collections.abc import Mapping
from uuid import UUID

from core.badges.verify.strict_json import read_object
from core.badges.verify.verify import Verdict
from core.claims.gathering import lost
from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Person, Witness
from core.ground.world import Turn, World, runs_again
from core.issuing.judged_badges import hand_in
from core.issuing.witness_note import FILE, unpacked
from core.issuing.witnesses import (
    LOOK_AGAIN,
    SILENT,
    HandedIn,
    ask_again,
    held,
    mails_of,
    named,
    theirs_by,
)


def look_again(world: World, witness_id: UUID) -> Effects:
    """Judge a badge that was handed in once more, for its holder, outside of any transaction, and
    note what its issuer says; one that nobody has proven to be theirs is forgotten."""
    with world.glance() as turn:
        row = turn.db.get(Witness, witness_id)
        asked = row if row is not None and row.note and row.revoked_at is None else None
        mails = mails_of(turn, asked) if asked else []
    handed = None
    if asked is not None:
        handed = hand_in(world, unpacked(asked.documents).get(FILE, asked.badge.encode()), mails)
    return note(world, witness_id, handed)


def ask_of_held(world: World, person_id: UUID, mail: str) -> dict[UUID, HandedIn]:
    """What the issuers of the badges held for a person tell now of those that went to this address,
    by row; outside of any transaction."""
    with world.glance() as turn:
        rows = held(turn, turn.db.get_one(Person, person_id))
        kept = {each.id: (each, unpacked(each.documents)) for each in rows}
        its = [key for key, (row, told) in kept.items() if theirs_by(turn, row, [mail], told).mail]
    return {key: hand_in(world, kept[key][1][FILE], [mail]) for key in its}


@runs_again
def note(world: World, witness_id: UUID, handed: HandedIn | None) -> Effects:
    """Write down what was told of a badge, in one transaction; a silent issuer changes nothing."""
    with world.turn() as turn:
        timers.drop(turn, LOOK_AGAIN, str(witness_id))
        row = turn.db.get(Witness, witness_id)
        if row is not None and not row.note:
            turn.db.delete(row)
        elif row is not None and handed is not None:
            row.checked_at = turn.at
            turn.db.add(row)
            take_in(turn, row, handed)
            if row.revoked_at is None:
                ask_again(turn, row)
        return turn.effects


def take_in(turn: Turn, row: Witness, handed: HandedIn) -> None:
    """Let a badge count as its issuer tells of it now: with its end, or no more."""
    told = handed.verdict
    if told.reason != "revoked" and not answered(unpacked(row.documents), handed.documents):
        return
    ended = told.ends_at or row.expires_at
    if told.reason == "expired" and ended is not None and ended <= turn.at:
        row.expires_at = ended
        lost.tell_elsewhere(turn, row)
    elif is_another(row, told) or told.valid is False or (told.valid and not handed.mail):
        count_no_more(turn, row)
    elif told.reason == "valid":
        row.expires_at = told.ends_at


def is_another(row: Witness, told: Verdict) -> bool:
    """Whether a badge is of another issuer or class than it was; a silent issuer has told none."""
    now, then = (told.issuer_id, told.achievement), (row.issuer, row.achievement)
    return told.reason not in SILENT and any(
        each and each != before for each, before in zip(now, then, strict=True)
    )


def answered(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> bool:
    """Whether hosts have given the documents that they gave before, changed or not: another page
    in the place of one is no answer."""
    return all(id_in(before[url]) == id_in(body) for url, body in now.items() if url in before)


def id_in(document: bytes) -> object:
    """What a document says that it is; None where it says nothing or cannot be read."""
    try:
        return read_object(document).get("id")
    except Refusal:
        return None


def hear(turn: Turn, handed: HandedIn) -> None:
    """Act on the verdict on a badge that was handed in before: a revoked one counts no more. With
    all else its issuer is asked again at once: the file may be another than the one that is noted.
    """
    told = handed.verdict
    for row in named(turn, told) if told.reason not in SILENT else []:
        if not row.note or row.revoked_at is not None:
            continue
        noted_now = handed.mail and row.checked_at == turn.at and not is_another(row, told)
        if told.reason == "revoked" and told.issuer_id in (None, row.issuer):
            count_no_more(turn, row)
        elif told.reason != "witnessed" and not noted_now:
            timers.put(turn, LOOK_AGAIN, str(row.id), turn.at)


def count_no_more(turn: Turn, row: Witness) -> None:
    """Let a badge that was handed in count no more; what it has led to is looked at."""
    if row.revoked_at is None:
        row.revoked_at = turn.at
        turn.db.add(row)
        turn.db.flush()
        lost.tell_elsewhere(turn, row)
