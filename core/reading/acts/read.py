"""One message read as acts: which kinds, on which words, how surely; and what to offer if unsure.

The clauses that are greeting, closing, signature or footer are accounted for first. The others are
put together into the parts that read best, and each part is one act or nobody's. What cannot be
taken back is held back while anything beside it was said (see `hold_back`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.reading.acts.accounting import Account, ClauseKind, account
from core.reading.acts.act import Act
from core.reading.acts.hold_back import FINAL_SURE, HELD, hold_back, other_names, said_beside
from core.reading.acts.kinds import FINAL, ActKind
from core.reading.acts.parts import MOST_PARTS, Part, best_parts, clauses_of
from core.reading.acts.situation import Asked, Situation, SpeaksAs
from core.reading.acts.sureness import WholeMessage, whole_message

# From here an act is done: asking costs a press, a wrong one costs trust.
DONE = 0.72
CERTAIN = 0.85  # more than likely
ASKED_OF = frozenset((ActKind.BACK, ActKind.CORRECT, ActKind.HELP))
POLITE = (ClauseKind.COURTESY, ClauseKind.CLOSING)
SILENT = " .,;:!?+-/()"
WHOLE_PHRASE = 0.99  # the certainty of a phrase that stands in a file, word for word
LIKELY, HINTED = 0.12, 0.25
ASKABLE = 0.35  # the certainty from which an act is asked about that is not done unasked
OFFERED = 3
VALUES = frozenset((ActKind.ANSWER, ActKind.CORRECT))
# What words that give a value may sound like beside it.
SAID_BY_VALUES = frozenset(
    (
        ActKind.ANSWER,
        ActKind.CORRECT,
        ActKind.DENY,
        ActKind.NEW_CODE,
        ActKind.OTHER_ADDRESS,
        ActKind.IDENTITY,
    )
)
STAFF_USUAL = (ActKind.QUEUE, ActKind.FIND, ActKind.HELP)


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of a message, the surest first of those that are meant together; what to offer;
    the words that are nobody's act. Where nothing `fits`, what is offered is what most want.
    `hints` has for each kind how sure it is of the part that is likest it; `nobodys` is how likely
    the whole is nobody's act."""

    acts: tuple[Act, ...] = ()
    offers: tuple[ActKind, ...] = ()
    left: str = ""
    fits: bool = True
    hints: Mapping[ActKind, float] = field(default_factory=dict)
    nobodys: float = 0.0

    @property
    def sure(self) -> tuple[Act, ...]:
        """The acts that are done."""
        return tuple(act for act in self.acts if act.sure)

    def beside(self, exact: Sequence[Act], sounds: frozenset[ActKind] = frozenset()) -> "Reading":
        """The reading with what rules found beside it: each kind once, what is exact first.

        A final act of the words waits while anything else was said. `sounds`: how a value that was
        found may sound, beside how all do.
        """
        kinds = {act.kind for act in exact}
        if kinds & VALUES:
            kinds |= SAID_BY_VALUES | sounds
        left = (act for act in self.acts if act.kind not in kinds and not said_in(act, exact))
        acts = [*exact, *map(unproven, left)]
        if exact:
            acts = [act for act in acts if act.kind is not ActKind.COURTESY]
        acts = hold_back(acts)
        others = [kind for kind in self.offers if kind not in kinds] if self.left else []
        doubted = [act.kind for act in acts if not act.sure]
        offered = tuple(dict.fromkeys((*doubted, *(others if not exact else ()))))[:OFFERED]
        fits = self.fits or bool(exact)
        return replace(self, acts=tuple(acts), offers=offered, fits=fits)

    def otherwise(self, words: str, kind: ActKind) -> bool:
        """Whether these words are surely part of another act than of this kind; a question that is
        known outweighs what is only likely."""
        said = words.strip(" .,;:!?")
        asking = words.rstrip().endswith("?")
        near = (act for act in self.acts if said in act.words or act.words in said)
        others = (act for act in near if act.kind not in (kind, ActKind.COURTESY))
        return any(not (asking and outweighed(act)) for act in others)

    def has(self, *kinds: ActKind) -> bool:
        """Whether one of these kinds is meant for sure."""
        return any(act.kind in kinds for act in self.sure)

    def likely(self, *kinds: ActKind) -> bool:
        """Whether one of these kinds may well be meant: enough to ask whether it is."""
        return any(act.kind in kinds and act.certainty >= ASKABLE for act in self.acts)


def outweighed(act: Act) -> bool:
    """Whether a known question is likelier: « puis-je encore changer … ? » asks and changes not."""
    return act.kind in ASKED_OF and act.certainty < CERTAIN


def said_in(act: Act, exact: Sequence[Act]) -> bool:
    """Whether an act rests on a question that a rule has found already."""
    asked = (each.words for each in exact if each.kind is ActKind.ASK)
    return act.kind not in FINAL and any(act.words in words for words in asked)


def unproven(act: Act) -> Act:
    """An answer is one only where a rule has found a value in it."""
    value = act.kind is ActKind.ANSWER
    return replace(act, certainty=min(act.certainty, HELD)) if value else act


def act_of(part: Part, whole: WholeMessage) -> Act:
    """The likeliest act of a part; offered, not done, unless it is likely enough."""
    kind, _ = part.ranked[0]
    certainty = whole.certainty(kind, part)
    least = FINAL_SURE if kind in FINAL else DONE
    return Act(kind, certainty if certainty >= least else min(certainty, HELD), part.words)


