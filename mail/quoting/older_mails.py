"""Where an older mail begins: separators, header blocks, « reply above » marks.

Everything is looked for in folded text. A client may speak another language than its owner: the
labels of every language of `templates/languages` are known.
"""

import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from core.reading.languages import compiled, either

BLOCK = 7  # lines within which the labels of a header block stand

_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_LABELS = {name: either(f"quoting.{name}") for name in ("from", "sent", "to", "subject", "copy")}
_LABEL = compiled(
    r"\W{0,3}(?:" + "|".join(rf"(?P<{name}>{words})" for name, words in _LABELS.items()) + r")"
    r"\W{0,2} ?:.*"
)
_SENT_BY_ORANGE = compiled(
    rf"\W{{0,3}}(?:{either('quoting.sent_on')}) \d\d/\d\d/\d\d(?:\d\d)? .{{0,12}}"
)
_FIRST_SIGNS = "-_=*#>m"  # of those that have no colon
_RULE = re.compile(r"[-_=*]{5,}")
_SEPARATOR = compiled(
    rf"[-_=*>\s]{{2,}}(?:{either('quoting.separators')})\s*[-_=*\s]*"
    rf"|(?:{either('quoting.begins')}) ?:"
)
_ABOVE = compiled(
    rf"[-#=_*\s]{{3,}}.{{0,40}}\b(?:{either('quoting.reply')})\b.{{0,40}}"
    rf"\b(?:{either('quoting.above')})\b.{{0,60}}"
)


def starts_older_mail(lines: Sequence[str], at: int) -> bool:
    """Whether a separator, a header block or a « reply above » mark stands at this line."""
    line = lines[at].strip()
    if ":" not in line and line[:1] not in _FIRST_SIGNS:
        return False
    if _SEPARATOR.fullmatch(line) or _ABOVE.fullmatch(line) or _SENT_BY_ORANGE.fullmatch(line):
        return True
    if _RULE.fullmatch(line):
        below = (place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip())
        first = next(below, at)
        return header_block(lines, first) or sent_below(lines, first)
    return header_block(lines, at)


def is_of_header(line: str) -> bool:
    """Whether a line below the first of a separator and header block is still of it, or blank."""
    return not line or is_header(line) or _RULE.fullmatch(line) is not None


def is_header(line: str) -> bool:
    """Whether a line could be one of a header block."""
    return label(line) != ""


def label(line: str) -> str:
    """Which header a line would be: `from`, `sent`, `to`, `subject`, `copy`; empty for none."""
    found = _LABEL.fullmatch(line.strip())
    return found.lastgroup or "" if found else ""


def header_block(lines: Sequence[str], at: int) -> bool:
    """Whether the labels of an older mail's header begin here, within seven lines.

    Some clients put blank lines between them, but then nothing else. A label right above a block
    that has it too is a person's.
    """
    if not is_header(lines[at]):
        return False
    block = [line.strip() for line in lines[at : at + BLOCK]]
    end = block.index("") if "" in block else len(block)
    if are_headers(block[:end]):
        first = label(block[0])
        return not any(
            label(block[place]) == first and are_headers(block[place:end])
            for place in range(1, end)
        )
    ahead = [line.strip() for line in lines[at : at + 2 * BLOCK]]
    loose = list(takewhile(lambda line: not line or is_header(line), ahead))
    return are_headers(loose[:BLOCK]) and not any(map(are_headers, unbroken(loose)))


def sent_below(lines: Sequence[str], at: int) -> bool:
    """Whether « De : … » and « Envoyé : … » stand here in a row: below a line drawn by a client."""
    return [label(line) for line in lines[at : at + 2]] == ["from", "sent"]


def unbroken(block: Sequence[str]) -> list[list[str]]:
    """The lines of a block in groups without a blank one."""
    return [list(group) for written, group in groupby(block, key=bool) if written]


def are_headers(block: Sequence[str]) -> bool:
    """Three or more different labels, the sender and a subject or an address among them.

    « De : Lille, à : Lyon, date : … » is a person's own.
    """
    labelled = [line for line in block if is_header(line)]
    names = {label(line) for line in labelled}
    told = "subject" in names or any(map(_ADDRESS.search, labelled))
    return "from" in names and len(names) >= 3 and told
