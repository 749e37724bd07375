"""An event that a receiver has not taken for five days: a case, one for each receiver at a time."""

from sqlmodel import col, select

from core.ground.rows import locks
from core.ground.tables import Case, Outbox
from core.ground.world import World, runs_again
from core.support.case import CaseState, CaseSubject, Occasion
from core.support.open_case import open_case


@runs_again
def given_up(world: World, row: Outbox, why: str) -> None:
    """Tell the staff of the programme whose event was given up; `why` is what the last try came
    to. The receiver is `programme/name`."""
    with world.turn() as turn:
        locks.alone(turn, f"event:{row.place}")
        waiting = select(Case.id).where(Case.occasion == Occasion.LOST_EVENT)
        theirs = waiting.where(col(Case.subject).startswith(f"{row.place}:", autoescape=True))
        if turn.db.exec(theirs.where(Case.state != CaseState.CLOSED)).first() is not None:
            return
        programme, language = row.place.partition("/")[0], turn.world.words.first
        told = turn.say(language, "case.lost_event", place=row.place, error=why)
        subject = f"{row.place}:{turn.at.isoformat()}"
        open_case(turn, CaseSubject(Occasion.LOST_EVENT, subject, told, programme))
