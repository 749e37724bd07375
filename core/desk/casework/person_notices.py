"""What the person of a case is told: its reference, and until when an answer can be expected."""

from core.claims.states import ASKING, MENDABLE
from core.desk import expecting_columns
from core.desk.expecting import ExpectingCaseReply, ExpectingNothing
from core.desk.repeats import said_often
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Case, Claim, Conversation
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.support import answer_due, case_diagnosis, case_life
from core.support.case import CaseState
from core.support.timeline import NOTED


def sentence(speaker: Speaker, case: Case) -> str:
    """« Dossier abc234 : quelqu'un de l'équipe vous répond d'ici au mardi 24 novembre. »"""
    return said(speaker, case, "case.noted", "case.noted_soon")


def said(speaker: Speaker, case: Case, dated: str, undated: str) -> str:
    """A sentence with the day until when an answer can be expected, or one without."""
    turn, locale = speaker.turn, case_diagnosis.locale_of(speaker.turn, case)
    if case.due_at is None or case.due_at <= turn.at:
        return turn.say(locale, undated, ref=case.ref)
    until = answer_due.until(turn, case.programme, case.due_at, locale)
    return turn.say(locale, dated, ref=case.ref, until=until)


def word(speaker: Speaker, case: Case, key: str) -> str:
    """A sentence to the person of a case, in the register of its programme."""
    return speaker.turn.say(case_diagnosis.locale_of(speaker.turn, case), key, ref=case.ref)


def noted(speaker: Speaker, case: Case) -> None:
    """Say that their words are with the staff; by mail, an answer to this comes to the case as
    well."""
    text = sentence(speaker, case)
    if speaker.chatting:
        speaker.reply(text, letter=NOTED)
        await_reply(speaker.turn, case, speaker.address)
    else:
        by_mail(speaker, case, text, NOTED)


def await_reply(turn: Turn, case: Case, address: Address) -> None:
    """Make the person's next words in this chat an answer to the case, unless another answer is
    awaited there or their claim still asks. By mail a secret finds the case."""
    chat = turn.db.get(Conversation, (address.door, address.value))
    if address.door == people.MAIL or chat is None:
        return
    awaited = expecting_columns.read(chat.expecting, chat.about)
    claim = turn.db.get(Claim, chat.claim_id) if chat.claim_id else None
    asks = claim is not None and claim.state in ASKING | MENDABLE
    if asks or not isinstance(awaited, ExpectingNothing | ExpectingCaseReply):
        return
    chat.expecting, chat.about = expecting_columns.written(ExpectingCaseReply(case.ref))
    chat.updated_at = turn.at
    turn.db.add(chat)
    turn.db.flush()


def by_mail(speaker: Speaker, case: Case, text: str, letter: str) -> None:
    """Send a letter in their thread whose answer finds the case."""
    turn, incoming, address = speaker.turn, speaker.incoming, speaker.address
    to = To(address.door, address.value, address.person_id, case.claim_id)
    if incoming.door != people.MAIL:
        speaker.reply(text)
        return
    if said_often(turn, to, MessageKind.REPLY, text):
        turn.effects.conclude(Outcome.IGNORED, "the same answer again and again")
        return
    speaker.said += 1
    subject = f"{incoming.source}:{incoming.source_id}:{speaker.said}"
    secret = tokens.give(turn, Purpose.CASE, address, about=case.id, programme=case.programme)
    locale = case_diagnosis.locale_of(turn, case)
    values = {"text": text, "ref": case.ref, "sender": case_diagnosis.team_of(turn, case, locale)}
    message = Message(text, locale, letter=letter, values=values, token=secret)
    outbox.put(turn, to, MessageKind.REPLY, subject, message)


def standing(speaker: Speaker) -> list[str]:
    """The lines of `/status` about the person's cases that are not closed."""
    cases = case_life.told_to(speaker.turn, speaker.person)
    return [standing_of(speaker, case) for case in cases]


def standing_of(speaker: Speaker, case: Case) -> str:
    """Whose turn it is in a case, and until when."""
    if case.state == CaseState.OPEN:
        return said(speaker, case, "case.stands_with_us", "case.stands_overdue")
    return word(speaker, case, "case.stands_with_you")
