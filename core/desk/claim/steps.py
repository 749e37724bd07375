"""What typed steps do: back, no answer, the answer of the last time, help with a question."""

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.desk.claim import conversation, next_question, one_answer
from core.desk.expecting import ExpectingAddress
from core.desk.on_screen import shown
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Answer, Claim
from core.people.joined import selves
from core.programmes import answers_as_text
from core.programmes.answers.answering import CheckedAnswer, SeveralReadings
from core.programmes.file_values import said
from core.programmes.form import Question, QuestionKind


def asked(form: ClaimForm) -> Question | None:
    """The question that stands; None where all are answered."""
    return form.question(form.claim.asked) or next(iter(form.missing), None)


def back(speaker: Speaker, claim: Claim) -> None:
    """The question before, in a chat; a letter gets all that is missing again."""
    if isinstance(speaker.awaited, ExpectingAddress):
        conversation.resume(speaker, claim)
        return
    form = claim_form.form_of(speaker.turn, claim)
    question = asked(form)
    if question is not None and not claim.asked:
        claim.asked = question.name
    one_answer.back(speaker, claim)


def skip(speaker: Speaker, claim: Claim) -> None:
    """No answer, where the question can do without; else help with it."""
    question = asked(claim_form.form_of(speaker.turn, claim))
    if question is not None and question.optional:
        one_answer.skip(speaker, claim, question.name)
    else:
        stuck(speaker, claim)


def keep(speaker: Speaker, claim: Claim) -> None:
    """The answer that stands stays as it is."""
    one_answer.keep_answer(speaker, claim)


def same(speaker: Speaker, claim: Claim) -> None:
    """What the person answered to that question before, to be said yes to."""
    form = claim_form.form_of(speaker.turn, claim)
    question = asked(form)
    again = question is not None and question.kind is not QuestionKind.FILE  # a file is sent anew
    before = earlier(speaker, form, question) if question and again else None
    if question is None or before is None:
        next_question.go_on(speaker, form, speaker.word("stuck.nothing_before"))
        return
    told = CheckedAnswer(before.value, before.said)
    shown = form.shown_as(question, before.value)
    unsure = SeveralReadings("stuck.same_as_before", (told,), answer=shown)
    if speaker.chatting:
        next_question.offer(speaker, form, question, unsure)
        return
    conversation.tell(speaker, form, conversation.keep(speaker, form, {question.name: told}))


def earlier(speaker: Speaker, form: ClaimForm, question: Question) -> Answer | None:
    """The person's latest answer to the question of that name in another claim of the programme,
    else of any."""
    query = (
        select(Answer, Claim.programme)
        .join(Claim, col(Claim.id) == Answer.claim_id)
        .where(col(Claim.person_id).in_(selves(speaker.turn, speaker.person)))
        .where(Answer.question == question.name, Answer.value != "", Claim.id != form.claim.id)
        .order_by(col(Answer.answered_at).desc())
    )
    found = [row for row in speaker.turn.db.exec(query) if not row[0].wrong]
    own = [row for row in found if row[1] == form.claim.programme]
    return next((answer for answer, _ in own or found), None)


def stuck(speaker: Speaker, claim: Claim) -> None:
    """Where the answer is found, and the ways on: without one where that may be, or a human."""
    form = claim_form.form_of(speaker.turn, claim)
    if isinstance(speaker.awaited, ExpectingAddress):
        speaker.turn.effects.conclude(Outcome.ASKED, "help")
        speaker.reply(
            next_question.joined(speaker.word("stuck.mail"), speaker.word("account.mail_ask"))
        )
        return
    question = asked(form)
    if question is None or claim.state == State.READY:
        conversation.resume(speaker, claim)
        return
    way = speaker.word("stuck.or_skip") if question.optional else speaker.word("stuck.or_human")
    next_question.go_on(speaker, form, f"{explained(speaker, claim)} {way}")


def explained(speaker: Speaker, claim: Claim) -> str:
    """Where the answer to the question that stands is found; empty where none stands."""
    question = asked(claim_form.form_of(speaker.turn, claim))
    if question is None:
        return ""
    told = speaker.word(f"stuck.{question.kind}")
    if speaker.chatting or question.kind is not QuestionKind.CHOICE:
        return told
    labels = [said(option.label, speaker.language) for option in question.options]
    options = answers_as_text.either(labels, speaker.language)
    return f"{told} {speaker.word('answers.which_option', options=options)}"


def ask_again(speaker: Speaker, claim: Claim, name: str) -> None:
    """One question again, as it was said to be wrong; a letter gets the line to fill in."""
    if speaker.chatting:
        one_answer.edit(speaker, claim, name)
        return
    form = claim_form.form_of(speaker.turn, claim)
    one_answer.reopen(speaker, form, name)
    next_question.ask_all(speaker, form)
    speaker.turn.effects.conclude(Outcome.ASKED)


def which_is_wrong(speaker: Speaker, claim: Claim) -> None:
    """Ask which answer is to be changed: a button each; a letter has the lines."""
    form = claim_form.form_of(speaker.turn, claim)
    answered = [
        each for each in form.questions if each.name in form.rows and not form.lacks(each.name)
    ]
    if not answered:
        conversation.resume(speaker, claim)
        return
    rows = tuple(
        (Button(each.label_in(form.language), f"edit:{claim.ref}:{each.name}"),)
        for each in answered
    )
    labels = "\n".join(f"- {each.label_in(form.language)}" for each in answered)
    word = "stuck.which_wrong" if speaker.chatting else "stuck.which_wrong_letter"
    speaker.about(claim)
    speaker.turn.effects.conclude(Outcome.ASKED, "which answer")
    text = speaker.word(word, labels=labels)
    speaker.reply(text, rows if speaker.chatting else (), claim=claim)


def no_such_number(speaker: Speaker, count: int) -> None:
    """A number that stands nowhere on the screen: the choices once more."""
    last = next(iter(shown(speaker.turn, speaker.address.door, speaker.address.value, 1)), None)
    buttons = last.message.buttons if last else ()
    speaker.turn.effects.conclude(Outcome.REJECTED, "no such number")
    speaker.reply(speaker.word("stuck.no_such_number", count=str(count)), buttons, awaits=True)
