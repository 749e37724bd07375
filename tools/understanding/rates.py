"""Rates of readings: right, asked, wrong, harmful …, and whether a certainty is what it says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.reading.acts.kinds import ActKind
from tools.understanding.labelled import Judged

BINS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many, beside the goal (a share, and whether it is the most or the least)."""

    name: str
    hits: int
    of: int
    goal: float
    most: bool = False

    @property
    def share(self) -> float:
        """The share, 0 of none."""
        return self.hits / self.of if self.of else 0.0

    @property
    def kept(self) -> bool:
        """Whether the goal is kept."""
        return self.share <= self.goal if self.most else self.share >= self.goal


def rates(judged: Sequence[Judged]) -> list[Rate]:
    """The rates that issue and docs name, in their order."""
    somebodys = [each for each in judged if each.message.somebodys]
    nobodys = [each for each in judged if not each.message.somebodys]
    answerable = [each for each in somebodys if not each.message.better_asked]
    confirming = [each for each in judged if each.message.meant[0] == {ActKind.CONFIRM}]
    return [
        rate("right or rightly asked", judged, lambda each: each.once or each.asked, 0.95),
        rate("wrong", judged, lambda each: each.wrong, 0.01, most=True),
        rate("harmful", judged, lambda each: each.harmful, 0.0, most=True),
        rate("answered at once", answerable, lambda each: each.once, 0.85),
        rate("confirmations at once", confirming, lambda each: each.once, 0.85),
        rate("nobody's act refused", nobodys, lambda each: not each.done, 0.95),
        rate("right in three offers", somebodys, lambda each: each.in_three, 0.97),
    ]


def rate(
    name: str,
    judged: Sequence[Judged],
    hit: Callable[[Judged], bool],
    goal: float,
    *,
    most: bool = False,
) -> Rate:
    """How many of these readings are a hit."""
    return Rate(name, sum(map(hit, judged)), len(judged), goal, most)


@dataclass(frozen=True, slots=True)
class Bin:
    """The certainties of one tenth: how many, their mean, and the share that was right."""

    number: int
    mean: float
    right: float


def bins(certainties: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of certainties; empty ones are left out."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in certainties:
        found.setdefault(min(BINS - 1, int(sure * BINS)), []).append((sure, right))
    return [
        Bin(
            len(each),
            sum(sure for sure, _ in each) / len(each),
            sum(right for _, right in each) / len(each),
        )
        for _, each in sorted(found.items())
    ]


def calibration_error(told: Sequence[Bin]) -> float:
    """The expected calibration error: how far a certainty is from the share that was right."""
    total = sum(each.number for each in told)
    return sum(each.number * abs(each.mean - each.right) for each in told) / total if total else 0.0
