"""What cannot be taken back waits while anything beside it was said: never a wrong final act."""

from collections.abc import Sequence
from dataclasses import replace

from core.reading.acts.act import SURE, Act
from core.reading.acts.kinds import FINAL, ActKind
from core.reading.acts.reasons import halts
from core.reading.acts.usual_words import hedged, usual_words
from core.reading.languages import written
from core.reading.text import fold, words
from core.reading.written_speech import spoken

HELD = SURE - 0.05  # the certainty of an act that is held back: it is asked about
FINAL_SURE = 0.8
BEGINNING = 5  # words: what follows is a reason
SAID_PLAINLY = 2  # words: one alone may only begin a sentence
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
# What reaches somebody else word for word: said so, not guessed.
NEVER_GUESSED = frozenset((ActKind.REPLY,))
# Where a reason belongs to the act, its words are not those of a phrase.
WORDED = frozenset((ActKind.REFUSE, ActKind.RETURN, ActKind.REPLY, ActKind.AWARD))


def hold_back(acts: Sequence[Act], *, left: str = "") -> list[Act]:
    """The acts, those that cannot be taken back made unsure where something could speak against:
    another act, or words that are `left` because they are nobody's act."""
    return [
        replace(act, certainty=min(act.certainty, HELD))
        if act.kind in FINAL and act.certainty > HELD and doubtful(act, acts, left)
        else act
        for act in acts
    ]


def doubtful(act: Act, acts: Sequence[Act], left: str) -> bool:
    """Whether a final act is not sure enough, is asked or hedged, or stands beside other words."""
    others = [each for each in acts if each.kind is not act.kind]
    if act.kind in NEVER_GUESSED or act.certainty < FINAL_SURE or "?" in act.words or left:
        return True
    if any(each.kind not in BESIDE or not each.sure for each in others):
        return True
    if others and len(spoken(act.words)) < SAID_PLAINLY and not plainly(act.words):
        return True  # « right, who are you? »
    said = spoken(act.words)
    if act.kind in WORDED:
        return hedged(said[:BEGINNING], act.kind) or halts(act.words)
    begun = [word for each in others for word in spoken(each.words)[:1]]  # « mais … ? »
    return hedged(said, act.kind) or hedged(begun, act.kind) or strange(act, said)


def strange(act: Act, said: Sequence[str]) -> bool:
    """Whether a word is none that people use for this act."""
    return not usual_words(act.kind).issuperset(said)


def plainly(words_said: str) -> bool:
    """Whether one word is the plain yes of a language, and no « right » that begins a sentence."""
    return set(words(words_said)) <= {fold(each) for each in written("language.yes")}
