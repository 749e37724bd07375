"""CSV as spreadsheets save it: which encoding, which separator, and its rows one by one."""

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SEPARATORS = ";,\t|"
CHUNK = 1 << 20
HEAD = 64 * 1024
LONGEST_CELL = 1 << 20
FRENCH = frozenset("éèêëàâîïôùûçœÉÈÀÇ’«»")
_SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)

Cells = list[str]


def rows(path: Path, encoding: str, separator: str) -> Iterator[Cells]:
    """Every row, a quoted line break kept within its cell; the file is read as it goes."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline()
        if not _SEP.fullmatch(first):
            file.seek(0)
        yield from csv.reader(file, delimiter=separator)


def separators(path: Path, encoding: str) -> str:
    """What may part the cells: the sign that a first line `sep=;` names, else all usual ones."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        named = _SEP.fullmatch(file.readline(80))
        head = file.read(HEAD)
    return named[1] if named else "".join(each for each in SEPARATORS if each in head) or ";"


def head(path: Path, encoding: str, separator: str, count: int) -> list[Cells]:
    return list(islice(rows(path, encoding, separator), count))


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16, with or without a mark, else what French Excel writes on Windows or Mac."""
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return "utf-8-sig" if is_utf8(path) else of_french(path)


def is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def of_french(path: Path) -> str:
    """The one of two old encodings in which more of the letters are French ones."""
    counts = dict.fromkeys(("cp1252", "mac_roman"), 0)
    for chunk in chunks(path):
        high = bytes(byte for byte in chunk if byte > 0x7F)
        for encoding in counts:
            told = high.decode(encoding, errors="replace")
            counts[encoding] += sum(letter in FRENCH for letter in told)
    return max(counts, key=lambda encoding: counts[encoding])


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
