"""Who was at an event, from the list that they signed: each gets the claim of its badge, its code
answered already, and a letter to confirm it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from sqlalchemy import or_
from sqlmodel import col, select

from core.claims import claim_form, eligibility, opening, reminders, sending
from core.claims.claim_form import ROSTER, ClaimForm
from core.claims.moves import move
from core.claims.states import ASKING, Move, State
from core.ground.errors import Refusal, Trouble
from core.ground.message_kinds import MessageKind
from core.ground.rows import locks
from core.ground.tables import Address, Answer, Claim
from core.ground.world import Turn, World
from core.people import people
from core.people.opt_outs import stopped
from core.programmes import answers_as_text
from core.programmes.answers import answering
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.file_values import said
from core.programmes.form import QuestionKind
from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from core.programmes.rules import Barred, Mend
from core.reading.names.written_name import name_fault
from core.roster import rows
from core.roster.files import Table
from core.roster.import_file import RefusedRow, reasons
from core.roster.rows import RosterLine, UnreadableRow

BATCH = 100
GONE = (State.WITHDRAWN, State.REFUSED)
"""The states of a claim that takes no place of an event's any more."""


@dataclass(slots=True)
class Attendance:
    """What became of the rows of a list: invited, known already, absent, refused and why."""

    why: Callable[[Refusal], str]
    invited: int = 0
    same: int = 0
    absent: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict, repr=False)


def bring_in(
    world: World,
    programme: Programme,
    event: ProgrammeEvent,
    table: Table,
    *,
    all_present: bool = False,
    dry_run: bool = False,
    language: str = "",
) -> Attendance:
    """Invite everybody whom a list has as present, a hundred in each transaction; who has the badge
    or its claim already is left as they are, so that the list can be brought in again.

    A dry run keeps nothing. Reasons are in `language`. Raises `Trouble` where the list has no
    column for presence and it was not said that all were there, and where the badge's form asks no
    code.
    """
    if "present" not in table.understood and not all_present:
        raise Trouble("trouble.no_presence")
    badge = programme.badge_class(event.badge)
    asks = badge and any(q.kind is QuestionKind.CODE for q in programme.form_of(badge).question)
    if not asks:
        raise Trouble("trouble.event_no_code", code=event.code, badge=event.badge)
    done = Attendance(reasons(world.words, language or world.words.first))
    present = list(those_present(table, done, all_present=all_present))
    lines, many = iter(present), len(present) if dry_run else BATCH
    while batch := list(islice(lines, many)):
        with world.turn() as turn:
            write(turn, programme, event, batch, done)
            if dry_run:
                turn.db.rollback()
    return done


def those_present(table: Table, done: Attendance, *, all_present: bool) -> Iterator[RosterLine]:
    """The rows of those who were there, each address once; the others are counted or handed back in
    `done`."""
    for line in table:
        try:
            if not all_present and not rows.present(line.told.get("present", "")):
                done.absent += 1
                continue
            mail = rows.address(rows.plain("mail", line.told.get("mail", "")))
            first = done.seen.setdefault(mail, line.number)
            if first != line.number:
                raise UnreadableRow("roster.mail_twice", line=str(first))
        except UnreadableRow as problem:
            done.refused.append(RefusedRow(line, done.why(problem)))
        else:
            yield line


def write(
    turn: Turn,
    programme: Programme,
    event: ProgrammeEvent,
    batch: list[RosterLine],
    done: Attendance,
) -> None:
    """Invite the people of these rows; one who cannot be is handed back with the reason."""
    locks.alone(turn, f"event:{programme.slug}:{event.code}")
    for line in batch:
        try:
            told = {name: rows.plain(name, cell) for name, cell in line.told.items()}
            if invite(turn, programme, event, told):
                done.invited += 1
            else:
                done.same += 1
        except Refusal as problem:
            done.refused.append(RefusedRow(line, done.why(problem)))


