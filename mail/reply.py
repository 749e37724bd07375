"""What the person newly wrote: their own words out of a mail with quotes, footers and signatures.

The strongest help is that we hold the mail they answer. Words are never lost: where nothing is
left above or below a quote, those within it that are not ours count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.programmes.folding import fold
from mail.footers import without_footers
from mail.html_lines import from_html, is_marked
from mail.introductions import introduction, is_header, starts_older_mail
from mail.parents import Parents, is_long
from mail.quotes import Line, Mark, from_text, tidy

MOST_LOOKED_AT = 60
BOTTOM = 40  # lines below a quote that may be an answer


def newly_written(text: str, html: str = "", sent: Sequence[str] = ()) -> str:
    """The new words of a mail given as text and HTML, where `sent` are the mails it may answer."""
    parents = Parents(sent)
    if html and (is_marked(html) or not text.strip()):
        found = own_words(from_html(html), parents)
        if found or not text.strip():
            return found
    return own_words(from_text(text), parents)


def own_words(lines: Sequence[Line], parents: Parents) -> str:
    """The person's lines, in order; empty when there are none."""
    parted = part(lines)
    own = [*without_our_runs(without_orphans(parted, parents), parents)]
    own += form_lines(parted.quoted, parents) + below_quote(parted.quoted, parents)
    found = finished(own)
    return found or finished(between_quotes(parted.quoted, parents)) or finished(parted.signature)


@dataclass(slots=True)
class Parted:
    """The lines outside of quotes (with those that stand in quotes between them), and the rest."""

    open: list[Line]
    quoted: list[str]
    signature: list[str]


def part(lines: Sequence[Line]) -> Parted:
    """Tell the lines outside of quotes from the older mails and the marked signatures."""
    end, skipped = older_mail(lines)
    parted = Parted([], [], [])
    for at, line in enumerate(lines[:end]):
        if line.mark is Mark.SIGNATURE and not line.depth:
            parted.signature.append(line.text)
        elif at not in skipped:
            parted.open.append(line)
    parted.quoted = [line.text for line in lines[:end] if line.depth]
    parted.quoted += [line.text for line in lines[end:]]
    return parted


def older_mail(lines: Sequence[Line]) -> tuple[int, set[int]]:
    """Where an older mail takes up all the rest, and the introductions of those quoted before."""
    folded = [fold(line.text).strip() if not line.depth else "" for line in lines]
    introductions: set[int] = set()
    looked = 0
    for at, line in enumerate(lines):
        if line.mark is Mark.CUT or (folded[at] and starts_older_mail(folded, at)):
            return at, introductions
        looked += folded[at].endswith(":")
        count = introduction(folded, at) if folded[at] and looked <= MOST_LOOKED_AT else 0
        if count and not is_quoted_below(lines, at):
            return at - count + 1, introductions
        introductions.update(range(at - count + 1, at + 1))
    return len(lines), introductions


def is_quoted_below(lines: Sequence[Line], at: int) -> bool:
    """Whether the words after an introduction have quote marks; else all the rest is a quote."""
    below = next((line for line in lines[at + 1 :] if not line.blank or line.mark), None)
    return below is not None and below.depth > 0


def without_orphans(parted: Parted, parents: Parents) -> list[str]:
    """The lines outside of quotes, less the ends of our own lines that a client broke."""
    kept: list[str] = []
    above = ""
    for line in parted.open:
        if line.depth:
            above = line.text if line.text.strip() else above
        elif above and parents.went_on(above, line.text):
            above = f"{above} {line.text}"
        else:
            kept.append(line.text)
            above = above if line.blank else ""
    return kept


def without_our_runs(lines: Sequence[str], parents: Parents) -> list[str]:
    """The lines less each long run of our own: some clients quote without any mark."""
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        ours = parents.said(line) and (not run or parents.went_on(last_said(run), line))
        if not ours and line.strip():
            kept += [] if is_long(run) else run
            run = [line] if parents.said(line) else []
            kept += [] if run else [line]
        elif run or ours:
            run.append(line)
        else:
            kept.append(line)
    return kept + ([] if is_long(run) else run)


def last_said(run: Sequence[str]) -> str:
    return next(line for line in reversed(run) if line.strip())


def form_lines(quoted: Sequence[str], parents: Parents) -> list[str]:
    """Form lines of ours that were filled in inside the quote."""
    return [line.strip() for line in quoted if parents.known and parents.filled(line)]


def below_quote(quoted: Sequence[str], parents: Parents) -> list[str]:
    """An answer written below a quote that has no marks: what follows the last line of ours."""
    ours = [at for at, line in enumerate(quoted) if parents.said(line)]
    if not parents.known or len(ours) < 3:
        return []
    below = [line for line in quoted[ours[-1] + 1 :] if not parents.filled(line)]
    return below if len(below) <= BOTTOM else []


def between_quotes(quoted: Sequence[str], parents: Parents) -> list[str]:
    """The words inside a quote of ours that are not ours."""
    if not parents.known or not any(parents.said(line) for line in quoted):
        return []
    folded = [fold(line).strip() for line in quoted]
    return [
        line
        for at, line in enumerate(quoted)
        if not parents.said(line)
        and not is_header(folded[at])
        and not introduction(folded, at)
        and not starts_older_mail(folded, at)
    ]


def finished(lines: Sequence[str]) -> str:
    """The lines as one text: no footers, no blank lines at the ends, one blank line in a row."""
    text = "\n".join(line.rstrip() for line in without_footers(lines))
    return re.sub(r"\n{3,}", "\n\n", tidy(text)).strip()
