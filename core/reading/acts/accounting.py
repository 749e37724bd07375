"""The rule of all that cannot be taken back: every clause of a message is accounted for.

A clause is the act itself, courtesy, a closing, a signature, a footer or a value that stands
already; an act is done only where nothing else was said.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from core.reading.acts.clauses import clauses, is_plain, made_of
from core.reading.acts.signatures import is_name, signs
from core.reading.phrases import Phrase, phrases
from core.reading.text import clean, fold, words

LONGEST = 17  # words in a phrase
READ, MOST_LINES = 4000, 60
DELIMITER = re.compile(r"[-_–—*=]{2,}\s*")

FitsClause = Callable[[str], bool]


class ClauseKind(Enum):
    """What a clause of a message is."""

    ACT = auto()
    COURTESY = auto()
    CLOSING = auto()
    SIGNATURE = auto()
    FOOTER = auto()
    STANDS = auto()
    UNKNOWN = auto()


def _nothing(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class KnownWriter:
    """What is known of who writes: their names, and whether a line only says what stands."""

    names: tuple[str, ...] = ()
    stands: FitsClause = _nothing
    others: Collection[str] = ()  # organisations and addresses that a signature may bear


NOBODY = KnownWriter()


@dataclass(frozen=True, slots=True)
class Account:
    """The clauses of a message, each with what it is."""

    told: tuple[tuple[str, ClauseKind], ...]

    @property
    def acts(self) -> bool:
        """Whether the act was said, and nothing that is not accounted for."""
        said = {part for _, part in self.told}
        return ClauseKind.ACT in said and ClauseKind.UNKNOWN not in said

    @property
    def said_act(self) -> bool:
        """Whether one clause says the act, whatever the others say."""
        return any(part is ClauseKind.ACT for _, part in self.told)

    @property
    def unknown(self) -> str:
        """The words that are not accounted for, to be shown when asking."""
        return " / ".join(clause for clause, part in self.told if part is ClauseKind.UNKNOWN)


@lru_cache(maxsize=16)
def _vocabulary(kinds: tuple[str, ...]) -> dict[Phrase, bool]:
    """The courtesies, and the phrases of these kinds as those that count."""
    return {**dict.fromkeys(phrases("courtesy"), False), **dict.fromkeys(phrases(*kinds), True)}


def account(
    text: str,
    kinds: Collection[str] | FitsClause,
    known: KnownWriter = NOBODY,
    *,
    ended: bool = False,
) -> Account:
    """What every clause of a message is, for the act said in these kinds of phrases, or so found.

    A message too long to be read whole is not accounted for; `ended`: the end of one alone.
    """
    lines = [line.strip() for line in clean(text[:READ]).split("\n") if line.strip()]
    told = list(_told(lines[:MOST_LINES], kinds, known, ended=ended))
    if len(text) > READ or len(lines) > MOST_LINES:
        told.append(("…", ClauseKind.UNKNOWN))
    return Account(tuple(told))


def _told(
    lines: list[str], kinds: Collection[str] | FitsClause, known: KnownWriter, *, ended: bool
) -> Iterator[tuple[str, ClauseKind]]:
    """Each line or clause with what it is, in order: after a closing or a name come only
    signatures, after `-- ` footers."""
    signing = begun = ended
    delimited = False
    for line in lines:
        if DELIMITER.fullmatch(line):
            signing, delimited = begun, begun
            continue
        if (delimited and is_footer(line)) or (begun and tuple(words(line)) in phrases("device")):
            yield line, ClauseKind.FOOTER
            continue
        if begun and is_name(line, known.names, signing=True):
            signing = True
            yield line, ClauseKind.SIGNATURE
            continue
        if signing and signs(line, known.names, known.others):
            yield line, ClauseKind.SIGNATURE
            continue
        if words(line) and known.stands(line):
            yield line, ClauseKind.STANDS
            continue
        own = line if begun else ungreeted(line)
        if own != line:
            yield line[: len(line) - len(own)].strip(), ClauseKind.COURTESY
        for clause in clauses(own):
            part = _part(clause, kinds, known, signing=signing)
            signing = signing or part in (ClauseKind.CLOSING, ClauseKind.SIGNATURE)
            begun = begun or part is not ClauseKind.COURTESY
            yield clause, part


def _part(
    clause: str, kinds: Collection[str] | FitsClause, known: KnownWriter, *, signing: bool
) -> ClauseKind:
    """What one clause is."""
    if callable(kinds):
        return ClauseKind.ACT if kinds(clause) else _part(clause, (), known, signing=signing)
    if not is_plain(clause):
        return ClauseKind.UNKNOWN
    if tuple(words(clause)) in phrases("closing"):
        return ClauseKind.CLOSING
    counts = made_of(clause, _vocabulary(tuple(kinds)), LONGEST)
    if counts is not None:
        return ClauseKind.ACT if counts else ClauseKind.COURTESY
    return _said_by_them(clause, known, signing=signing)


def _said_by_them(clause: str, known: KnownWriter, *, signing: bool) -> ClauseKind:
    """A clause that only the one who writes could be known by: a signature, what stands."""
    if signing and signs(clause, known.names, known.others):
        return ClauseKind.SIGNATURE
    if is_name(clause, known.names, signing=signing) or known.stands(clause):
        return ClauseKind.STANDS
    return _closing_with_name(clause, known)


def _closing_with_name(clause: str, known: KnownWriter) -> ClauseKind:
    """« Cordialement Léo »: a closing, then the name of who writes."""
    spoken = words(clause)
    for size in range(len(spoken) - 1, 0, -1):
        if tuple(spoken[:size]) in phrases("closing"):
            rest = " ".join(spoken[size:])
            return (
                ClauseKind.CLOSING
                if is_name(rest, known.names, signing=True)
                else ClauseKind.UNKNOWN
            )
    return ClauseKind.UNKNOWN


def closes(line: str, known: KnownWriter) -> bool:
    """Whether a line begins the end of a letter: a closing, the writer's name, dashes, a phone."""
    if DELIMITER.fullmatch(line) or is_name(line, known.names, signing=True):
        return True
    first = next(iter(clauses(line)), "")
    return bool(first) and _part(first, (), known, signing=False) is ClauseKind.CLOSING