def read(text: str, situation: Situation) -> Reading:
    """What a message means where things stand; nothing for one that says nothing."""
    told = account(text, yes_here(situation), situation.known)
    agreed = [Act(kind, WHOLE_PHRASE, clause) for kind, clause in yes_in(told, situation)]
    unknown = list(clauses_of(told))
    if unknown and not any(map(speaks, unknown)):
        return Reading((), *offers((), (), situation)[:1], fits=False)
    if not unknown:
        return Reading(tuple(agreed[:1])) if agreed else said_only(told)
    parts, whole = in_parts(told, situation)
    told_parts = [(part, act_of(part, whole)) for part in parts]
    likely = (act for _, act in told_parts if act.certainty >= LIKELY)
    acts = together(likely)
    left = " / ".join(part.words for part, act in told_parts if not act.sure)
    beside = said_beside([act for _, act in told_parts])
    acts = hold_back(acts, text, [*beside, *other_names(unknown, situation.known)])
    offered, fits = offers([*parts, Part("", whole.here)], acts, situation)
    nobodys = 1 - sum(whole.here.values())
    return Reading(tuple(acts), offered, left, fits, hints_of(parts), nobodys)


def in_parts(told: Account, situation: Situation) -> tuple[list[Part], WholeMessage]:
    """The parts of a message, those that are a whole phrase of yes first, and the whole of it."""
    unknown = list(clauses_of(told))[:MOST_PARTS]
    said = list(yes_in(told, situation))
    words = " ".join(clause for _, clause in said)
    agreed = [Part(words, {kind: WHOLE_PHRASE}, True) for kind, _ in said[:1]]
    parts = [*agreed, *best_parts(unknown, situation)]
    return parts, whole_message(parts, situation)


def yes_here(situation: Situation) -> tuple[str, ...]:
    """The whole phrases that mean a yes where things stand."""
    if situation.asked is Asked.CARD:
        return ("yes", "approve")
    return ("yes",) if situation.asked is Asked.RECAP or situation.agrees else ()


def yes_in(told: Account, situation: Situation) -> Iterator[tuple[ActKind, str]]:
    """The clauses that are a yes in a whole phrase, with the act that this is here."""
    meaning = ActKind.APPROVE if situation.asked is Asked.CARD else ActKind.CONFIRM
    return ((meaning, clause) for clause, kind in told.told if kind is ClauseKind.ACT)


def hints_of(parts: Sequence[Part]) -> dict[ActKind, float]:
    """How sure each kind is of the part that is likest it."""
    kinds = {kind for part in parts for kind in part.said}
    return {kind: max(part.said.get(kind, 0.0) for part in parts) for kind in kinds}


def speaks(clause: str) -> bool:
    """Whether a clause has a word or a picture: digits alone say nothing that is an act."""
    return any(not sign.isdigit() and sign not in SILENT for sign in clause)


def said_only(told: Account) -> Reading:
    """A message of courtesies alone."""
    said = " ".join(clause for clause, kind in told.told if kind in POLITE)
    return Reading((Act(ActKind.COURTESY, 1.0, said),) if said else ())


def together(acts: Iterator[Act]) -> list[Act]:
    """Each kind once, with all the words that say it; courtesy only where it is alone."""
    found: dict[ActKind, Act] = {}
    for act in acts:
        same = found.get(act.kind)
        if same is None:
            found[act.kind] = act
        else:
            certainty = max(act.certainty, same.certainty)
            found[act.kind] = replace(same, certainty=certainty, words=f"{same.words} {act.words}")
    others = [act for act in found.values() if act.kind is not ActKind.COURTESY]
    sure = [act for act in others if act.sure]
    return others if sure or ActKind.COURTESY not in found else list(found.values())


def offers(
    parts: Sequence[Part], acts: Sequence[Act], situation: Situation
) -> tuple[tuple[ActKind, ...], bool]:
    """The two or three acts that are offered, and whether they are likely; else they are what most
    people want at this point."""
    if acts and all(act.sure for act in acts):
        return (), True
    done = {act.kind for act in acts if act.sure}
    likely: dict[ActKind, float] = {act.kind: act.certainty for act in acts if not act.sure}
    for part in parts:
        for kind, certainty in part.ranked[:OFFERED]:
            if certainty >= LIKELY and kind not in done:
                likely[kind] = max(certainty, likely.get(kind, 0.0))
    likely.pop(ActKind.COURTESY, None)
    ranked = sorted(likely, key=lambda kind: -likely[kind])
    usual = STAFF_USUAL
    if situation.role is SpeaksAs.LEARNER:
        usual = (USUAL.get(situation.asked, ActKind.CLAIM), ActKind.LOST, ActKind.HUMAN)
    if ranked and likely[ranked[0]] >= HINTED:
        return tuple(dict.fromkeys((*ranked, *usual[1:])))[:OFFERED], True
    first = [kind for kind in ranked if kind not in usual[1:]] or [usual[0]]
    return (first[0], *usual[1:]), False


USUAL = {
    Asked.RECAP: ActKind.CORRECT,
    Asked.QUESTION: ActKind.HELP,
    Asked.MAIL: ActKind.HELP,
    Asked.CODE: ActKind.NEW_CODE,
    Asked.IN_REVIEW: ActKind.STATUS,
    Asked.ISSUED: ActKind.CORRECT,
}