def invite(
    turn: Turn, programme: Programme, event: ProgrammeEvent, told: Mapping[str, str]
) -> bool:
    """Open the claim of somebody who was there and send it to be confirmed; False where they have
    it already. Raises `Refusal` where the rules say no, or who wants no letters."""
    until = date.fromisoformat(event.until)
    if until < turn.at.astimezone(programme.zone).date():
        spoken = turn.world.words.first
        day = answers_as_text.day(until, spoken)
        raise Refusal("rules.code_expired", code=event.code, until=day)
    name, language = rows.named(told), rows.language(told.get("language", ""))
    address = people.meet(
        turn, people.MAIL, rows.address(told["mail"]), name=name, language=language
    )
    person = people.person_of(turn, address)
    taken = places(turn, programme, event)
    if person.id in taken or eligibility.holds(turn, person.id, programme.slug, event.badge):
        return False
    if stopped(turn, address, programme.slug):
        raise Refusal("roster.no_letters")
    full = sum(state not in GONE for state in taken.values()) >= event.cap
    if full:
        raise Refusal("rules.code_used_up", code=event.code, cap=str(event.cap))
    claim = opening.open_claim(turn, person, programme.slug, event.badge, language=language)
    form = claim_form.form_of(turn, claim)
    if claim.state not in ASKING:
        return False
    fill(turn, form, event, name)
    begun = claim.opened_at == turn.at
    for _, verdict in eligibility.judge(turn, form, {}):
        if isinstance(verdict, Barred | Mend):
            if begun:
                move(turn, claim, Move.WITHDRAW, reason="the rules refuse it")
            raise Refusal(verdict.word, **verdict.values)
    if claim.state == State.DRAFT and not form.missing:
        move(turn, claim, Move.COMPLETE)
    send(turn, form, event, address)
    return True


def places(turn: Turn, programme: Programme, event: ProgrammeEvent) -> dict[object, str]:
    """Everybody whose claim has the code of an event, and where the latest one stands. A claim that
    nobody has confirmed holds a place only where a list of those present began it: anybody can
    begin one with somebody's address."""
    query = select(Claim.person_id, Claim.state).join(Answer, col(Answer.claim_id) == col(Claim.id))
    query = query.where(Claim.programme == programme.slug, Answer.value == event.code)
    query = query.where(eligibility.SHORT)
    begun = or_(col(Claim.state).not_in(ASKING), col(Answer.source) == ROSTER)
    query = query.where(begun)
    return dict(turn.db.exec(query.order_by(col(Claim.opened_at))).all())


def fill(turn: Turn, form: ClaimForm, event: ProgrammeEvent, name: str) -> None:
    """Write in what the list answers: the event's code, and the name where none is there; a name
    that nobody could give as theirs is left to be asked."""
    for question in form.questions:
        if question.kind is QuestionKind.CODE:
            answer = CheckedAnswer(event.code, event.code)
            claim_form.record(turn, form, question.name, answer, ROSTER)
        elif question.kind is QuestionKind.NAME and name and form.lacks(question.name):
            if name_fault(name, person=True):
                continue
            with suppress(Refusal):
                answer = answering.read(question, name, eligibility.context(turn, form))
                claim_form.record(turn, form, question.name, answer, ROSTER)


def send(turn: Turn, form: ClaimForm, event: ProgrammeEvent, address: Address) -> None:
    """The letter that tells why it comes, and what is to be confirmed or still missing."""
    named = said(event.name, form.language)
    until = answers_as_text.day(date.fromisoformat(event.until), form.language)
    before = turn.say(form.locale, "event.attended", event=named, until=until)
    message = reminders.message(turn, form, 0, before)
    title = turn.say(form.locale, "event.attended_subject", event=named)
    values = {**message.values, "subject": title, "name": people.person_of(turn, address).name}
    message = replace(message, values=values)
    subject = f"{form.claim.id}:{event.code}"
    sending.send(turn, address, form.claim, MessageKind.REMINDER, subject, message)
