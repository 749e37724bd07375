"""One message in, replies out: the way that every input of every door takes."""

from core.desk import classify, handlers, wishes
from core.desk.any_moment import served
from core.desk.casework import by_chat as case_by_chat
from core.desk.chat import misfits, toasts
from core.desk.expecting import (
    ExpectingAnswerYes,
    ExpectingChoice,
    ExpectingErasureYes,
    ExpectingNothing,
    ExpectingOrderYes,
    ExpectingTalents,
    ExpectingUndo,
    ExpectingWhichClaim,
)
from core.desk.faq import answer as faq
from core.desk.identity import add_address, first_language
from core.desk.incoming import Incoming
from core.desk.speaker import SaidFirst, Speaker, meet
from core.desk.understanding.understand import look_ahead, still
from core.desk.understood import Understood
from core.ground.effects import Effects, Outcome
from core.ground.rows import inbox
from core.ground.watched import committed
from core.ground.watched.about import about, input_name, touches
from core.ground.world import World, runs_again
from core.issuing.issue import issue_approved

# What is offered once, and over with the next words that don't take it.
ONCE = (
    ExpectingChoice
    | ExpectingUndo
    | ExpectingOrderYes
    | ExpectingWhichClaim
    | ExpectingAnswerYes
    | ExpectingTalents
    | ExpectingErasureYes
)


def receive(world: World, incoming: Incoming, *, issue: bool = True) -> Effects:
    """Work one input in one transaction; a repeat changes nothing.

    What is approved by it is issued at once, in a transaction of its own; should that fail, the
    timer that the first one set does it later. Who does not want to wait for it says `issue=False`
    and calls `issue_approved` with the effects.
    """
    with about(input=input_name(incoming.source, incoming.source_id)):
        effects = work(world, incoming, look_ahead(world, incoming))
        committed.worked(incoming.door, effects)
        return issue_approved(world, effects) if issue else effects


@runs_again
def work(world: World, incoming: Incoming, understood: Understood) -> Effects:
    """The turn of one input; what it has caused, once it is committed."""
    with world.turn() as turn:
        if not inbox.first_time(turn, incoming.source, incoming.source_id, incoming.raw):
            turn.effects.conclude(Outcome.DUPLICATE, "this input was worked before")
            return turn.effects
        if incoming.slim and understood.files:
            inbox.make_slim(turn, incoming.source, incoming.source_id, incoming.slim)
        speaker = meet(turn, incoming)
        if speaker.claim is not None:
            touches(speaker.claim.ref)
        said = incoming.text or incoming.choice or incoming.unreadable
        first_language.hear(speaker)
        speaker.understood = still(speaker, understood)
        turn.effects.acts = [act.as_json() for act in speaker.understood.reading.acts]
        hear(speaker)
        inbox.heard(turn, incoming.source, incoming.source_id, speaker.person.id, said)
    return turn.effects


def hear(speaker: Speaker) -> None:
    """Find out what an input is, once, and hand it to its one handler."""
    if speaker.incoming.cut:
        speaker.aside = SaidFirst(speaker.word("menu.too_large"))
    if case_by_chat.is_over(speaker) or add_address.is_over(speaker):
        speaker.expect()
    handling = classify.at_once(speaker)
    if handling is not None and handling.name.startswith("act "):
        let_undo_go(speaker)
    if handling is None:
        wishes.doubt_half(speaker)
        faq.answer_first(speaker)
        served.said_first(speaker)
        handling = classify.answering(speaker)
    if handling is None:
        let_go(speaker)
        handling = classify.otherwise(speaker)
    handlers.work(speaker, handling)
    if speaker.incoming.choice and speaker.chatting:
        toasts.show(speaker, handling)


def let_undo_go(speaker: Speaker) -> None:
    """« Annuler » takes a decision back right after it, not after other words."""
    if isinstance(speaker.awaited, ExpectingUndo):
        speaker.expect()


def let_go(speaker: Speaker) -> None:
    """What is offered once is over with other words: they are about something else."""
    offered = isinstance(speaker.awaited, ONCE)
    if offered and not speaker.incoming.fields:
        speaker.expect(ExpectingNothing(misfits.so_far(speaker)))
