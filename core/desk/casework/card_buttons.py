"""The buttons of a case's card. In a group nothing of the person is said: that comes privately."""

from dataclasses import replace

from core.desk.casework import dialogues, person_replies
from core.desk.casework.actions import ACTIONS, STEPS
from core.desk.casework.case_action import allowed
from core.desk.speaker import Speaker, conversation
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Case
from core.people.roles import Right
from core.support import case_life

PRIVATE_FROM = 50  # the numbers of the answers that do not go to the group


def pressed(speaker: Speaker, name: str, ref: str, more: str) -> None:
    """Work a press, `case:<action>:<ref>:<seen or more>`; refused alike for no case and for
    somebody else's."""
    case = case_life.locked_case(speaker.turn, ref)
    if name == "reply":
        person_replies.begin(speaker, case)
        return
    try:
        act(speaker, case, name, more)
    except Refusal as refusal:
        refuse(speaker, refusal)


def act(speaker: Speaker, case: Case | None, name: str, more: str) -> None:
    """What needs words or shows the person goes on in private; the rest is done at once, as is all
    on a page, which has asked for the words.

    `name` is that of an action, or of a step in its dialogue. Raises a `Refusal`.
    """
    action, step = STEPS[name] if name in STEPS else (ACTIONS.get(name), None)
    if action is None:
        raise Refusal("case.not_yours")
    known = allowed(speaker.at_work, case, action.right)
    if step is None and action.dialogue is not None and speaker.chatting:
        step = action.dialogue.ask
    if step is not None:
        step(in_private(speaker), known, action, more)
        return
    words = speaker.incoming.fields.get("words", "")
    action.effect(speaker.at_work, known, words, int(more) if more.isdecimal() else None)
    dialogues.done(speaker, known)


def refuse(speaker: Speaker, refusal: Refusal) -> None:
    """Say why nothing was done, and by whom it was done before, and show what is proposed now."""
    speaker.turn.effects.conclude(Outcome.REJECTED, refusal.word)
    speaker.reply(speaker.word(refusal.word, **refusal.values))
    if refusal.word == "case.proposal_changed":
        case = case_life.locked_case(speaker.turn, refusal.values["ref"])
        dialogues.show(in_private(speaker), allowed(speaker.at_work, case, Right.SUPPORT))


def in_private(speaker: Speaker) -> Speaker:
    """The speaker as if in their own chat, so that nothing of a case is said in a group; themselves
    where they are there already."""
    if not speaker.incoming.group:
        return speaker
    address = speaker.address
    here = replace(speaker.incoming, group=False, place=address.value, remote_id="")
    chat = conversation(speaker.turn, address, address.value)
    return replace(speaker, incoming=here, chat=chat, said=PRIVATE_FROM)
