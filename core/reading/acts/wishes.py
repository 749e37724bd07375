"""What a letter or a line of chat asks for in plain words, whatever the claim: precision first."""

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.reading.acts.accounting import NOBODY, ClauseKind, KnownWriter, account
from core.reading.acts.wish_phrases import pattern
from core.reading.languages import compiled, either, fill, pairs
from core.reading.languages import words as words_of
from core.reading.phrases import phrases
from core.reading.text import clean, fold, words

LONGEST, MOST_CLAUSES, LONGEST_CLAUSE, SHORTEST_MENDED = 4000, 60, 30, 5


class Wish(StrEnum):
    """What the person wants, in the order of what wins where two are said."""

    NOT_ME = "not_me"
    STOP = "stop"
    HUMAN = "human"
    LOST = "lost"
    STATUS = "status"
    PAGE_CLOSE = "page_close"
    PAGE_ANEW = "page_anew"
    PAGE_PUBLIC = "page_public"
    PAGE_SECRET = "page_secret"  # noqa: S105 - no password
    PAGE_UNNAMED = "page_unnamed"
    PAGE_NAMED = "page_named"
    PAGE = "page"
    TALENTS_LEAVE = "talents_leave"
    TALENTS = "talents"
    REPORT_END = "report_end"
    REPORT = "report"


SHOWING = frozenset(each for each in Wish if each.startswith(("page", "talents", "report")))
FINAL = frozenset((Wish.NOT_ME, Wish.STOP)) | SHOWING - {Wish.PAGE, Wish.TALENTS, Wish.REPORT}
PATTERNS = {wish: compiled(pattern(wish)) for wish in Wish}
LEAD = compiled(rf"(?:{pattern('lead')})(?: |$)")
TAIL = compiled(rf"(?:^| )(?:{pattern('tail')})$")
DEMONYMS = rf"(?![A-Z](?:{either('wishes.demonyms')})\b)"  # « je ne suis pas Française »
NAME = rf"(?: {DEMONYMS}[A-ZÀ-Þ][\w'’-]+){{2,4}}"
NAMED = compiled(fill(either("wishes.not_named"), "wishes", name=NAME))
JOINED = compiled(rf" (?:{either('wishes.joining')}) (?=(?:{either('wishes.beginning')}) )")
DECISIONS, NOES = words_of("wishes.decisions"), words_of("wishes.noes")
ALIKE = pairs("wishes.alike")
KNOWN = frozenset(
    word
    for each in (*PATTERNS.values(), LEAD, TAIL)
    for word in re.findall(r"[a-z]+", each.pattern)
)
MENDABLE = sorted(word for word in KNOWN if len(word) >= SHORTEST_MENDED)


def wish_in(text: str, known: KnownWriter = NOBODY) -> Wish | None:
    """The one wish of a text, or None. Answers, reasons and thanks are no wishes.

    What cannot be taken back is one only where nothing else is said.
    """
    spoken = clean(text[:LONGEST])
    clauses = [each for each in re.split(r"[.!?;:,\n…()]+", spoken) if each.strip()][:MOST_CLAUSES]
    if not clauses or _decides(words(clauses[0])):
        return None
    said = {wish for clause in clauses for wish in Wish if _says(wish, clause)}
    if said & FINAL and not account(spoken, _is_final, known).acts:
        said -= FINAL
    return next((wish for wish in Wish if wish in said), None)


def half_said(text: str) -> Wish | None:
    """A wish that cannot be taken back, said among words that are something else."""
    told = account(clean(text[:LONGEST]), _is_final).told
    clauses = [clause for clause, part in told if part is ClauseKind.ACT]
    said = (wish for wish in Wish if wish in FINAL and any(_says(wish, c) for c in clauses))
    return next(said, None)


def _is_final(clause: str) -> bool:
    """Whether a clause is such a wish with all its parts, or why somebody has it."""
    if tuple(words(clause)) in phrases("stop_reason", "not_me_reason"):
        return True
    named = NAMED.fullmatch(clause.strip(" ?")) is not None
    return named or any(all(map(_final, parts)) for parts in _readings(clause))


def _final(bare: str) -> bool:
    told = tuple(bare.split())
    known = told in phrases("stop_reason", "not_me_reason", "courtesy")
    return known or any(PATTERNS[wish].fullmatch(bare) for wish in FINAL)


def _decides(first: list[str]) -> bool:
    """A reviewer's or a learner's no, with its reason after it."""
    return bool(DECISIONS.intersection(first[:1])) or (len(first) == 1 and first[0] in NOES)


def _says(wish: Wish, clause: str) -> bool:
    if wish is Wish.NOT_ME and NAMED.fullmatch(clause.strip()):
        return True
    return any(PATTERNS[wish].fullmatch(bare) for bare in _bare(clause))


@lru_cache(maxsize=256)
def _bare(clause: str) -> tuple[str, ...]:
    """The sentences of a clause in mended words, without the courtesies around them."""
    return tuple(dict.fromkeys(bare for parts in _readings(clause) for bare in parts))


@lru_cache(maxsize=256)
def _readings(clause: str) -> tuple[tuple[str, ...], ...]:
    """A clause as one sentence, and as the sentences that it joins."""
    told = words(fold(clause))
    if len(told) > LONGEST_CLAUSE:
        return ()
    plain = " ".join(" ".join(mended for word in told if (mended := _mended(word))).split())
    readings = ((plain,), JOINED.split(plain))
    bare = (tuple(filter(None, map(_stripped, reading))) for reading in readings)
    return tuple(parts for parts in bare if parts)


def _stripped(plain: str) -> str:
    while found := LEAD.match(plain):
        plain = plain[found.end() :]
    while found := TAIL.search(plain):
        plain = plain[: found.start()]
    return plain


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """A word of the phrases where one letter is wrong: « bagde » is « badge »."""
    if word in ALIKE:
        return ALIKE[word]
    if word in KNOWN or len(word) < SHORTEST_MENDED:
        return word
    near = process.extractOne(word, MENDABLE, scorer=OSA.distance, score_cutoff=1)
    return str(near[0]) if near else word
