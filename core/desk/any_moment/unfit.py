"""Words that answer nothing of what a claim asks: an example first, then where the answer is found
and a human to press, then a human."""

from collections.abc import Callable

from core.claims import claim_form
from core.claims.states import State
from core.desk.chat import misfits
from core.desk.claim import conversation, next_question, steps
from core.desk.expecting import ExpectingChoice, ExpectingNothing
from core.desk.faq import answer as faq
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.programmes.answers.answer import CheckedAnswer, HalfAnswer

CALLED = 3  # the time in a row at which a human is called by itself


def answer(speaker: Speaker, claim: Claim) -> None:
    """Hear an answer to a claim; in a chat, words that answer nothing are counted."""
    read = speaker.understood.answers
    half = any(isinstance(each, HalfAnswer) for each in read.problems.values())
    likely = any(each.likely for each in read.unsure.values())
    silent = not (read.answers or likely or half or speaker.incoming.fields)
    if speaker.chatting and silent and claim.state == State.DRAFT:
        unlikely = [each.choices for each in read.unsure.values() if not each.offered]
        count(speaker, claim, conversation.hear, steps.explained, *unlikely[:1])
    else:
        hear_again(speaker, claim)


def hear_again(speaker: Speaker, claim: Claim) -> None:
    """Hear an answer; one that a rule refuses is counted too."""
    times, asked = 1 + misfits.so_far(speaker), claim.asked
    first = misfits.way_out(speaker, times) if speaker.chatting else ()
    conversation.hear(speaker, claim, first)
    refused = speaker.chatting and asked in speaker.turn.effects.problems
    if refused and isinstance(speaker.awaited, ExpectingNothing):
        speaker.expect(ExpectingNothing(times))


def stuck(speaker: Speaker, claim: Claim) -> None:
    """Say where the answer is found to who does not know it; whoever says so again is offered a
    human."""
    if speaker.chatting and claim.state == State.DRAFT and is_plain(speaker):
        count(speaker, claim, steps.stuck, lambda _speaker, _claim: "")
    else:
        steps.stuck(speaker, claim)


def is_plain(speaker: Speaker) -> bool:
    """Whether a question of the form is asked, not the address before it."""
    return isinstance(speaker.awaited, ExpectingNothing | ExpectingChoice)


def count(
    speaker: Speaker,
    claim: Claim,
    first: Callable[[Speaker, Claim], None],
    explained: Callable[[Speaker, Claim], str],
    readings: tuple[CheckedAnswer, ...] = (),
) -> None:
    """Do what is done `first`; the second time in a row say what is `explained` then, with a
    human to press first; the third time call one. A yes in words still takes the one of the
    `readings`."""
    times = 1 + misfits.so_far(speaker)
    form = claim_form.form_of(speaker.turn, claim)
    if times >= CALLED:
        speaker.expect()
        faq.human(speaker, claim.programme, speaker.word("act.calls_human"))
    elif times == misfits.TWICE:
        told = " ".join(filter(None, (explained(speaker, claim), speaker.word("stuck.second"))))
        next_question.go_on(speaker, form, told, misfits.way_out(speaker, times))
        speaker.turn.effects.conclude(Outcome.REJECTED, "nothing fits again")
    else:
        first(speaker, claim)
    if speaker.claim == claim and form.missing and is_plain(speaker):
        left = times % CALLED
        speaker.expect(ExpectingChoice(readings, left) if readings else ExpectingNothing(left))
