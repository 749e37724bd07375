"""What was answered to whom, and when: so that asking twice is answered once, and for figures."""

from datetime import timedelta

from sqlmodel import col, select

from core.desk.speaker import Speaker
from core.ground.tables import Diagnosed, Person
from core.support.diagnosis.causes import NOTHING_KNOWN, Diagnosis

LATELY = timedelta(minutes=10)


def alone(speaker: Speaker) -> None:
    """Lock the person until the turn ends, so that two askings at two doors come one after the
    other."""
    query = select(Person.id).where(Person.id == speaker.person.id).with_for_update()
    speaker.turn.db.exec(query).one()


def lately(speaker: Speaker, diagnosis: Diagnosis) -> Diagnosed | None:
    """The answer of the last ten minutes about this badge, if nothing has moved since."""
    turn = speaker.turn
    query = select(Diagnosed).where(Diagnosed.person_id == speaker.person.id)
    query = query.where(col(Diagnosed.at) > turn.at - LATELY)
    query = query.where(
        Diagnosed.programme == diagnosis.programme, Diagnosed.badge == diagnosis.badge
    )
    last = turn.db.exec(query.order_by(col(Diagnosed.at).desc()).limit(1)).first()
    return None if last is None or moved_since(last, diagnosis) else last


def moved_since(last: Diagnosed, diagnosis: Diagnosis) -> bool:
    """Whether more is known than then, or the claim or badge came further, not by its cure."""
    if last.cause in NOTHING_KNOWN and diagnosis.cause not in NOTHING_KNOWN:
        return True
    return diagnosis.claim is not None and diagnosis.at is not None and diagnosis.at > last.at


def count(speaker: Speaker, diagnosis: Diagnosis) -> Diagnosed:
    """Write down what is answered now, for the next asking and for the figures."""
    turn = speaker.turn
    row = Diagnosed(
        id=turn.chance.uuid(),
        person_id=speaker.person.id,
        claim_id=diagnosis.claim.id if diagnosis.claim else None,
        programme=diagnosis.programme,
        badge=diagnosis.badge,
        cause=diagnosis.cause,
        cure=diagnosis.cure,
        door=speaker.incoming.door,
        at=turn.at,
    )
    turn.db.add(row)
    turn.db.flush()
    turn.effects.diagnoses.append(
        {
            "cause": str(diagnosis.cause),
            "cure": str(diagnosis.cure),
            "programme": diagnosis.programme,
            "badge": diagnosis.badge,
            "claim": diagnosis.claim.ref if diagnosis.claim else "",
        }
    )
    return row
