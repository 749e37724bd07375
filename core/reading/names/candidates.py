"""What may be a name among words: announced, written with capitals, or simply alone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.reading.names.capitals import MARRIED, PARTICLES
from core.reading.names.known_words import (
    ARTICLES,
    BORN,
    COLLECTIVE,
    FIRST_NAME,
    INSTEAD,
    LEADS,
    NAME,
    OPENINGS,
    PLACES,
    PRESENTED,
    RATHER,
    SURNAME,
    TITLES,
    TOWARDS,
    known,
    said,
    usual,
    whole,
)
from core.reading.names.spoken_words import Run, SpokenWord
from core.reading.phrases import phrases
from core.reading.text import fold

NOT_WITHIN = PRESENTED | FIRST_NAME | SURNAME | NAME
POLITE = phrases("greeting", "courtesy", "closing")
MOST_WORDS, MOST_SAID, MOST_SINGLE = 12, 4, 2
ELIDED_CAPITAL = re.compile(r"d['’][^\W\d_a-z]")  # « d'Almeida »
WHOLE_ALONE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")

Spoken = Sequence[SpokenWord]


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words of what may be a name, and where they stand; `rank`: how much speaks for it;
    `odd`: it holds a word that is seldom part of one; `whole`: nothing else is said in its run."""

    words: tuple[str, ...]
    start: int
    end: int
    rank: int
    odd: bool = False
    whole: bool = False

    @property
    def alone(self) -> bool:
        """Whether it is one word of a script that writes whole names so."""
        first = unicodedata.name(self.words[0][0], "")
        return len(self.words) == 1 and first.startswith(WHOLE_ALONE)


ANNOUNCED, WRITTEN, WITHIN, PLAIN = 4, 3, 2, 1


def candidates(told: Sequence[Run]) -> Iterator[Candidate]:
    """Whatever may be a name in the runs; what was taken back or is the other name is left out."""
    pieces = list(_pieces(told))
    taken_back = max((at for at, (_, again) in enumerate(pieces) if again), default=0)
    for at, (piece, _) in enumerate(pieces):
        others = [word for n, (each, _) in enumerate(pieces) if n != at for word in each]
        own = {part for word in piece for part in word.folded}
        alone = all(says(word) or own.issuperset(word.folded) for word in others)
        found = _in_piece(piece, alone=alone)
        behind = _behind(pieces[taken_back:]) if at < taken_back else 0
        if found is not None and behind < MOST_SINGLE:
            yield replace(found, odd=found.odd or behind > 0)


def _behind(pieces: Sequence[tuple[Spoken, bool]]) -> int:
    """How many words the longest name behind what takes another back has."""
    found = [_in_piece(piece, alone=False) for piece, _ in pieces]
    return max((len(each.words) for each in found if each is not None), default=0)


def _pieces(told: Sequence[Run]) -> Iterator[tuple[Spoken, bool]]:
    """The runs, cut where something is taken back; whether what stands before each piece is."""
    again = False
    for run in told:
        start = 0
        for at, behind in said(run.words, RATHER):
            if run.words[start:at]:
                yield _kept(run.words[start:at]), again
            start, again = behind, True
        if run.words[start:]:
            yield _kept(run.words[start:]), again
            again = False


def _kept(spoken: Spoken) -> Spoken:
    """The words before « au lieu de … »."""
    return spoken[: next((at for at, _ in said(spoken, INSTEAD)), len(spoken))]


