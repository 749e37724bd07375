"""The rule of all that cannot be taken back: every clause of a message is accounted for.

A clause is the act itself, courtesy, a closing, a signature, a footer or a value that stands
already; an act is done only where nothing else was said.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from core.reading.acts.clauses import clauses, is_plain, made_of
from core.reading.acts.kinds import ActKind
from core.reading.acts.signatures import NAME, is_name, signs
from core.reading.acts.usual_words import words_in
from core.reading.languages import NOTHING
from core.reading.phrases import Phrase, phrases
from core.reading.text import clean, fold, words

LONGEST = 17  # words in a phrase
READ, MOST_LINES = 4000, 60
SIGNED_BY = 3  # lines under a mail: a name, what they do, where
ALIKE = 50  # how like two names are, of 100, when one may correct the other
DELIMITER = re.compile(r"[-_–—*=]{2,}\s*")

# a capital, then small letters, a vowel among them: what can be said aloud
SPOKEN_NAME = re.compile(r"(?=.*[aeiouyà-ÿ])[A-ZÀ-Þ][a-zà-ÿ'’-]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?")

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
    beside = phrases("courtesy", "closing")
    return {**dict.fromkeys(beside, False), **dict.fromkeys(phrases(*kinds), True)}


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
    for at, line in enumerate(lines):
        rest = lines[at:]
        if DELIMITER.fullmatch(line):
            signing, delimited = begun, begun
            continue
        if (delimited and is_footer(line)) or (begun and tuple(words(line)) in phrases("device")):
            yield line, ClauseKind.FOOTER
            continue
        if begun and (is_name(line, known.names, signing=True) or signs_alone(rest, known)):
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
            signed = begun and is_name(clause, known.names, signing=False)
            signing = signing or signed or part in (ClauseKind.CLOSING, ClauseKind.SIGNATURE)
            begun = begun or part is not ClauseKind.COURTESY
            yield clause, part


def signs_alone(rest: Sequence[str], known: KnownWriter) -> bool:
    """« Yes. / Thanks! / Ivy »: the name under a mail without a closing, of somebody whose name is
    not known."""
    named = NAME.fullmatch(rest[0].strip(" .,")) is not None
    last = len(rest) <= SIGNED_BY and not any("?" in line for line in rest)
    return last and named and not known.names and not said_otherwise(words(rest[0]))


def _part(
    clause: str, kinds: Collection[str] | FitsClause, known: KnownWriter, *, signing: bool
) -> ClauseKind:
    """What one clause is."""
    if callable(kinds):
        return ClauseKind.ACT if kinds(clause) else _part(clause, (), known, signing=signing)
    if not is_plain(clause):
        hello = tuple(words(clause)) in phrases("greeting")  # « Bonjour ? »
        return ClauseKind.COURTESY if hello else ClauseKind.UNKNOWN
    if tuple(words(clause)) in phrases("closing"):
        return ClauseKind.CLOSING
    counts = made_of(unaddressed(clause, known.names), _vocabulary(tuple(kinds)), LONGEST)
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
            named = is_name(rest, known.names, signing=True) or not known.names
            return ClauseKind.CLOSING if named else ClauseKind.UNKNOWN
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
    """The pattern of a greeting with the titles and the team that may follow it."""
    greetings, titles, teams = (_any_of(kind) for kind in ("greeting", "title", "team"))
    titled = rf"(?P<title>(?:[ ,]+(?:{titles})\b\.?)*)"
    return re.compile(rf"(?:{greetings})(?![\w]){titled}(?P<team>(?:[ ,]+(?:{teams})(?!\w))?)")


def _any_of(kind: str) -> str:
    """The phrases of a kind as one pattern of folded text, the longest first."""
    told = sorted((" ".join(each) for each in phrases(kind)), key=len, reverse=True)
    return "|".join(each.replace(" ", "[ '’-]+") for each in told) or NOTHING


ADDRESSEE = re.compile(r"(?: [A-ZÀ-Þ][\w'’-]*\.?){1,3}(?=\s*(?:[,.!:;]|$))")
TITLED = re.compile(r"(?: [A-ZÀ-Þ][\w'’-]*\.?){1,2}(?=\s+[a-zà-ÿ])")
STOPPED = re.compile(r"\s*(?:[,.!:;]|$)")


def ungreeted(line: str) -> str:
    """The line without « Bonjour Madame Martin, »: whoever the greeting is for.

    Without a title at most two names, none of which is a word that says anything else.
    """
    found = _greeting().match(fold(line))
    if found is None:
        return line
    end = found.end()
    name = ADDRESSEE.match(line, end) or (TITLED.match(line, end) if found["title"] else None)
    if name is None:
        whole = len(words(found["team"])) > 1 and STOPPED.match(line, end)
        return line[end:].lstrip(" ,.!:;") if whole else line
    told = words(name[0])
    plain = not found["title"] and (len(told) > 2 or said_otherwise(told))
    return line if plain or said_otherwise(told) else line[name.end() :].lstrip(" ,.!:;")


def unaddressed(clause: str, names: Collection[str]) -> str:
    """The clause without the name in « Merci Léa », « Oui Madame Martin »: whom it is said to; nor
    the writer's own behind thanks or a closing.

    A name that is like the writer's own may correct it, and stays.
    """
    before, _, name = clause.rpartition(" ")
    if not SPOKEN_NAME.fullmatch(name):
        return clause
    told, kept = words(before), before.rstrip(" ,")
    titled = len(told) > 1 and _ends_with(told, "title")
    if not titled and not _ends_with(told, "thanks") and not _ends_with(told, "closing"):
        return clause
    if is_name(name, names, signing=True):
        return clause if titled else kept
    elses = titled or _ends_with(told, "thanks")  # as only another's name does
    return kept if elses and not may_correct(name, names) else clause


def _ends_with(told: list[str], kind: str) -> bool:
    """Whether words end with a phrase of a kind."""
    return any(tuple(told[-size:]) in phrases(kind) for size in range(1, len(told) + 1))


def may_correct(name: str, names: Collection[str]) -> bool:
    """Whether what looks like a name may say something of the writer's own, or something else."""
    told = words(name)
    own = [word for each in names for word in words(each)]
    alike = not own or any(ratio(word, known) >= ALIKE for word in told for known in own)
    return alike or said_otherwise(told) or not against().isdisjoint(told)


@cache
def against() -> frozenset[str]:
    """Words that people use to take back, correct or stop something."""
    kinds = (ActKind.CORRECT, ActKind.DENY, ActKind.WAIT, ActKind.STOP, ActKind.NOT_ME)
    return words_in("hesitation").union(*map(words_in, kinds))


def said_otherwise(told: list[str]) -> bool:
    """Whether a word that looks like a name says something: « Bonjour Non, », « Salut Stop, »."""
    saying = phrases("no", "refuse", "return", "undo", "hold", "yes", "approve")
    return any((word,) in saying for word in told)
