"""Which act of a message is served at once, whatever was asked, and what is said before it."""

import re
from collections.abc import Callable

from core.claims import claim_form
from core.claims.states import State
from core.desk import at_hand, wishes
from core.desk.any_moment import offers, talk
from core.desk.any_moment.talk import awaits_address, is_asking
from core.desk.claim import status
from core.desk.expecting import ExpectingOffer
from core.desk.handling import Handling
from core.desk.speaker import SaidFirst, Speaker
from core.desk.understanding.understand import GIVEN
from core.reading.acts.kinds import ActKind
from core.reading.acts.read import Reading

# The first of these that is meant is served. What opens or ends most comes before what only tells.
ORDER = (
    ActKind.STOP,
    ActKind.NOT_ME,
    ActKind.HUMAN,
    ActKind.NEW_CODE,
    ActKind.OTHER_ADDRESS,
    ActKind.LOST,
    ActKind.WITHDRAW,
    ActKind.ERASE,
    ActKind.MY_DATA,
    ActKind.LANGUAGE,
    ActKind.BACK,
    ActKind.WAIT,
    ActKind.STATUS,
    ActKind.SHARE,
    ActKind.CLAIM,
    ActKind.HELP,
    ActKind.IDENTITY,
    ActKind.COMPLAIN,
    ActKind.COURTESY,
)
# A value in the same words goes first: then the conversation of the claim goes on with it.
VALUE = re.compile(r"\d|@")
INTERRUPTS = (
    ActKind.HUMAN,
    ActKind.NEW_CODE,
    ActKind.OTHER_ADDRESS,
    ActKind.LANGUAGE,
    ActKind.WAIT,
    ActKind.HELP,
    ActKind.IDENTITY,
    ActKind.COURTESY,
)
OPEN = frozenset(State) - {State.ISSUED, State.WITHDRAWN}
VALUES = (ActKind.ANSWER, ActKind.CORRECT, ActKind.CONFIRM, ActKind.DENY)


def served(speaker: Speaker) -> Handling | None:
    """The handling of the act that is served at once; None where the words go on to what was
    asked."""
    reading, awaited = speaker.understood.reading, speaker.awaited
    if isinstance(awaited, ExpectingOffer) and (kind := offers.picked(awaited, speaker)):
        return Handling(f"act {kind}")
    if isinstance(awaited, GIVEN):
        return None  # what was asked for is told as it stands, whatever its words
    if speaker.incoming.fields or wishes.within_story(speaker):
        return None
    meant = [act.kind for act in reading.sure]
    if ActKind.HUMAN in meant and not speaker.understood.answers.answers:
        return Handling(f"act {ActKind.HUMAN}")
    if at_hand.under_way(speaker) is not None and reading.has(*VALUES):
        return None
    kind = next((kind for kind in ORDER if kind in meant and may(speaker, kind)), None)
    return Handling(f"act {kind}") if kind else None


def while_searching(speaker: Speaker) -> Handling | None:
    """What is served at once while a lost badge is searched for, where no value was told."""
    if speaker.incoming.fields or VALUE.search(speaker.incoming.text):
        return None
    meant = [act.kind for act in speaker.understood.reading.sure]
    kind = next((kind for kind in ORDER if kind in meant and kind in INTERRUPTS), None)
    return Handling(f"act {kind}") if kind else None


def may(speaker: Speaker, kind: ActKind) -> bool:
    """Whether an act can be served where things stand."""
    return kind not in ONLY_IF or ONLY_IF[kind](speaker)


ONLY_IF: dict[ActKind, Callable[[Speaker], bool]] = {
    ActKind.STOP: lambda speaker: speaker.proven or speaker.bears,
    ActKind.NOT_ME: wishes.may_disown,
    ActKind.NEW_CODE: awaits_address,
    ActKind.LOST: lambda speaker: not wishes.answers_too(speaker),
    ActKind.BACK: lambda speaker: is_asking(speaker) and speaker.chatting,
    ActKind.WITHDRAW: is_asking,
    ActKind.WAIT: lambda speaker: speaker.chatting,
    ActKind.COURTESY: lambda speaker: speaker.chatting or talk.thanks(speaker),
}


def said_first(speaker: Speaker) -> None:
    """Keep what is told before the words go on: who we are, where the claim stands."""
    reading = speaker.understood.reading
    if speaker.aside is None and reading.has(*VALUES):
        told = "\n\n".join(telling(speaker, reading))
        speaker.aside = SaidFirst(told) if told else None


def telling(speaker: Speaker, reading: Reading) -> list[str]:
    """The sentences for what is asked beside an answer."""
    told = [speaker.word("act.identity")] if reading.has(ActKind.IDENTITY) else []
    claim = at_hand.under_way(speaker)
    if claim is not None and claim.state == State.READY and reading.has(ActKind.STATUS):
        told.append(speaker.word("act.status_at_recap"))
    elif claim is not None and claim.state in OPEN and reading.has(ActKind.STATUS):
        told.append(status.line(speaker, claim_form.form_of(speaker.turn, claim)))
    return told
