"""Unsure is kind: the two or three likely readings as buttons, numbered by mail."""

from collections.abc import Sequence

from core.claims.states import State
from core.desk import at_hand
from core.desk.expecting import ExpectingOffer
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.reading.acts.kinds import ActKind
from core.reading.text import words


def offer(
    speaker: Speaker, kinds: Sequence[ActKind], text: str, unfit: int = 0, locale: str = ""
) -> None:
    """Say it with a button for each kind of act, in the person's locale or in this one; a letter
    numbers them."""
    locale = locale or speaker.locale
    usual = (ActKind.CLAIM, ActKind.LOST, ActKind.HUMAN)
    likely = [kind for kind in kinds if offered(speaker, kind)]
    shown = likely if len(likely) > 1 else list(dict.fromkeys((*likely, *usual)))[:MOST]
    if unfit and ActKind.HUMAN not in shown:
        shown = [*shown[: MOST - 1], ActKind.HUMAN]
    labels = [speaker.turn.say(locale, f"act.offer_{kind}") for kind in shown]
    rows = tuple((Button(label, f"act:{kind}"),) for label, kind in zip(labels, shown, strict=True))
    if not speaker.chatting:
        lines = [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
        text = "\n".join((text, *lines, speaker.turn.say(locale, "act.answer_number")))
    speaker.expect(ExpectingOffer(tuple(shown), unfit))
    speaker.turn.effects.conclude(Outcome.ASKED, "offered")
    speaker.reply(text, rows if speaker.chatting else (), awaits=True)


def offered(speaker: Speaker, kind: ActKind) -> bool:
    """Whether there is a button for a kind here: a yes only where a recap stands."""
    claim = at_hand.under_way(speaker)
    ready = claim is not None and claim.state == State.READY
    if kind is ActKind.CORRECT:
        return claim is not None
    return kind in SHOWN and (ready or kind not in AT_RECAP)


def picked(awaited: ExpectingOffer, speaker: Speaker) -> ActKind | None:
    """The kind whose number was said, and nothing else."""
    said = words(speaker.incoming.text)
    if len(said) != 1 or not said[0].isdigit():
        return None
    number = int(said[0])
    return awaited.kinds[number - 1] if 0 < number <= len(awaited.kinds) else None


MOST = 3
AT_RECAP = frozenset((ActKind.CONFIRM, ActKind.DENY))
SHOWN = frozenset(ActKind) - {
    ActKind.ANSWER,
    ActKind.COURTESY,
    ActKind.COMPLAIN,
    ActKind.APPROVE,
    ActKind.REFUSE,
    ActKind.RETURN,
    ActKind.UNDO,
    ActKind.SECOND,
    ActKind.ASSIGN,
    ActKind.AWAY,
    ActKind.AWARD,
    ActKind.REPLY,
    ActKind.TALK,
}
