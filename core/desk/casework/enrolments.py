"""An organisation asks to join a programme: its managers let it, or decline with a reason.

Either way the mailbox that asked is told by a letter, whose answer comes back to the case.
"""

from sqlmodel import select

from core.desk.casework.case_action import CaseAction, Dialogue
from core.desk.expecting import ExpectingCaseReason
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal, Trouble
from core.ground.tables import Case, JoinedOrganisation
from core.ground.world import Turn
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.competences import competence_name, read_competence, read_level
from core.programmes.file_values import said
from core.programmes.members import membership, organisations
from core.programmes.members.issuer_documents import Published
from core.programmes.members.join_mistakes import own_id
from core.programmes.members.join_request import JoinRequest
from core.reading.text import words
from core.support import answer_person, cards, case_diagnosis, case_life, case_log, join_requests
from core.support.case import CaseState, Occasion
from core.support.case_log import EntryKind
from core.support.staff_action import StaffAtWork


def enrol(member: StaffAtWork, case: Case, _: str, seen: int | None) -> None:
    """Register what the organisation told, if all of it is right. Raises `Refusal` with everything
    that is wrong, and keeps nothing then."""
    turn = member.turn
    request = undecided(turn, case, seen)
    row = organisations.of_name(turn, case.programme, request.name)
    if row is not None and not set(request.issuers) <= set(row.issuers.splitlines()):
        raise Refusal("join.other_issuer", name=row.name)  # a stranger may use any name
    if member.published is None:
        raise Refusal("join.press", ref=case.ref)
    if row is not None:
        only_new(turn, row, request, member.published)
    try:
        wanted = join_requests.taken(turn, case.programme, request)
        row = membership.join(
            turn, case.programme, wanted, published=member.published, by=member.person.id
        )
    except Trouble as trouble:
        language = answer_language(member)
        raise Refusal("join.wrong", ref=case.ref, why=trouble.in_words(language)) from None
    settle(member, case, request, EntryKind.ENROLLED, welcome(turn, case, row))
    close_others(turn, case, request, member)


def only_new(
    turn: Turn, row: JoinedOrganisation, request: JoinRequest, published: Published
) -> None:
    """Raise `Refusal` where a request would change what an organisation has registered, or add
    nothing to it."""
    kept = {each.achievement: each for each in organisations.counted_classes(turn, row)}
    known = catalogue(turn.settings.programmes_folder)[row.programme]
    places = {
        own_id(each, published): (
            read_competence(known, each.competence), read_level(known, each.level),
        )
        for each in request.classes
    }  # fmt: skip
    for achievement, place in places.items():
        before = kept.get(achievement)
        if before and (before.competence, before.level) != place:
            raise Refusal("join.class_counts", name=row.name, achievement=achievement)
    if row.left_at is None and places.keys() <= kept.keys():
        raise Refusal("join.nothing_new", name=row.name)


def decline(member: StaffAtWork, case: Case, reason: str, _: int | None) -> None:
    """Tell the organisation that it cannot join, and why; raises `Refusal` without a reason."""
    request = undecided(member.turn, case, None)
    if not reason.strip():
        raise Refusal("join.no_reason", ref=case.ref)
    locale = case_diagnosis.locale_of(member.turn, case)
    told = {"name": request.name, "programme": programme_name(member.turn, case, locale)}
    told |= {"reason": reason.strip(), "page": page(member.turn, case)}
    text = member.turn.say(locale, "join.declined", **told)
    settle(member, case, request, EntryKind.DECLINED, text)


def undecided(turn: Turn, case: Case, seen: int | None) -> JoinRequest:
    """The request of a case on which nobody has decided; raises `Refusal` with who did, and for a
    case of another kind."""
    case_log.check_first(turn, case, EntryKind.ENROLLED, seen)
    request = join_requests.of_case(turn, case)
    if request is None:
        raise Refusal("join.no_request", ref=case.ref)
    if done := case_log.of(turn, case, EntryKind.ENROLLED, EntryKind.DECLINED):
        raise case_log.already(turn, case, done[-1])
    return request


def settle(
    member: StaffAtWork, case: Case, request: JoinRequest, kind: EntryKind, text: str
) -> None:
    """Write down what was decided, close the case and send the text to who asked."""
    turn = member.turn
    case_life.adopt(turn, case, member.person)
    entry = case_log.add(turn, case, kind, member.person, request.name, member.door)
    case_life.rests(turn, case, CaseState.CLOSED)
    address = people.find(turn, people.MAIL, request.mail)
    if address is not None:
        message = answer_person.message(turn, case, member.person, text)
        answer_person.send(turn, case, address, message, str(entry.id))
    cards.refresh(turn, case)
    turn.effects.conclude(Outcome.DECIDED, kind)


def close_others(turn: Turn, case: Case, request: JoinRequest, member: StaffAtWork) -> None:
    """Close what the same mailbox asked before for the same organisation: it has joined."""
    query = select(Case).where(Case.occasion == Occasion.JOINING, Case.programme == case.programme)
    query = query.where(Case.person_id == case.person_id, Case.state != CaseState.CLOSED)
    for each in turn.db.exec(query.where(Case.id != case.id).with_for_update()).all():
        before = join_requests.of_case(turn, each)
        if before and words(before.name) == words(request.name):
            case_life.close(turn, each, member.person, member.door)
            cards.refresh(turn, each)


def welcome(turn: Turn, case: Case, row: JoinedOrganisation) -> str:
    """What an organisation is told that has joined: which of its badges count, and what is next."""
    locale = case_diagnosis.locale_of(turn, case)
    programme = catalogue(turn.settings.programmes_folder)[case.programme]
    language = locale.partition("-")[0]
    counted = [
        turn.say(
            locale,
            "join.class",
            competence=competence_name(programme, each.competence, language),
            level=str(each.level),
            achievement=each.name or each.achievement,
        )
        for each in organisations.counted_classes(turn, row)
    ]
    told = {"name": row.name, "programme": programme_name(turn, case, locale)}
    lines = [turn.say(locale, "join.enrolled", **told)]
    if counted:
        lines += [turn.say(locale, "join.count"), *counted]
    word = "join.next_elsewhere" if row.issuers else "join.next_here"
    return "\n".join([*lines, turn.say(locale, word)])


def programme_name(turn: Turn, case: Case, locale: str) -> str:
    """The name of a case's programme, in words of this locale."""
    programme = catalogue(turn.settings.programmes_folder)[case.programme]
    return said(programme.name, locale.partition("-")[0])


def page(turn: Turn, case: Case) -> str:
    """The address at which organisations ask to join the programme of a case."""
    return f"{turn.settings.base}/i/{case.programme}/join"


def answer_language(member: StaffAtWork) -> str:
    """The language in which a member of the staff reads what is wrong."""
    return member.person.language or member.turn.world.words.first


def ask_reason(speaker: Speaker, case: Case, _: CaseAction, __: str) -> None:
    """Why? The organisation will read it."""
    request = undecided(speaker.turn, case, None)
    speaker.expect(ExpectingCaseReason(case.ref, "decline"))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("join.ask_reason", name=request.name), awaits=True)


WHY = Dialogue(ask_reason, in_words=True)
