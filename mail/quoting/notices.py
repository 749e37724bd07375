"""What companies and lists write below a person's words: who may read it, paper, leaving a list."""

from collections.abc import Callable, Sequence
from functools import partial

from core.reading.text import words
from mail.quoting.banners import RULE, is_warning
from mail.quoting.sorted_lines import LineReason
from mail.quoting.topics import Topics, topics

HEADING = 6  # words
LONGEST = 40  # lines
LONGEST_GREEN = 250
_LEGAL = {"secret", "alone", "forbidden", "spread", "liability", "rights"}
_HEADED = _LEGAL | {"notice"}


def above_notice(
    lines: Sequence[str], end: int, *, noticed: bool, start: int = 0
) -> tuple[int, LineReason]:
    """Where the last paragraph above `end` begins to be nobody's words, and why; `end` itself where
    it is a person's. `noticed`: a legal notice stands right below; `start`: where they may begin.
    """
    top = max(paragraph(lines, end), start)
    alone = not written_end(lines, top)  # then « se désabonner » is an order
    for is_one, begins, why in kinds(ruled=top > 0 and is_rule(lines[top - 1])):
        for at in range(top + (alone and why is LineReason.FOOTER), end):
            if begins(lines[at]) and is_one(" ".join(lines[at:end])):
                return at, why
    text = " ".join(lines[top:end])
    if noticed and is_heading(text):
        return top, LineReason.NOTICE
    if top > start and len(topics(text, "notice")) >= 2 and (higher := written_end(lines, top)):
        above, why = above_notice(lines, higher, noticed=False, start=start)
        if why is LineReason.NOTICE:
            return above, why
    return end, LineReason.OWN


def kinds(*, ruled: bool) -> list[tuple[Callable[[str], bool], Callable[[str], bool], LineReason]]:
    """Each kind of such texts: how it is told, how its first line is, and the reason it gives."""
    return [
        (is_notice, partial(begins, kind="notice", least=2), LineReason.NOTICE),
        (is_green, partial(begins, kind="printing"), LineReason.NOTICE),
        (is_warning, partial(begins, kind="warning"), LineReason.NOTICE),
        (partial(is_listed, ruled=ruled), partial(begins, kind="listing"), LineReason.FOOTER),
    ]


def begins(line: str, kind: str, least: int = 1) -> bool:
    """Whether a line could be the first one of a text of this kind."""
    told = topics(line, kind)
    return len(told) >= least or told.share >= 0.3


def is_notice(text: str) -> bool:
    """Whether a text says for whom a mail is, what nobody may do with it, or who answers for it."""
    told = topics(text, "notice")
    return len(told) >= 3 and bool(told.names & _LEGAL)


def is_heading(text: str) -> bool:
    """Whether a few words could be the heading of a notice."""
    return len(words(text)) <= HEADING and bool(topics(text, "notice").names & _HEADED)


def is_green(text: str) -> bool:
    """Whether a text asks to spare paper, or nature."""
    told = topics(text, "printing").names
    spared = "paper" in told or {"nature", "think"} <= told
    return len(text) <= LONGEST_GREEN and len(told) >= 2 and spared


def is_listed(text: str, *, ruled: bool) -> bool:
    """Whether a list says why one gets its mails, and how to leave it; `ruled`: below a line."""
    told: Topics = topics(text, "listing")
    led = told.names & {"because", "link", "settings"}
    return bool(told) if ruled else (len(told) >= 2 and bool(led))


def is_rule(line: str) -> bool:
    """Whether a line is made of dashes, stars or the like."""
    return RULE.fullmatch(line.strip()) is not None


def paragraph(lines: Sequence[str], end: int) -> int:
    """Where the paragraph begins whose last line stands above `end`, as far as it is looked at."""
    top = end
    while top and end - top < LONGEST and lines[top - 1].strip() and not is_rule(lines[top - 1]):
        top -= 1
    return top


def written_end(lines: Sequence[str], end: int) -> int:
    """The place below the last written line above `end`, rules left out; 0 where there is none."""
    while end and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    return end
