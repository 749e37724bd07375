"""How fast it is: ratios to a floor or a peer measured in the same run, never seconds alone."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from cocarde.printing import json_option, print_json

PARTS = ("badges", "start", "telegram")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: ours, what it is beside, and whether it keeps the promise."""

    name: str
    ours: str
    beside: str
    promise: str
    kept: bool


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    json_option(parser)


def main(given: Namespace) -> int:
    try:
        import tests.bench.baking  # noqa: F401 - the peers come with the test packages
    except ImportError as missing:
        from core.ground.errors import Trouble

        mend = "Run it as: python3 run.py bench"
        raise Trouble(f"The bench needs the test packages ({missing.name}).", mend=mend) from None
    lines = []
    for part in [given.only] if given.only else PARTS:
        for line in MEASURES[part]():
            lines.append(line)
            if not given.json:
                kept = "kept" if line.kept else "MISSED"
                told = f"{line.ours:>14}  beside {line.beside:<44} {line.promise:<24} {kept}"
                print(f"{line.name:<28} {told}", flush=True)
    if given.json:
        print_json([asdict(line) for line in lines])
    return 0 if all(line.kept for line in lines) else 1


def badges() -> Iterator[Line]:
    from tests.bench.baking import bench

    for result in bench():
        yield Line(
            result.name,
            f"{result.rate:,.0f}/s",
            f"{result.peer}: {result.peer_rate:,.0f}/s",
            f"≥ {result.floor:g}×, is {result.ratio:.1f}×",
            result.ratio >= result.floor,
        )


def start() -> Iterator[Line]:
    from tests.bench.starting import bench

    for result in bench():
        yield Line(
            result.name,
            f"{result.seconds:.2f} s",
            f"a bare interpreter: {result.floor:.2f} s",
            f"≤ {result.limit:g} s",
            result.seconds <= result.limit,
        )


def telegram() -> Iterator[Line]:
    from tests.bench.telegram import compare

    result = compare()
    yield Line(
        "a Telegram question (p50)",
        f"{result.cocarde.p50:.1f} ms",
        f"a bare echo bot: {result.echo.p50:.1f} ms",
        f"within 15 ms, is {result.between:.1f}",
        result.between <= 15,
    )


MEASURES = {"badges": badges, "start": start, "telegram": telegram}
