"""A human's answer: it reaches the person where they were last heard, marked as a human's."""

from dataclasses import replace

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Case, Inbox, Person
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.support import card_text, cards, case_diagnosis, case_life, case_log
from core.support.case import CaseState
from core.support.case_log import EntryKind

LONGEST = 3000


def answer(
    turn: Turn, case: Case, member: Person, text: str, door: str, seen: int | None = None
) -> Address:
    """Send the staff's words to the person of a case, once, and say where they went; who answers
    first follows the case.

    Raises `Refusal` where another answered since the card was shown (`seen` is how often it was
    answered then; None asks nothing), where there are no words, or no place to send them to.
    """
    case_log.check_first(turn, case, EntryKind.ANSWERED, seen)
    words = text.strip()[:LONGEST]
    if not words:
        raise Refusal("case.no_words", ref=case.ref)
    address = place(turn, case)
    told = case_log.add(turn, case, EntryKind.ANSWERED, member, words, door)
    case_life.adopt(turn, case, member)
    case_life.rests(turn, case, CaseState.ANSWERED)
    send(turn, case, address, message(turn, case, member, words), str(told.id))
    cards.refresh(turn, case)
    return address


def place(turn: Turn, case: Case) -> Address:
    """Where the person of a case reads us; raises `Refusal` where nowhere."""
    person = case_diagnosis.person_of(turn, case)
    if person is None:
        raise Refusal("case.nobody", ref=case.ref)
    address = people.reach(turn, person)
    if address is None:
        raise Refusal("case.unreachable", ref=case.ref)
    return address


def message(turn: Turn, case: Case, member: Person, words: str) -> Message:
    """« Nour, de l'équipe BeCode, vous répond : … »"""
    locale = case_diagnosis.locale_of(turn, case)
    team, name = case_diagnosis.team_of(turn, case, locale), card_text.first_name(member.name)
    word = "case.signed" if name else "case.signed_unnamed"
    house = case_diagnosis.team_named(turn, case, locale)
    signed = turn.say(locale, word, **{"programme": house, **({"name": name} if name else {})})
    values = {"who": signed, "text": words, "ref": case.ref}
    values["sender"] = f"{name} ({team})" if name else team
    text = turn.say(locale, "case.human", who=signed, text=words, ref=case.ref)
    back = Button(turn.say(locale, "case.button_reply"), f"case:reply:{case.ref}:0")
    return Message(text, locale, ((back,),), "human", values)


def send(turn: Turn, case: Case, address: Address, shown: Message, subject: str) -> None:
    """Send a human's answer to the person: a mail stands in their thread, and its answer finds the
    case."""
    if address.door == people.MAIL:
        secret = tokens.give(turn, Purpose.CASE, address, about=case.id, programme=case.programme)
        shown, subject = replace(shown, token=secret), threaded(turn, case, subject)
    to = To(address.door, address.value, address.person_id, case.claim_id)
    outbox.put(turn, to, MessageKind.HUMAN, subject, shown)


def threaded(turn: Turn, case: Case, subject: str) -> str:
    """The subject of a row that answers the person's last mail, if there was one."""
    query = select(Inbox.source_id).where(
        Inbox.person_id == case.person_id, Inbox.source == people.MAIL, Inbox.said != ""
    )
    last = turn.db.exec(query.order_by(col(Inbox.received_at).desc()).limit(1)).first()
    return f"{people.MAIL}:{last}:{subject}" if last else subject
