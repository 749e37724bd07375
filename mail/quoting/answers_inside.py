"""What a person wrote inside the mail that they quote: form lines filled in, words between ours."""

from collections.abc import Sequence

from core.reading.text import fold
from mail.quoting.introductions import introduction
from mail.quoting.older_mails import is_header, starts_older_mail
from mail.quoting.sent_words import Parents
from mail.quoting.sorted_lines import LineReason, SortedLines

BOTTOM = 40  # lines below a quote that may be an answer
BETWEEN = 10
LEAST_OURS = 3  # lines that show that it is our mail


def keep(sorting: SortedLines, parents: Parents) -> None:
    """Take the person's words in the quote of our mail for their own.

    Only in the first: what stands in those that it quotes in turn was said long ago.
    """
    if not parents.known:
        return
    parts = sections(sorting, parents)
    for part in parts:
        ours = where_ours(sorting, part, parents)
        if len(ours) >= LEAST_OURS:
            keep_form_lines(sorting, part, parents)
            keep_between(sorting, part, ours, parents)
            if part is parts[-1]:
                keep_below(sorting, ours[-1])
            return
    for part in parts:
        keep_form_lines(sorting, part, parents)


def keep_form_lines(sorting: SortedLines, part: Sequence[int], parents: Parents) -> None:
    """Form lines of ours, filled in or corrected; some clients show a label above its answer."""
    label = ""
    for at in part:
        text = sorting.texts[at]
        form = parents.form(text) or (parents.answered(label, text) if label else "")
        if form:
            sorting.keep(at, form)
        label = text if parents.is_label(text) else ""


def keep_between(
    sorting: SortedLines, part: Sequence[int], ours: Sequence[int], parents: Parents
) -> None:
    """A few words between lines of ours; more would be our mail as some client garbled it."""
    between = foreign(sorting, part, ours, parents)
    between = [at for at in between if ours[0] < at < ours[-1]]
    if len(between) <= min(BETWEEN, len(ours)):
        keep_all(sorting, between)


def sections(sorting: SortedLines, parents: Parents) -> list[list[int]]:
    """The quoted lines but for headers, parted where another mail begins or ends."""
    quoted = list(sorting.spoken(sorting.places(LineReason.QUOTE, LineReason.OLDER)))
    folded = [fold(sorting.texts[at]).strip() for at in quoted]
    parts: list[list[int]] = [[]]
    depth = -1
    for place, at in enumerate(quoted):
        begins = starts_older_mail(folded, place) or introduction(folded, place)
        if begins or sorting.lines[at].depth != depth:
            parts.append([])
        depth = sorting.lines[at].depth
        if not is_header(folded[place]) or parents.is_form_line(sorting.texts[at]):
            parts[-1].append(at)
    return parts


def where_ours(sorting: SortedLines, part: Sequence[int], parents: Parents) -> list[int]:
    """The lines of a section that are ours where they stand."""
    worded = [at for at in part if parents.words(sorting.texts[at])]
    texts = ["", *(sorting.texts[at] for at in worded), ""]
    return [
        at
        for place, at in enumerate(worded, start=1)
        if parents.said_between(texts[place - 1], texts[place], texts[place + 1])
    ]


def foreign(
    sorting: SortedLines, part: Sequence[int], ours: Sequence[int], parents: Parents
) -> list[int]:
    """The lines of a section that say something which is not ours."""
    known = {*ours, *sorting.own()}
    return [at for at in part if at not in known and parents.says(sorting.texts[at])]


def keep_all(sorting: SortedLines, places: Sequence[int]) -> None:
    for at in places:
        sorting.keep(at)


def keep_below(sorting: SortedLines, last: int) -> None:
    """An answer below a quote that has no marks: what follows the last line of ours."""
    rest = [at for at in range(last + 1, len(sorting)) if sorting.whys[at] is LineReason.OLDER]
    if len(rest) <= BOTTOM and not any(sorting.lines[at].depth for at in rest):
        keep_all(sorting, rest)


def keep_anything(sorting: SortedLines, parents: Parents) -> None:
    """Take the words inside a quote of ours that are not ours for the person's, when they have none
    elsewhere."""
    if not parents.known:
        return
    for part in sections(sorting, parents):
        if ours := where_ours(sorting, part, parents):
            found = foreign(sorting, part, ours, parents)
            keep_all(sorting, [at for at in found if at > ours[0]])
