"""How long do keys, exports and other verifiers take with many badges?

`python -m tools.many_badges [COUNT]` (10,000): issues them, rotates the key, has every key stolen
so that all are signed anew, exports them, and each time asks the independent verifiers about some.
Prints a line for each; 0 where every verifier said what is so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from cocarde.operate.export_static import export
from tests.verifiers import every_class
from tests.verifiers.every_class import Kind
from tests.world.world import Stage, make_stage
from tools.drills import STOLEN, Drill, documents, judged, looks_at, pictures, told, web_server

COUNT, SAMPLE, SEED = 10_000, 40, 20_261_130
KINDS = (Kind("service-civique", "volontaire", "fr"), Kind("becode", "python-avance", "nl"))


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Print how long it took, and how many that is in a second."""
    begun = time.perf_counter()
    yield
    passed = time.perf_counter() - begun
    print(f"{what:<28} {count:>6}  {passed:>7.1f} s  {count / passed:>8.0f}/s", flush=True)


def asked(stage: Stage, drill: Drill, folder: Path) -> int:
    """How many verdicts on the pictures of a drill are wrong; prints a line."""
    found = judged(stage.world, drill, folder)
    wrong = [
        each for each in found if each.accepted is not drill.good and looks_at(drill, each.verifier)
    ]
    has_to = "accept" if drill.good else "refuse"
    print(f"  {drill.name}: {len(found) - len(wrong)} of {len(found)} verdicts right ({has_to})")
    for each in wrong[:5]:
        print(f"    {each.verifier}: {each.png.name}: {each.why}")
    return len(wrong)


def live(stage: Stage, count: int, folder: Path) -> int:
    """Let that many badges live through it all; gives how many verdicts were wrong."""
    world, wrong = stage.world, 0
    with timed("issue", count):
        kinds = list(islice(cycle(KINDS), count))
        ids = [every_class.issue_badge(world, kind) for kind in told("issuing", kinds)]
    some = Random(SEED).sample(ids, min(SAMPLE, count))
    stage.clock.pass_(hours=1)
    with timed("rotate the keys", count):
        every_class.rotate(world)
    before = pictures(world, some)
    with timed("write every document", count):
        site = documents(world, folder)
    wrong += asked(stage, Drill("after a rotation", site, before), folder / "1")
    stage.clock.pass_(hours=1)
    with timed("sign anew after a theft", count):
        every_class.compromise(world)
    with web_server(documents(world, folder)) as address:
        good = Drill("after the theft, from a web server", address, pictures(world, some))
        wrong += asked(stage, good, folder / "2")
        wrong += asked(stage, Drill(STOLEN, address, before, good=False), folder / "3")
    with timed("export with every page", count):
        export(world, folder / "export")
    size = sum(each.stat().st_size for each in (folder / "export").rglob("*") if each.is_file())
    print(f"  the export takes {size / 1_000_000:,.0f} MB")
    return wrong


def main(given: Sequence[str]) -> int:
    """Do it with as many as are wanted."""
    with TemporaryDirectory() as place:
        stage = make_stage(Path(place))
        wrong = live(stage, int(given[0]) if given else COUNT, Path(place))
        stage.world.store.close()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
