"""What the classifier sees of a clause: its words, pairs of words, and pieces of words, as numbers.

Two views, each of its own scale: *words* (alone, with the next, with the one after) and *pieces*
(two to four letters of a word with its ends, which still fit where a letter is wrong). A feature
is the number of a row of the weights; two features of a view may share a row.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

WORD_ROWS, PIECE_ROWS = 1 << 15, 1 << 15  # those of the pieces come second
ROWS = WORD_ROWS + PIECE_ROWS
MOST_WORDS = 40  # of a clause; a longer one is hardly one act
MOST_LETTERS = 30  # of a word
SHORTEST, LONGEST = 2, 4  # letters of a piece
WORDS, PIECES = 1, 2  # where the hashing of each view begins


def views(told: Sequence[str], asked: str = "") -> tuple[set[int], set[int]]:
    """The rows of the words and of the pieces of a clause, said when `asked` stood."""
    told = told[:MOST_WORDS]
    return word_rows(told, asked), piece_rows(told)


def word_rows(told: Sequence[str], asked: str = "") -> set[int]:
    """Each word, each two in a row (with the beginning and the end), each two with one between."""
    ends = ["^", *told, "$"]
    said = [*told, *map("{} {}".format, ends, ends[1:]), *map("{}  {}".format, told, told[2:])]
    if asked:
        said.append(f"asked {asked}")
        said.append(f"{asked} {' '.join(told)}")
    return {crc32(each.encode(), WORDS) % WORD_ROWS for each in said}


def piece_rows(told: Sequence[str]) -> set[int]:
    """Each piece of two to four letters of each word, whose beginning and end count as letters."""
    return set().union(*map(_pieces, set(told)))


@lru_cache(maxsize=4096)
def _pieces(word: str) -> frozenset[int]:
    ended = b"<%b>" % word[:MOST_LETTERS].encode()
    return frozenset(
        WORD_ROWS + crc32(ended[at : at + size], PIECES) % PIECE_ROWS
        for size in range(SHORTEST, LONGEST + 1)
        for at in range(len(ended) - size + 1)
    )
