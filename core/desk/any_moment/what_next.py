"""« C'est quoi la suite ? »: what comes, with whom and by when, at every point of a claim."""

from core.claims import claim_form, eligibility, recap
from core.claims.claim_form import ClaimForm
from core.claims.path import BY_ITSELF, path
from core.claims.states import ASKING, State
from core.desk import at_hand, menu, wishes
from core.desk.any_moment import talk
from core.desk.expecting import ExpectingCaseReply
from core.desk.handling import Handling
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Message
from core.people.roles import works_here
from core.reading.form_steps import Step, step_in
from core.support import case_life
from core.support.case import CaseState


def asked(speaker: Speaker) -> Handling | None:
    """Whether the words ask what comes next, and of us: not of the human who answered."""
    incoming = speaker.incoming
    if incoming.fields or incoming.group or not speaker.proven:
        return None
    if step_in(incoming.text) is not Step.NEXT or with_human(speaker):
        return None
    return None if speaker.claim is None and works_here(speaker.turn, speaker.person) else NEXT


NEXT = Handling(f"step {Step.NEXT}")


def with_human(speaker: Speaker) -> bool:
    """Whether a human of the staff has the word, or the person asked to write to one."""
    awaited = speaker.awaited
    if not isinstance(awaited, ExpectingCaseReply):
        return False
    case = case_life.locked_case(speaker.turn, awaited.ref)
    return awaited.asked or (case is not None and case.state == CaseState.ANSWERED)


def tell(speaker: Speaker) -> None:
    """Say what comes next in the claim under way, with the buttons of where it stands; else where
    everything stands."""
    claim = at_hand.under_way(speaker)
    if claim is None or claim.state not in ASKING:
        if wishes.is_under_way(speaker) or wishes.holds_some(speaker):
            wishes.where(speaker)
        else:
            menu.show(speaker, speaker.word("status.nothing"))
        return
    form = claim_form.form_of(speaker.turn, claim)
    text = f"{steps(speaker, form)}\n{path(speaker.turn, form, claim.state, '')}"
    if claim.state == State.READY:
        speaker.turn.effects.conclude(Outcome.ASKED, "what comes next")
        buttons = recap.buttons(speaker.turn, form) if speaker.chatting else ()
        speaker.put(Message(text, speaker.locale, buttons, values={"text": text}), claim)
    else:
        talk.go_on(speaker, text)


def steps(speaker: Speaker, form: ClaimForm) -> str:
    """What the person still does, then who decides and within how many days."""
    review = form.definition.review
    missing = ", ".join(question.label_in(form.language) for question in form.missing)
    first = speaker.word("status.next_answers", missing=missing)
    if not missing:
        first = speaker.word("status.next_yes")
    then = "status.next_people"
    if review.by in BY_ITSELF:
        doubted = missing or eligibility.unproven(speaker.turn, form)
        then = "status.next_perhaps" if doubted else "status.next_itself"
    return f"{first} {speaker.word(then, days=str(review.days))}"
