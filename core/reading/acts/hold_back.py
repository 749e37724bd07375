"""What cannot be taken back waits while anything beside it was said: never a wrong final act."""

from collections.abc import Sequence
from dataclasses import replace

from core.reading.acts.act import SURE, Act
from core.reading.acts.kinds import FINAL, ActKind
from core.reading.acts.usual_words import hesitations, usual_words
from core.reading.text import words

HELD = SURE - 0.05  # the certainty of an act that is held back: it is asked about
FINAL_SURE = 0.8
# What may be said beside a final act without taking anything of it back.
BESIDE = frozenset(
    (
        ActKind.ASK,
        ActKind.STATUS,
        ActKind.SHARE,
        ActKind.IDENTITY,
        ActKind.COURTESY,
        ActKind.MY_DATA,
    )
)
# Where a reason belongs to the act, its words are not those of a phrase.
WORDED = frozenset((ActKind.REFUSE, ActKind.RETURN, ActKind.REPLY, ActKind.AWARD))


def hold_back(acts: Sequence[Act]) -> list[Act]:
    """The acts, those that cannot be taken back made unsure where something could speak against."""
    return [
        replace(act, certainty=min(act.certainty, HELD))
        if act.kind in FINAL and doubtful(act, acts)
        else act
        for act in acts
    ]


def doubtful(act: Act, acts: Sequence[Act]) -> bool:
    """Whether a final act is not sure enough, is asked or hedged, or stands beside other words."""
    others = [each for each in acts if each.kind is not act.kind]
    if act.certainty < FINAL_SURE or "?" in act.words:
        return True
    if any(each.kind not in BESIDE or not each.sure for each in others):
        return True
    return act.kind not in WORDED and not of_known_words(act)


def of_known_words(act: Act) -> bool:
    """Whether people use each of its words for this act, and none of them hedges."""
    said = words(act.words)
    return usual_words(act.kind).issuperset(said) and hesitations().isdisjoint(said)
