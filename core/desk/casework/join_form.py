"""The page on which organisations ask to join a programme: its answer becomes a case.

Nothing that was written there is asked for on the network, and no mail goes out, before one of the
staff decides.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.sentences import Sentence
from core.ground.tables import Case
from core.ground.world import Turn, World, runs_again
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.members.join_mistakes import mistakes
from core.programmes.members.join_request import JoinRequest
from core.support import CaseSubject, Occasion, cards, case_life, case_log, open_case
from core.support.case_log import EntryKind

DAY = timedelta(days=1)
MOST, MOST_OF_ONE = 20, 3  # requests a day: of all to one programme, from one mailbox


@runs_again
def ask(
    world: World, programme: str, request: JoinRequest, source_id: str, language: str
) -> Case | list[Sentence]:
    """Open the case of a request, once for a form that is sent twice; gives what is wrong with the
    request instead, where something is. Raises `Refusal` where there were too many today."""
    with world.turn() as turn:
        known = catalogue(turn.settings.programmes_folder)[programme]
        wrong = mistakes(turn, known, request, None)
        if wrong:
            return wrong
        address = people.meet(turn, people.MAIL, request.mail, language=language)
        person = people.person_of(turn, address)
        today = asked_today(turn, programme, source_id)
        if len(today) >= MOST or today.count(person.id) >= MOST_OF_ONE:
            raise Refusal("join.too_many")
        first = turn.world.words.first
        names = {"name": request.name, "programme": said(known.name, first)}
        why = turn.say(first, "join.asks", **names)
        about = CaseSubject(Occasion.JOINING, source_id, why, programme, person)
        case = open_case(turn, about, told=False)
        if not case_log.of(turn, case, EntryKind.REQUESTED):
            case_log.add(turn, case, EntryKind.REQUESTED, text=request.as_json(), door="web")
            case_life.waits(turn, case)
            cards.deal(turn, case)
        return case


def asked_today(turn: Turn, programme: str, but: str) -> list[UUID | None]:
    """Who asked to join a programme within a day, once for each request `but` this one."""
    query = select(Case.person_id).where(
        Case.occasion == Occasion.JOINING,
        Case.programme == programme,
        Case.subject != but,
        col(Case.opened_at) > turn.at - DAY,
    )
    return list(turn.db.exec(query))
