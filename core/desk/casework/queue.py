"""What waits for one of the staff: claims to decide and cases to answer, the overdue first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import col, select

from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Case, Claim
from core.people import roles
from core.people.roles import Right
from core.review import routing
from core.support import card_buttons, card_text
from core.support.case import CaseState

SHOWN = 5
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing that waits, and since when it is late."""

    due_at: datetime
    claim: Claim | None = None
    case: Case | None = None


def show(speaker: Speaker) -> None:
    """Say how much waits, then send the few that are due first, each with its buttons.

    Who looks after no cases sees the claims alone.
    """
    turn = speaker.turn
    if not roles.roles(turn, speaker.person, Right.SUPPORT):
        by_chat.queue(speaker)
        return
    claims = [
        QueueItem(each.review_due_at or LAST, claim=each)
        for each in routing.mine(turn, speaker.person)
    ]
    cases = [QueueItem(each.due_at or LAST, case=each) for each in waiting_cases(speaker)]
    late = sum(each.due_at <= turn.at for each in claims + cases)
    turn.effects.conclude(Outcome.ASKED, "queue")
    counts = {"claims": str(len(claims)), "cases": str(len(cases)), "late": str(late)}
    speaker.reply(speaker.word("case.queue", **counts))
    for each in sorted(claims + cases, key=lambda each: each.due_at)[:SHOWN]:
        if each.claim is not None:
            by_chat.show(speaker, [each.claim])
        elif each.case is not None:
            show_case(speaker, each.case)
    if others := routing.others(turn, speaker.person, SHOWN - len(claims)):
        speaker.reply(speaker.word("seat.others"))
        by_chat.show(speaker, others)


def waiting_cases(speaker: Speaker) -> list[Case]:
    """The open cases of the programmes that the person supports: theirs, and those of nobody."""
    held = {role.programme for role in roles.roles(speaker.turn, speaker.person, Right.SUPPORT)}
    query = select(Case).where(Case.state == CaseState.OPEN, col(Case.programme).in_({*held, ""}))
    query = query.where(
        (col(Case.assignee_id) == speaker.person.id) | col(Case.assignee_id).is_(None)
    )
    if not held:
        return []
    found = speaker.turn.db.exec(query.order_by(col(Case.due_at), col(Case.id)))
    return [each for each in found if each.person_id != speaker.person.id]


def show_case(speaker: Speaker, case: Case) -> None:
    """A case in three lines; its whole card is one press away."""
    text = card_text.brief(speaker.turn, case, speaker.locale)
    speaker.reply(text, card_buttons.group_buttons(speaker.turn, case, speaker.locale))