def _in_piece(piece: Spoken, *, alone: bool) -> Candidate | None:
    """The name of a piece; `alone`: all that is said beside it says nothing of its own."""
    led = _announced(piece)
    spoken = _opened(piece[led:])
    within = _first_capital(spoken)
    spoken = spoken[within:]
    if not spoken:
        return None
    raised = "".join(word.text for word in spoken).isupper()
    saying = any(says(word) and fold(word.text) not in PARTICLES for word in spoken)
    cased = (not spoken[0].text.islower() or _leads_two(spoken)) and not (raised and saying)
    own = _with_capitals(spoken) if cased else _plain(spoken, announced=led > 0)
    alone_in_run = not cased or len(own) == len(spoken)
    own = _born(own)
    texts = [word.text for word in own]
    if not own or not possible(texts):
        return None
    rank = ANNOUNCED if led else WITHIN if within else WRITTEN if cased else PLAIN
    titled = led > 0 or len(spoken) < len(piece)
    odd = (
        strange(own)
        if cased
        else not titled and any(says(word) and not _particle(word) for word in own)
    )
    if odd is not None:
        odd = odd or (led > 0 and any(known(part) for word in own for part in word.folded))
    if odd is None or (rank == PLAIN and not alone) or PLACES.intersection(map(fold, texts)):
        return None
    if len(own) == 1 and (usual(fold(texts[0])) or not (alone or led)):
        return None
    odd = odd or (within > 0 and not led and _leads_to(piece, spoken))
    return Candidate(tuple(texts), own[0].start, own[-1].end, rank, odd=odd, whole=alone_in_run)


def _announced(piece: Spoken) -> int:
    """Where the words behind the last announcement of a name begin; 0 for none."""
    presented = (
        behind
        for _, behind in said(piece, PRESENTED)
        if behind + 1 < len(piece) and not piece[behind].text[0].islower()
    )
    return max((*presented, *(behind for _, behind in said(piece, LEADS))), default=0)


def _opened(spoken: Spoken) -> Spoken:
    """The words without those that come before a name: « oui », « c'est », « Mme »."""
    while spoken:
        behind = whole(spoken, OPENINGS)
        if not behind or behind == len(spoken):
            return spoken
        if behind == 1 and _particle(spoken[0]) and len(spoken) > 2:
            return spoken  # « Ben Salah Sami »
        if _is_written(spoken) and behind == 1 and len(spoken) == 2 and spoken[0].text[0].isupper():
            return spoken[1:] if _titles(spoken[0]) or whole(spoken, NOT_WITHIN) else spoken
        spoken = spoken[behind:]
    return spoken


def _first_capital(spoken: Spoken) -> int:
    """Where a name with capitals may begin behind small words of a sentence; 0 for nowhere."""
    if _leads_two(spoken):
        return 0
    capital = next((at for at, word in enumerate(spoken) if word.text[0].isupper()), 0)
    small = spoken[:capital]
    behind = len(spoken) - capital > 1
    return capital if behind and small and all(map(says, small)) else 0


def _leads_two(spoken: Spoken) -> bool:
    """« van Dijk Sanne »: particles before two words with capitals are of the first of them."""
    led = next((at for at, word in enumerate(spoken) if not _particle(word)), 0)
    behind = spoken[led:]
    return led > 0 and len(behind) == 2 and all(word.text[0].isupper() for word in behind)


def _leads_to(piece: Spoken, spoken: Spoken) -> bool:
    """Whether the word before a name makes it somebody else's: « voir avec Claire Petit »."""
    before = [word for word in piece if word.start < spoken[0].start][-1:]
    return any(TOWARDS.intersection(word.folded) for word in before)


def _titles(word: SpokenWord) -> bool:
    return word.folded in TITLES


def _is_written(spoken: Spoken) -> bool:
    return all(not word.text[0].islower() for word in spoken)


def _with_capitals(spoken: Spoken) -> Spoken:
    """The first words as long as they begin like names."""
    end = 0
    for at, word in enumerate(spoken):
        small = word.text[0].islower() and not ELIDED_CAPITAL.match(word.text)
        led = _particle(word) and (at or _leads_two(spoken))
        if small and not led and not _typed_small(spoken, at):
            break
        end = at + 1
    while end and spoken[end - 1].text[0].islower() and fold(spoken[end - 1].text) in PARTICLES:
        end -= 1
    return spoken[:end]


