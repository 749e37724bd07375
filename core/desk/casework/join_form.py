"""The page on which organisations ask to join a programme: its answer becomes a case.

Nothing that was written there is asked for on the network, and no mail goes out, before one of the
staff decides.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.sentences import Sentence
from core.ground.tables import Case, Entry
from core.ground.world import Turn, World, runs_again
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.members import join_request
from core.programmes.members.join_mistakes import mistakes
from core.programmes.members.join_request import JoinRequest
from core.support import CaseSubject, Occasion, cards, case_life, case_log, open_case
from core.support.case_log import EntryKind

DAY = timedelta(days=1)
MOST, MOST_OF_ONE, MOST_OF_CLIENT = 20, 3, 5  # a day: senders to a programme; requests of one


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
        check_number(turn, programme, request.client, person.id, source_id)
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


def check_number(turn: Turn, programme: str, client: str, person: UUID, but: str) -> None:
    """Raise `Refusal` where one mailbox or one client asks too often within a day, or too many
    different ones do; a client counts once, whatever mailboxes it tells. `but` is this request."""
    query = (
        select(Case.person_id, Entry.text)
        .join(Entry, col(Entry.case_id) == col(Case.id))
        .where(
            Entry.kind == EntryKind.REQUESTED,
            Case.occasion == Occasion.JOINING,
            Case.programme == programme,
            Case.subject != but,
            col(Case.opened_at) > turn.at - DAY,
        )
    )
    today = [(who, join_request.from_json(told).client) for who, told in turn.db.exec(query)]
    mailboxes, clients = [who for who, _ in today], [each for _, each in today if each]
    senders = {each or who for who, each in today}
    if mailboxes.count(person) >= MOST_OF_ONE or clients.count(client) >= MOST_OF_CLIENT:
        raise Refusal("join.too_many")
    if len(senders - {client}) >= MOST:
        raise Refusal("join.too_many_of_all")