def is_footer(line: str) -> bool:
    """Whether a list or a program wrote the line, below a line of dashes."""
    spoken = words(line)
    notices = phrases("notice")
    began = any(tuple(spoken[:size]) in notices for size in range(1, len(spoken) + 1))
    return tuple(spoken) in phrases("footer") or began


@lru_cache(maxsize=1)
def _greeting() -> re.Pattern[str]:
    """The pattern of a greeting with the titles that may follow it, longest phrases first."""
    greetings, titles = (
        "|".join(sorted((" ".join(each) for each in phrases(kind)), key=len, reverse=True))
        for kind in ("greeting", "title")
    )
    return re.compile(rf"(?:{greetings})(?![\w])(?P<title>(?:[ ,]+(?:{titles})\b\.?)*)")


ADDRESSEE = re.compile(r"(?: [A-ZÀ-Þ][\w'’-]*\.?){1,3}(?=\s*(?:[,.!:;]|$))")


def ungreeted(line: str) -> str:
    """The line without « Bonjour Madame Martin, »: whoever the greeting is for.

    Without a title at most two names, none of which is a word that says anything else.
    """
    found = _greeting().match(fold(line))
    if found is None:
        return line
    name = ADDRESSEE.match(line, found.end())
    if name is None:
        return line
    told = words(name[0])
    plain = not found["title"] and (len(told) > 2 or said_otherwise(told))
    return line if plain or said_otherwise(told) else line[name.end() :].lstrip(" ,.!:;")


def said_otherwise(told: list[str]) -> bool:
    """Whether a word that looks like a name says something: « Bonjour Non, », « Salut Stop, »."""
    saying = phrases("no", "refuse", "return", "undo", "hold", "yes", "approve")
    return any((word,) in saying for word in told)
