"""What the store holds and what is wrong with it, as Prometheus reads gauges."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from threading import Lock

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func
from sqlmodel import col, select

from core.ground.tables import Badge, Certificate, Claim, Outbox, Running
from core.ground.world import Turn, World
from core.watching import backlog, beating, disk, holders
from core.watching.conditions import NAMES, conditions
from core.watching.stuck import stuck
from web.public.health import age

SELDOM = timedelta(minutes=5)  # between two counts of what grows

Counts = list[tuple[str, list[str], int]]


class StoreFigures(Collector):
    """What the store holds, and what is wrong: looked up when asked; what has to be counted from
    end to end, every five minutes at most."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.counted: tuple[datetime, Counts] | None = None
        self.lock = Lock()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Totals, what is wrong by its name, messages, machines, certificates."""
        yield from self.totals()
        found = conditions(self.world)
        yield gauge("condition", "Whether this is wrong.", "name", {
            name: float(any(each.name == name for each in found)) for name in NAMES
        })  # fmt: skip
        with self.world.glance() as turn:
            families = [*messages(turn), *machines(turn), certificates(turn), complaints(turn)]
        yield from families

    def totals(self) -> Iterator[GaugeMetricFamily]:
        """How many claims, messages and badges there are."""
        gauges = {
            "claims": GaugeMetricFamily("cocarde_claims", "Claims.", labels=["state"]),
            "outbox": GaugeMetricFamily("cocarde_outbox", "Messages.", labels=["door", "state"]),
            "badges": GaugeMetricFamily("cocarde_badges", "Badges.", labels=["programme"]),
        }
        for name, labels, count in self.counts():
            gauges[name].add_metric(labels, count)
        yield from gauges.values()

    def counts(self) -> Counts:
        """The totals, at most five minutes old."""
        with self.lock:
            now = self.world.now()
            if self.counted is None or not now - SELDOM < self.counted[0] <= now:
                self.counted = now, list(count_all(self.world))
            return self.counted[1]


def count_all(world: World) -> Iterator[tuple[str, list[str], int]]:
    with world.glance() as turn:
        claims = select(Claim.state, func.count()).group_by(Claim.state)
        badges = select(Badge.programme, func.count()).group_by(Badge.programme)
        rows = select(Outbox.door, Outbox.state, func.count())
        yield from (("claims", [state], count) for state, count in turn.db.exec(claims))
        yield from (("badges", [slug], count) for slug, count in turn.db.exec(badges))
        for door, state, count in turn.db.exec(rows.group_by(Outbox.door, Outbox.state)):
            yield "outbox", [door, state], count


def messages(turn: Turn) -> Iterator[GaugeMetricFamily]:
    """How long the oldest message waits; of each door that could not hand messages over: how many,
    since when, the last error."""
    oldest = age(turn, backlog.oldest(turn))
    yield GaugeMetricFamily("cocarde_outbox_oldest_seconds", "Age of the oldest.", oldest)
    found = stuck(turn)
    yield gauge(
        "outbox_failing", "Tried in vain.", "door", {each.door: each.messages for each in found}
    )
    ages = {each.door: age(turn, each.since) for each in found}
    yield gauge("outbox_failing_oldest_seconds", "Age of the oldest of them.", "door", ages)
    error = GaugeMetricFamily(
        "cocarde_outbox_last_error", "Its last error.", labels=["door", "error"]
    )
    for each in found:
        error.add_metric([each.door, each.error], 1)
    yield error


def machines(turn: Turn) -> Iterator[GaugeMetricFamily]:
    """The processes at work by what they run, their clocks, what is read, the disks."""
    living: list[Running] = beating.living(turn)
    parts = [part for each in living for part in each.parts.split(",")]
    working = {part: parts.count(part) for part in sorted(set(parts))}
    yield gauge("processes", "Processes at work.", "part", working)
    ahead = {each.host: each.clock_ahead for each in living}
    yield gauge("clock_ahead_seconds", "Ahead of the database's clock.", "process", ahead)
    unheld = holders.unheld(turn)
    held = {name: float(name not in unheld) for name in holders.wanted(turn.settings)}
    yield gauge("lease_held", "Whether somebody reads there.", "lease", held)
    free = {str(place): disk.free(place) for place in disk.places(turn.settings)}
    yield gauge("disk_free_bytes", "Room on a disk that we write on.", "place", free)


def certificates(turn: Turn) -> GaugeMetricFamily:
    """Until when the certificates of our servers are valid."""
    name = "cocarde_certificate_ends_timestamp_seconds"
    family = GaugeMetricFamily(name, "End of a certificate.", labels=["place", "server"])
    for row in turn.db.exec(select(Certificate).order_by(col(Certificate.place))):
        if row.ends_at is not None:
            family.add_metric([row.place, row.what], row.ends_at.timestamp())
    return family


def complaints(turn: Turn) -> GaugeMetricFamily:
    """How many reports came that a mail was called spam."""
    count = beating.counted(turn, "inputs", outcome="complaint")
    return GaugeMetricFamily("cocarde_complaints", "Mails called spam.", count)


def gauge(name: str, what: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """A family of one label."""
    family = GaugeMetricFamily(f"cocarde_{name}", what, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