def _typed_small(spoken: Spoken, at: int) -> bool:
    """« Awa diallo »: the small words behind a capital, where nothing else is said."""
    small = all(word.text[0].islower() for word in spoken[1:])
    return len(spoken) <= 3 and at > 0 and small and not any(map(says, spoken))


def _particle(word: SpokenWord) -> bool:
    plain = fold(word.text).rstrip(".")
    return plain in PARTICLES or plain == MARRIED or plain[:2] in ("d'", "l'")


def _plain(spoken: Spoken, *, announced: bool) -> Spoken:
    """The words without capitals: all of them, or behind an announcement until one says more."""
    own = spoken[: _end(spoken)]
    while own and fold(own[-1].text) in PARTICLES:
        own = own[:-1]
    rest = spoken[len(own) :]
    return own if announced or all(map(says, rest)) else []


def _end(spoken: Spoken) -> int:
    """How many words may be of a name: two of which one is also a word are, as « claire petit »."""
    parts = [part for word in spoken for part in word.folded]
    two = len(spoken) == 2 and sum(map(says, spoken)) == 1
    if two and not any(known(part) or len(part) < MOST_SAID for part in parts):
        return 2
    ends = (at for at, word in enumerate(spoken) if says(word) and fold(word.text) not in PARTICLES)
    return next(ends, len(spoken))


def says(word: SpokenWord) -> bool:
    """Whether a word says something of its own, and is no initial."""
    return not word.text.endswith(".") and all(map(usual, word.folded))


def _born(spoken: Spoken) -> Spoken:
    """The words before « née Leblanc », « ép. Martin »."""
    cut = next((at for at, end in said(spoken, BORN) if at > 1 and end < len(spoken)), len(spoken))
    return spoken[:cut]


def strange(spoken: Spoken) -> bool | None:
    """Whether a name has a word that is seldom part of one; None where it can be no name."""
    told = [fold(word.text) for word in spoken]
    saying = [any(map(known, word.folded)) for word in spoken]
    if any(part in PLACES for word in spoken for part in word.folded) or all(saying):
        return None
    small = any(says and word.text[0].islower() for says, word in zip(saying, spoken, strict=True))
    if small:
        return None
    if whole(spoken, POLITE) == len(spoken):
        return None
    article = told[0] in ARTICLES and (len(told) == 2 or spoken[0].text[0].islower())
    first = saying[0] and (len(spoken) > 2 or told[0] in COLLECTIVE)
    return first or article or spoken[0].folded in POLITE or spoken[0].folded in TITLES


def comma_name(told: Sequence[Run]) -> list[str]:
    """« KÖHLER, Matthias » the other way round; empty where more than small words is said beside
    it."""
    if len(told) < 2 or not all(map(_says_apart, told[2:])):
        return []
    surname, first = ([word.text for word in run.words] for run in told[:2])
    raised = "".join(surname).isupper()
    if told[1].sign != "," and not (told[1].sign in tuple("/-–—") and raised):
        return []
    saying = known if raised else usual
    spoken = [word for run in told[:2] for word in run.words]
    parts = [part for word in spoken if not _particle(word) for part in word.folded]
    plain = not any(map(saying, parts))
    led = fold(surname[0]) in PARTICLES
    short = len(first) <= 2 and (len(surname) == 1 or led or raised)
    return [*first, *surname] if plain and short and possible([*first, *surname]) else []


def _says_apart(run: Run) -> bool:
    """Whether a run behind a name is none of it: small words, or another sentence without names."""
    if all(map(says, run.words)):
        return True
    return run.sign != "," and all(word.text.islower() for word in run.words)


def possible(texts: Sequence[str]) -> bool:
    """Whether the words could be written on a badge as a name at all."""
    return 0 < len(texts) <= MOST_WORDS and any(sign.isalpha() for sign in "".join(texts))
