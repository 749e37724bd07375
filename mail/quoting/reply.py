"""What the person newly wrote: their own words out of a mail with quotes, footers and signatures.

The strongest help is that we hold the mail they answer. Words are never lost: where nothing is
left above or below a quote, those within it that are not ours count.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from core.reading.text import fold, tidy, words
from mail.parsing.html_stub import is_stub
from mail.quoting import answers_inside, quote_marks, unmarked_quotes
from mail.quoting.footers import footers, is_phone_line
from mail.quoting.html_lines import MOST, from_html, is_marked, is_struck
from mail.quoting.introductions import introduction
from mail.quoting.lines import Line, from_text
from mail.quoting.older_mails import is_header
from mail.quoting.sent_words import Parents
from mail.quoting.sorted_lines import LineReason, ShownLine, SortedLines

LONGEST_STUB = 40  # words
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Reply:
    """The person's words, and all lines of the mail as they were sorted."""

    text: str
    sorting: SortedLines

    @property
    def lines(self) -> tuple[ShownLine, ...]:
        """Every written line: whether it was kept, else why not; bounded in number and length."""
        return self.sorting.shown()

    @property
    def may_hand_on(self) -> bool:
        """Whether a line among the person's words looks like the beginning of another mail, or
        like the end of one: what stands below it may be older, or somebody else's."""
        lines = [fold(line).strip() for line in self.text.split("\n")]
        return any(
            introduction(lines, at)
            or (is_header(line) and is_header("".join(lines[at + 1 : at + 2])))
            or is_phone_line(line)
            for at, line in enumerate(lines)
        )


def read_reply(text: str, html: str = "", sent: Sequence[str] = ()) -> Reply:
    """The new words of a mail given as text and HTML, with what became of each line; `sent` are the
    mails of ours that it may answer.

    HTML is read where it marks its quotes or strikes words out, and where the text part says
    nothing of what it says.
    """
    parents = Parents(sent)
    if not html:
        return sort(from_text(text), parents)
    page = sort(from_html(html), parents) if is_telling(html) or is_stub(text) else None
    if page and (page.text or not text.strip() or page.sorting.places(LineReason.HIDDEN)):
        return page
    plain = sort(from_text(text), parents)
    if page is None and says_else(plain.text, html):
        page = sort(from_html(html), parents)
    return page if page and (page.text or not text.strip()) else plain


def is_telling(html: str) -> bool:
    """Whether the HTML tells more than the text of the same mail can."""
    return is_marked(html) or is_struck(html)


def says_else(text: str, html: str) -> bool:
    """Whether a short text is no other form of the HTML: most of its words are not there."""
    told = words(text)
    page = frozenset(words(unescape(_TAG.sub(" ", html[:MOST]))))
    return len(told) <= LONGEST_STUB and sum(word in page for word in told) * 2 <= len(told)


def sort(lines: Sequence[Line], parents: Parents) -> Reply:
    """Part the person's lines from all others, in order."""
    sorting = SortedLines(lines)
    quote_marks.leave_out(sorting, parents)
    unmarked_quotes.leave_out(sorting, parents)
    answers_inside.keep(sorting, parents)
    leave_out_footers(sorting)
    if not sorting.says_something:
        answers_inside.keep_anything(sorting, parents)
        leave_out_footers(sorting)
    if not sorting.says_something:
        keep_signature(sorting)
    return Reply(joined(sorting), sorting)


def leave_out_footers(sorting: SortedLines) -> None:
    own = sorting.own()
    for place, why in footers([sorting.texts[at] for at in own]).items():
        sorting.leave_out([own[place]], why)


def keep_signature(sorting: SortedLines) -> None:
    """Keep what the client calls a signature where it calls everything one: it is what the person
    wrote."""
    marked = [at for at in sorting.places(LineReason.SIGNATURE) if sorting.lines[at].mark]
    unsigned = footers([sorting.texts[at] for at in marked])
    for place, at in enumerate(marked):
        if place not in unsigned:
            sorting.keep(at)


def joined(sorting: SortedLines) -> str:
    """The person's lines as one text: none blank at the ends, one blank line in a row."""
    text = "\n".join(sorting.texts[at].strip() for at in sorting.own())
    return re.sub(r"\n{3,}", "\n\n", tidy(text)).strip()
