"""The order in the words of one of the staff: what is exact first, then the likeliest act."""

from dataclasses import dataclass

from core.desk.known_writer import known_of
from core.desk.orders import look_up
from core.desk.review import absence
from core.desk.speaker import Speaker
from core.reading.acts.decisions import consults, own_lines, parted, undoes, verdict_in
from core.reading.acts.kinds import ActKind, ReviewVerdict
from core.reading.acts.read import ASKABLE
from core.reading.acts.reasons import halts
from core.reading.acts.usual_words import usual_words
from core.reading.languages import compiled, either
from core.reading.text import fold, words
from core.review import reassign

ACTS = {
    ReviewVerdict.APPROVE: ActKind.APPROVE,
    ReviewVerdict.RETURN: ActKind.RETURN,
    ReviewVerdict.REFUSE: ActKind.REFUSE,
}
VERDICTS = {act: verdict for verdict, act in ACTS.items()}
# What is asked about before it is done, so that a likely reading is enough to ask.
ASKED_ABOUT = frozenset((*VERDICTS, ActKind.UNDO))
DONE_AT_ONCE = frozenset(
    (ActKind.SECOND, ActKind.ASSIGN, ActKind.QUEUE, ActKind.FIND, ActKind.AWAY, ActKind.AWARD)
)

# What shows something and changes nothing is done on a hint; less is enough where a name is known.
HINTED, NAMED = 0.1, 0.02
# « Le lien ne s'ouvre pas »: what a learner would say of theirs, a reviewer says of what waits.
FAULTS = frozenset((ActKind.LOST, ActKind.CORRECT, ActKind.NEW_CODE, ActKind.DENY))
OWN = compiled(rf"\b(?:{either('staff.own')})\b")


@dataclass(frozen=True, slots=True)
class StaffOrder:
    """What one of the staff orders; `reason` are the words of a refusal or of a wish for a change.
    `doubted`: it was said as a question, so that it may be none."""

    kind: ActKind
    reason: str = ""
    doubted: bool = False


def order_in(speaker: Speaker, *, at_card: bool) -> StaffOrder | None:
    """The one order in the words; None where there is none, or more than one.

    `at_card`: a claim waits, so that yes and no are a decision on it.
    """
    return exact_order(speaker, at_card=at_card) or likely_order(speaker, at_card=at_card)


def exact_order(speaker: Speaker, *, at_card: bool) -> StaffOrder | None:
    """The order that known phrases say, and nothing else."""
    text, known = speaker.incoming.text, known_of(speaker)
    if undoes(text, known):
        return StaffOrder(ActKind.UNDO)
    if at_card and consults(text, known):
        return StaffOrder(ActKind.SECOND)
    if at_card:
        verdict, reason = verdict_in(text, known)
        if verdict is not None:
            return StaffOrder(ACTS[verdict], reason)
    return StaffOrder(ActKind.AWAY) if absence.announced(speaker) else None


def likely_order(speaker: Speaker, *, at_card: bool) -> StaffOrder | None:
    """The order that the reading finds: sure where it is done at once, likely where it is asked
    about. Two decisions at once are none, nor is what is a question or calls a halt."""
    reading, text = speaker.understood.reading, speaker.incoming.text
    decides = [
        act.kind
        for act in reading.acts
        if act.kind in ASKED_ABOUT and act.certainty >= ASKABLE and "?" not in act.words
    ]
    decides = [] if halts(text) else [each for each in decides if at_card or each is ActKind.UNDO]
    if len(decides) == 1:
        return StaffOrder(decides[0], reason_in(speaker, decides[0]))
    if decides:
        return None
    sure = [act.kind for act in reading.acts if act.kind in DONE_AT_ONCE and act.sure]
    if sure:
        return StaffOrder(sure[0], doubted="?" in text)
    return hinted_order(speaker, at_card=at_card)


def hinted_order(speaker: Speaker, *, at_card: bool) -> StaffOrder | None:
    """The order that words hint at which are sure of none: whom they name is known, or they find
    fault with what waits. The last two are asked about."""
    reading, text = speaker.understood.reading, speaker.incoming.text
    hinted = {act.kind for act in reading.acts}
    if reading.hints.get(ActKind.FIND, 0.0) >= NAMED and look_up.known(speaker):
        return StaffOrder(ActKind.FIND)
    if ActKind.ASSIGN in hinted and names_colleague(speaker):
        return StaffOrder(ActKind.ASSIGN, doubted=True)
    if reading.hints.get(ActKind.QUEUE, 0.0) >= HINTED:
        return StaffOrder(ActKind.QUEUE)
    of_claim = at_card and "?" not in text and not OWN.search(fold(text))
    if of_claim and hinted & FAULTS:
        return StaffOrder(ActKind.RETURN, reason_in(speaker, ActKind.RETURN))
    return None


def names_colleague(speaker: Speaker) -> bool:
    """Whether the words hold the name of somebody else who decides on claims."""
    told = set(words(speaker.incoming.text))
    others = reassign.colleagues(speaker.turn, speaker.person)
    return any(told.intersection(words(each.name)) for each in others)


def reason_in(speaker: Speaker, kind: ActKind) -> str:
    """The words of a refusal or a wish for a change as the person would read them, without
    greeting and closing; empty where they say no more than that."""
    if kind not in (ActKind.REFUSE, ActKind.RETURN):
        return ""
    told, _ = parted(list(own_lines(speaker.incoming.text)), known_of(speaker))
    return "" if usual_words(ActKind.DENY).issuperset(words(told)) else told
