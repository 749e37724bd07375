"""Whose words each line of a mail holds: the person's own, or why it is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mail.quoting.lines import Line, LineMark

MOST_SHOWN = 300
LONGEST_SHOWN = 200


class LineReason(StrEnum):
    """Why a line is left out; empty for the person's own words."""

    OWN = ""
    QUOTE = "quote"
    OURS = "our own mail"
    INTRODUCTION = "introduction"
    OLDER = "older mail"
    SIGNATURE = "signature"
    FOOTER = "footer"
    NOTICE = "legal notice"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a mail as it is explained to staff."""

    line: str
    kept: bool
    why: str


class SortedLines:
    """The lines of a mail with what was found out about each so far; first all are the person's."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.whys = [
            LineReason.HIDDEN if line.mark is LineMark.HIDDEN else LineReason.OWN for line in lines
        ]

    def __len__(self) -> int:
        return len(self.lines)

    def leave_out(self, places: Iterable[int], why: LineReason) -> None:
        """Take these lines for somebody else's; one that was left out before keeps its first
        reason."""
        for at in places:
            if self.whys[at] is LineReason.OWN:
                self.whys[at] = why

    def keep(self, at: int, text: str = "") -> None:
        """Take a line for the person's own after all, as it is or as `text`."""
        self.whys[at] = LineReason.OWN
        self.texts[at] = text or self.texts[at].strip()

    def own(self) -> list[int]:
        """Where the person's own lines stand, blank ones among them."""
        return self.places(LineReason.OWN)

    def places(self, *whys: LineReason) -> list[int]:
        """Where the lines stand that have one of these reasons, in order."""
        return [at for at, why in enumerate(self.whys) if why in whys]

    def spoken(self, places: Iterable[int]) -> Iterator[int]:
        """Those of the places where something is written."""
        return (at for at in places if not self.lines[at].blank)

    @property
    def says_something(self) -> bool:
        """Whether something is written on a line that counts as the person's own."""
        return any(True for _ in self.spoken(self.own()))

    def shown(self) -> tuple[ShownLine, ...]:
        """Every written line with its reason, the first few hundred of them, each cut short."""
        written = list(self.spoken(range(len(self))))[:MOST_SHOWN]
        return tuple(
            ShownLine(
                self.texts[at][:LONGEST_SHOWN], self.whys[at] is LineReason.OWN, str(self.whys[at])
            )
            for at in written
        )
