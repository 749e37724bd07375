"""What cannot be taken back waits where anything speaks against it: never a wrong final act."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from core.reading.acts.accounting import KnownWriter, may_correct
from core.reading.acts.act import SURE, Act
from core.reading.acts.kinds import BESIDE, FINAL, ActKind
from core.reading.acts.reasons import halts
from core.reading.acts.signatures import NAME
from core.reading.acts.usual_words import hedged
from core.reading.written_speech import spoken

HELD = SURE - 0.01  # the certainty of an act that is held back: it is asked about
FINAL_SURE = 0.9
LIKELY_TOO = 0.3  # the certainty from which another act beside it speaks against it
EXCUSE = 7  # words: « désolé du retard, j'étais en déplacement »
BEGINNING = 5  # words: what follows is a reason
# What reaches somebody else word for word: said so, not guessed.
NEVER_GUESSED = frozenset((ActKind.REPLY,))
# Where a reason belongs to the act, its words are not those of a phrase.
WORDED = frozenset((ActKind.REFUSE, ActKind.RETURN, ActKind.REPLY, ActKind.AWARD))
# « Je crois que vous vous trompez, je n'ai jamais … »: said with hedges by most people.
SURELY_NOT = 0.96
# Words of others, what trails off, what is not meant: « il a dit "c'est bon" », « mouais… », 🙄.
NOT_SAID = re.compile(r"[«»“”„\"…🙃🙄😒😏🤨🤔😑]|\.\.\.")


def hold_back(acts: Sequence[Act], text: str = "", beside: Collection[str] = ()) -> list[Act]:
    """The acts, those that cannot be taken back made unsure where something speaks against them:
    another act, how the `text` is written, or what stands `beside` them."""
    return [
        replace(act, certainty=min(act.certainty, HELD))
        if act.kind in FINAL and act.certainty > HELD and doubtful(act, acts, text, beside)
        else act
        for act in acts
    ]


def doubtful(act: Act, acts: Sequence[Act], text: str, beside: Collection[str]) -> bool:
    """Whether a final act is not sure enough, is asked or hedged, or stands beside others."""
    others = [each for each in acts if each.kind is not act.kind]
    if act.kind in NEVER_GUESSED or act.certainty < FINAL_SURE or beside:
        return True
    if any(each.kind not in BESIDE and each.certainty >= LIKELY_TOO for each in others):
        return True
    asides = any(map(is_aside, others))
    if NOT_SAID.search(text) or "?" in (act.words if asides else text + act.words):
        return True
    said = spoken(act.words)
    if act.kind is ActKind.REFUSE and len(said) == 1:
        return True  # « non » to a card: refused, or to be changed?
    if act.kind in WORDED:
        return hedged(said[:BEGINNING], act.kind) or halts(act.words)
    begun = [word for each in others for word in spoken(each.words)[:1]]  # « mais … ? »
    surely = act.kind is ActKind.NOT_ME and act.certainty >= SURELY_NOT
    return (hedged(said, act.kind) and not surely) or hedged(begun, act.kind)


def said_beside(acts: Sequence[Act]) -> list[str]:
    """What is said beside the final acts, where it is a condition, or more than an excuse."""
    others = [act for act in acts if not (act.sure and act.kind in FINAL)]
    conditions = [act.words for act in others if is_condition(act.words)]
    left = [act.words for act in others if not act.sure and not is_aside(act)]
    long = sum(len(spoken(words)) for words in left) > EXCUSE
    return [*conditions, *(left if long else ())]


def is_condition(words: str) -> bool:
    """« … sous réserve que ça reste privé »: hedges what stands beside it, and asks nothing."""
    return "?" not in words and hedged(spoken(words), ActKind.CONFIRM)


def is_aside(act: Act) -> bool:
    """Whether it is likely a question or thanks, which take nothing back."""
    return act.kind in BESIDE and act.certainty >= LIKELY_TOO


def other_names(clauses: Sequence[str], known: KnownWriter) -> list[str]:
    """The clauses that look like the writer's name in another spelling: it may be corrected."""
    return [
        clause
        for clause in clauses
        if known.names and NAME.fullmatch(clause) and may_correct(clause, known.names)
    ]
