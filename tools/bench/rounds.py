"""Two ways of doing the same, measured in turns: what a busy machine does, it does to both."""

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rates:
    """Things a second, one figure a round, of ours and of the peer in the same round."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the rounds' own ratios."""
        return statistics.median(self.ratios)

    @property
    def ratios(self) -> list[float]:
        """Our rate divided by the peer's, for each round, the smallest first."""
        return sorted(ours / peer for ours, peer in zip(self.ours, self.peer, strict=True))

    @property
    def median(self) -> tuple[float, float]:
        """The middle rate of ours and of the peer."""
        return statistics.median(self.ours), statistics.median(self.peer)


def in_turns(
    ours: Callable[[int], float], peer: Callable[[int], float], rounds: int, count: int
) -> Rates:
    """Rates of `count` things a round; each way gives the seconds of the round it is asked for.

    Every other round the peer begins. The round before the first warms both up, uncounted.
    """
    rates: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        seconds = {}
        for way in (ours, peer) if number % 2 else (peer, ours):
            gc.collect()
            seconds[way] = way(number)
        if number:
            rates.append((count / seconds[ours], count / seconds[peer]))
    return Rates(tuple(each for each, _ in rates), tuple(each for _, each in rates))
