"""CSV as spreadsheets save it: which encoding, which separator, and its rows one by one."""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from core.ground.errors import Trouble

SEPARATORS = ";,\t|"
CHUNK = 1 << 20
HEAD = 64 * 1024
LONGEST_CELL = 1 << 20
FRENCH = frozenset("éèêëàâîïôùûçœÉÈÀÇ’«»°")
WESTERN = frozenset("áíóúñäöüãõåøæß€–…ÊÎÔ")
OLD = ("cp1252", "mac_roman", "cp850")
_SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)

Cells = list[str]


def rows(path: Path, encoding: str, separator: str) -> Iterator[Cells]:
    """Every row of a CSV, a quoted line break kept within its cell; the file is read as it goes.

    Raises `Trouble` with its line where a quotation mark is opened and not closed: what follows
    would become one cell, and the people in it would be lost.
    """
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline()
        skipped = 1 if _SEP.fullmatch(first) else 0
        if not skipped:
            file.seek(0)
        reader, line = csv.reader(file, delimiter=separator, strict=True), 1
        try:
            for row in reader:
                if any(swallows(cell, separator) for cell in row):
                    raise unbalanced(line + skipped)
                yield row
                line = reader.line_num + 1
        except csv.Error:
            raise unbalanced(line + skipped) from None


def swallows(cell: str, separator: str) -> bool:
    """Whether a cell holds a line that is a row of its own."""
    below = cell.splitlines()[1:] if "\n" in cell or "\r" in cell else []
    return any("@" in line and separator in line for line in below)


def unbalanced(line: int) -> Trouble:
    return Trouble("import.unbalanced", line=line, mark='"')


def separators(path: Path, encoding: str) -> str:
    """What may part the cells: the sign that a first line `sep=;` names, else all usual ones."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(80)
        head = first + file.read(HEAD)
    named = _SEP.fullmatch(first)
    return named[1] if named else "".join(each for each in SEPARATORS if each in head) or ";"


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16, with or without a mark, else what French Excel writes on Windows or Mac."""
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    bad, good = utf8_letters(path)
    utf8 = start.startswith(codecs.BOM_UTF8) or bad <= good
    return "utf-8-sig" if utf8 else of_french(path)


def utf8_letters(path: Path) -> tuple[int, int]:
    """How many letters beyond ASCII are no UTF-8, and how many are.

    One line pasted from elsewhere must not change how all the others are read.
    """
    decoder, bad, good = codecs.getincrementaldecoder("utf-8")(errors="replace"), 0, 0
    for chunk in [*chunks(path), b""]:
        beyond = [sign for sign in decoder.decode(chunk, final=not chunk) if sign > "\x7f"]
        lost = beyond.count("\N{REPLACEMENT CHARACTER}")
        bad, good = bad + lost, good + len(beyond) - lost
    return bad, good


def of_french(path: Path) -> str:
    """The one of the old encodings in which most letters are those that people here write.

    Raises `Trouble` where two are as likely.
    """
    scores = dict.fromkeys(OLD, 0)
    for chunk in chunks(path):
        high = bytes(byte for byte in chunk if byte > 0x7F)
        for encoding in OLD:
            scores[encoding] += sum(map(likely, high.decode(encoding, errors="replace")))
    best = max(OLD, key=lambda encoding: scores[encoding])
    if sum(score == scores[best] for score in scores.values()) > 1:
        raise Trouble("import.encoding")
    return best


def likely(letter: str) -> int:
    """How likely a letter is in a French roster: often, elsewhere in Europe, hardly, not at all."""
    if letter in FRENCH:
        return 3
    if letter in WESTERN:
        return 1
    return 0 if letter.isalpha() else -2


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
