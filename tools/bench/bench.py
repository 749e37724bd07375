"""How fast it is: ratios to a floor or a peer measured in the same run, never seconds alone."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cocarde.printing import json_option, print_json

if TYPE_CHECKING:
    from tools.bench.rounds import Rates

PARTS = (
    "badges",
    "start",
    "telegram",
    "reading",
    "outbound",
    "inbound",
    "campaign",
    "diagnosis",
    "memory",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: ours, what it is beside, and whether it keeps the promise."""

    name: str
    ours: str
    beside: str
    promise: str
    kept: bool


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("part", nargs="*", help=f"all, or some of: {', '.join(PARTS)}")
    json_option(parser)


def main(given: Namespace) -> int:
    from core.ground.errors import Trouble

    try:
        import tools.bench.baking  # noqa: F401 - the peers come with the test packages
    except ImportError as missing:
        raise Trouble("command.tool_lacks", name="bench", package=missing.name) from None
    if unknown := set(given.part) - set(PARTS):
        raise Trouble("tool.no_bench", name=repr(min(unknown)), known=", ".join(PARTS))
    lines: list[Line] = []
    for part in given.part or PARTS:
        try:
            lines += shown(MEASURES[part](), quiet=given.json)
        except Trouble as lacking:
            if given.part:
                raise
            lines += shown([Line(part, "not measured", str(lacking), "", False)], quiet=given.json)
    if given.json:
        print_json([asdict(line) for line in lines])
    return 0 if all(line.kept for line in lines) else 1


def shown(measured: Iterable[Line], *, quiet: bool) -> Iterator[Line]:
    """The lines as they come, each printed at once unless all are wanted as JSON."""
    for line in measured:
        if not quiet:
            kept = "kept" if line.kept else "MISSED"
            told = f"{line.ours:>14}  beside {line.beside:<44} {line.promise:<24} {kept}"
            print(f"{line.name:<36} {told}", flush=True)
        yield line


def badges() -> Iterator[Line]:
    from tools.bench.baking import bench

    for result in bench():
        yield Line(
            result.name,
            f"{result.rate:,.0f}/s",
            f"{result.peer}: {result.peer_rate:,.0f}/s",
            f"≥ {result.floor:g}×, is {result.ratio:.1f}×",
            result.ratio >= result.floor,
        )


def start() -> Iterator[Line]:
    from tools.bench.starting import bench

    for result in bench():
        yield Line(
            result.name,
            f"{result.seconds:.2f} s",
            f"a bare interpreter: {result.floor:.2f} s",
            f"≤ {result.limit:g} s",
            result.seconds <= result.limit,
        )


def memory() -> Iterator[Line]:
    from tools.bench.memory import LIMIT_MB, PEOPLE, bench

    result = bench()
    yield Line(
        f"memory, all doors, {PEOPLE:,} people",
        f"{result.most:.0f} MB",
        f"all doors opened: {result.opened:.0f} MB; {result.inputs} inputs",
        f"≤ {LIMIT_MB:g} MB",
        result.most <= LIMIT_MB,
    )


def telegram() -> Iterator[Line]:
    from tools.bench.telegram import compare

    result = compare()
    yield Line(
        "a Telegram question (p50)",
        f"{result.cocarde.p50:.1f} ms",
        f"a bare echo bot: {result.echo.p50:.1f} ms",
        f"within 15 ms, is {result.between:.1f}",
        result.between <= 15,
    )


def reading() -> Iterator[Line]:
    from statistics import fmean

    from tools.bench.reading import bench, bench_acts

    cost = bench()
    yield Line(
        "read an answer (CPU)",
        f"{fmean(cost.read):.2f} ms",
        f"p95 {cost.p95:.2f} ms; parsing: {fmean(cost.parse):.2f} ms",
        f"≤ 2 ms, {len(cost.read)} mails",
        fmean(cost.read) <= 2,
    )
    acts = bench_acts()
    yield Line(
        "read a message as acts (CPU)",
        f"{acts.acts:.2f} ms",
        f"the nearest of all phrases: {acts.nearest:.2f} ms",
        f"≤ 1.5 ms, {acts.messages} messages",
        acts.acts <= 1.5,
    )


def outbound() -> Iterator[Line]:
    from tools.bench.outbound import bench

    yield by_mail("badge mails out", bench(), "bare aiosmtplib", 0.8)


def inbound() -> Iterator[Line]:
    from tools.bench.inbound import bench

    yield by_mail("answers in", bench(), "bare fetch and parse", 0.6)


def by_mail(name: str, rates: "Rates", peer: str, share: float) -> Line:
    """Rates as medians of the rounds, and the spread of their ratios."""
    (ours, theirs), ratios = rates.median, rates.ratios
    return Line(
        name,
        f"{ours:,.0f}/s",
        f"{peer}: {theirs:,.0f}/s ({ratios[0]:.0%}–{ratios[-1]:.0%})",
        f"≥ {share:.0%}, is {rates.ratio:.0%}",
        rates.ratio >= share,
    )


def campaign() -> Iterator[Line]:
    from tools.bench.campaign import MISSIONS, bench

    for stage in bench():
        yield Line(
            stage.name,
            f"{stage.ours.cpu:,.0f}/s",
            f"{stage.beside}; by the clock {stage.ours.clock:,.0f}/s",
            f"≥ 5,000/s, {MISSIONS:,} rows",
            stage.ours.cpu >= 5000,
        )


def diagnosis() -> Iterator[Line]:
    from tools.bench.diagnosis import ENGINES, MANY, bench

    for engine in ENGINES:
        few, many = bench(engine)
        yield Line(
            f"why a badge is missing, {engine}",
            f"{many.p95:.1f} ms",
            f"p50 {many.p50:.1f} ms; {MANY:,} roster rows and claims",
            "p95 ≤ 50 ms",
            many.p95 <= 50,
        )
        grown = many.p50 / few.p50
        yield Line(
            f"as the store grows, {engine}",
            f"{grown:.2f}×",
            f"{few.p50:.1f} ms at {few.rows:,} rows",
            "≤ 1.3×",
            grown <= 1.3,
        )


MEASURES = {
    "badges": badges,
    "start": start,
    "telegram": telegram,
    "reading": reading,
    "outbound": outbound,
    "inbound": inbound,
    "campaign": campaign,
    "diagnosis": diagnosis,
    "memory": memory,
}
