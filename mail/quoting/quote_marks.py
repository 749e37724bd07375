"""What the marks of a mail tell: quotes, signatures, introductions, where an older mail begins."""

from collections.abc import Sequence

from core.reading.text import fold
from mail.quoting.introductions import (
    addressed,
    ends_introduction,
    introduction,
    is_dated,
    names_an_address,
)
from mail.quoting.lines import Line, LineMark
from mail.quoting.older_mails import is_of_header, starts_older_mail
from mail.quoting.sent_words import Parents
from mail.quoting.sorted_lines import LineReason, SortedLines

MOST_LOOKED_AT = 60
LOOKED_BELOW = 3
OWN_QUOTED = 5


def leave_out(sorting: SortedLines, parents: Parents) -> None:
    """Leave out all that a mail marks as somebody else's: quotes, signatures, and older mails."""
    lines = sorting.lines
    end = older_mail(sorting, parents)
    sorting.leave_out(range(end, len(lines)), LineReason.OLDER)
    quoted = [at for at in range(end) if lines[at].depth]
    sorting.leave_out(quoted, LineReason.QUOTE)
    signed = [at for at in range(end) if lines[at].mark is LineMark.SIGNATURE]
    sorting.leave_out(signed, LineReason.SIGNATURE)
    keep_own_marks(sorting, parents, quoted)


def older_mail(sorting: SortedLines, parents: Parents) -> int:
    """Where an older mail takes up all the rest; the introductions above are left out."""
    lines = sorting.lines
    folded = ["" if line.depth or line.mark else fold(line.text).strip() for line in lines]
    looked = 0
    for at, line in enumerate(lines):
        if line.mark is LineMark.CUT:
            return at
        if folded[at] and starts_older_mail(folded, at):
            end = end_of_header(lines, folded, at)
            if end == len(lines) or not lines[end].depth:
                return at
            sorting.leave_out(range(at, end), LineReason.INTRODUCTION)
        looked += ends_introduction(folded[at])
        count = introduced(lines, folded, at, parents) if looked <= MOST_LOOKED_AT else 0
        if count:
            sorting.leave_out(range(at - count + 1, at + 1), LineReason.INTRODUCTION)
            if not any(each.depth for each in below(lines, at)[:1]):
                return at + 1
    return len(lines)


def end_of_header(lines: Sequence[Line], folded: Sequence[str], at: int) -> int:
    """The first line below the header of an older mail; with a mark it is a quote like any."""
    return next(
        (
            place
            for place in range(at + 1, len(lines))
            if not lines[place].blank and (lines[place].depth or not is_of_header(folded[place]))
        ),
        len(lines),
    )


def introduced(lines: Sequence[Line], folded: Sequence[str], at: int, parents: Parents) -> int:
    """How many lines up to this one introduce what follows, as far as that bears it out."""
    if lines[at].mark is LineMark.INTRODUCTION:
        return int(is_last_of_mark(lines, at)) and marked_above(lines, at)
    if not ends_introduction(folded[at]):
        return 0
    following = below(lines, at)
    quoted = any(line.depth for line in following[:1])
    ours = any(parents.said_at_length(line.text) for line in following if not line.depth)
    foreign = addressed(folded, at) if quoted or ours else []
    count = introduction(folded, at)
    if not count:
        return max(foreign, default=0)
    if foreign and foreign[0] < count and is_dated(folded[at - foreign[0] + 1 : at + 1]):
        return foreign[0]
    sure = names_an_address(folded[at - count + 1 : at + 1]) or not parents.known
    return count if quoted or ours or sure else 0


def below(lines: Sequence[Line], at: int) -> list[Line]:
    """The next few lines on which something is written, up to another introduction."""
    found: list[Line] = []
    for line in lines[at + 1 :]:
        if line.mark in (LineMark.INTRODUCTION, LineMark.CUT) or len(found) == LOOKED_BELOW:
            break
        if not line.blank and line.mark is not LineMark.HIDDEN:
            found.append(line)
    return found


def is_last_of_mark(lines: Sequence[Line], at: int) -> bool:
    return at + 1 == len(lines) or lines[at + 1].mark is not LineMark.INTRODUCTION


def marked_above(lines: Sequence[Line], at: int) -> int:
    """How many lines up to this one carry the mark of an introduction."""
    start = at
    while start and lines[start - 1].mark is LineMark.INTRODUCTION:
        start -= 1
    return at - start + 1


def keep_own_marks(sorting: SortedLines, parents: Parents, quoted: Sequence[int]) -> None:
    """A few lines that a person began with `>` themselves, above the mail that they answer."""
    lines = sorting.lines
    for block in blocks(quoted):
        texts = [lines[at].text for at in block if not lines[at].blank]
        if not parents.known or any(map(parents.said, texts)) or any_introduction(texts):
            return
        if len(texts) > OWN_QUOTED or any(lines[at].depth > 1 for at in block):
            return
        if not is_answer_below(sorting, block[-1]):
            return
        for at in block:
            sorting.keep(at)


def is_answer_below(sorting: SortedLines, at: int) -> bool:
    """Whether the mail that is answered is still to come."""
    return any(why in (LineReason.INTRODUCTION, LineReason.OLDER) for why in sorting.whys[at + 1 :])


def any_introduction(texts: Sequence[str]) -> bool:
    folded = [fold(text).strip() for text in texts]
    return any(introduction(folded, at) or addressed(folded, at) for at in range(len(folded)))


def blocks(places: Sequence[int]) -> list[list[int]]:
    """Places in a row, together."""
    found: list[list[int]] = []
    for at in places:
        if found and at == found[-1][-1] + 1:
            found[-1].append(at)
        else:
            found.append([at])
    return found
