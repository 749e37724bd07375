"""What all processes counted since the first start, as Prometheus reads counters."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func
from sqlmodel import col, select

from core.ground.rows import promptness
from core.ground.tables import HandOver, Tally
from core.ground.world import Turn, World

if TYPE_CHECKING:
    from prometheus_client import Metric

COUNTERS = {  # tally → what it counts, and its labels
    "claim_moves": ("Claims that came into a state.", ("state",)),
    "inputs": ("Inputs worked, with what became of them.", ("door", "outcome")),
    "messages_sent": ("Messages that a server took.", ("door", "kind")),
    "messages_failed": ("Tries to send in vain.", ("door", "given_up")),
    "timers": ("Things due that were done, or failed.", ("kind", "outcome")),
    "ratings": ("What people said in one press.", ("about", "said")),
}
WAIT = "cocarde_message_wait_seconds"

Told = list[tuple[dict[str, str], float]]


class CountedFigures(Collector):
    """The tallies of the store. Each process adds its own every ten seconds, so that one that has
    no page of figures is counted too, and a restart sets nothing back."""

    def __init__(self, world: World) -> None:
        self.world = world

    def collect(self) -> Iterator["Metric"]:
        """Each counter, and the histogram of how long messages waited."""
        told = self.tallies()
        for name, (what, labels) in COUNTERS.items():
            family = CounterMetricFamily(f"cocarde_{name}", what, labels=labels)
            for values, count in told.get(name, []):
                family.add_metric([values.get(label, "") for label in labels], count)
            yield family
        with self.world.glance() as turn:
            waited = waits(turn)
        yield waited

    def tallies(self) -> dict[str, Told]:
        """Each tally by its name: its labels, and how often."""
        found: dict[str, Told] = {}
        with self.world.glance() as turn:
            for row in turn.db.exec(select(Tally).order_by(col(Tally.name), col(Tally.labels))):
                found.setdefault(row.name, []).append((json.loads(row.labels), row.count))
        return found


def waits(turn: Turn) -> HistogramMetricFamily:
    """How long messages waited until a server took them, by door."""
    family = HistogramMetricFamily(WAIT, "From put to taken by a server.", labels=["door"])
    query = select(HandOver.door, HandOver.within, func.sum(col(HandOver.count)))
    query = query.where(HandOver.within != promptness.NEVER)
    found = turn.db.exec(query.group_by(col(HandOver.door), col(HandOver.within))).all()
    for door in sorted({door for door, _, _ in found}):
        counts = {within: int(count) for at, within, count in found if at == door}
        upto = {step: sum(n for at, n in counts.items() if at <= step) for step in promptness.STEPS}
        buckets = [(str(step), upto[step]) for step in promptness.STEPS]
        family.add_metric([door], [*buckets, ("+Inf", sum(counts.values()))], None)
    return family
