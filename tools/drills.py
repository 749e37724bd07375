"""Do verifiers that are not ours accept a badge of every class after all that may happen to it?

`python -m tools.drills [PROGRAMME…]`: a badge of every class in every language, as it was issued,
after a rotation of keys, after every key was stolen, after a correction of the name, and out of a
static export that a plain web server gives out. What a stolen key signed, what was replaced,
altered or revoked has to be refused. Prints a table; 0 where all is as it has to be.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TypeVar

from cocarde.operate.export_static import export
from core.ground.world import World
from core.issuing import stored_badges
from core.issuing.static_site import static_site
from tests.verifiers import every_class
from tests.verifiers.accepting import OPENBADGES, OPENBADGESLIB_2, Judgement, judgements
from tests.verifiers.every_class import Kind
from tests.world.world import BASE, Stage, make_stage

OURS = "cocarde verify"
STOLEN, ALTERED = "what a stolen key signed", "altered"
# Who accepts all the same, and rightly: 2.0 knows no signature of a hosted badge, and the words of
# the old file are those of the store.
OF_2_0 = (OPENBADGES, OPENBADGESLIB_2)
LAX = {(STOLEN, OURS), *((name, each) for name in (STOLEN, ALTERED) for each in OF_2_0)}
Each = TypeVar("Each", Kind, str)


@dataclass(frozen=True, slots=True)
class Drill:
    """What happened to these pictures, by badge id, and whether they have to be accepted then."""

    name: str
    site: Path | str
    pngs: dict[str, bytes]
    good: bool = True


def drills(stage: Stage, kinds: Sequence[Kind], folder: Path) -> Iterator[Drill]:
    """One drill after the other, on badges of these kinds, an hour apart."""
    world = stage.world
    ids = [every_class.issue_badge(world, kind) for kind in told("issuing", kinds)]
    yield Drill("as issued", documents(world, folder), pictures(world, ids))
    stage.clock.pass_(hours=1)
    every_class.rotate(world)
    firsts = list({kind.programme: kind for kind in reversed(kinds)}.values())
    ids += [every_class.issue_badge(world, kind) for kind in told("issuing", firsts)]
    before = pictures(world, ids)
    yield Drill("after a rotation", documents(world, folder), before)
    stage.clock.pass_(hours=1)
    every_class.compromise(world)
    site = documents(world, folder)
    yield Drill(STOLEN, site, before, good=False)
    yield Drill("after the theft", site, pictures(world, ids))
    stage.clock.pass_(hours=1)
    replaced = [each for each in told("correcting", ids) if every_class.correct(world, each)]
    site, standing = documents(world, folder), every_class.standing(world)
    yield Drill("replaced", site, pictures(world, replaced), good=False)
    good = pictures(world, standing)
    yield Drill("after a correction", site, good)
    altered = {name: every_class.tampered(png) for name, png in good.items()}
    yield Drill(ALTERED, site, altered, good=False)
    with exported(world, folder) as address:
        yield Drill("out of an export", address, good)
    stage.clock.pass_(hours=1)
    for each in told("revoking", standing):
        every_class.revoke(world, each)
    with exported(world, folder) as address:
        yield Drill("revoked, out of an export", address, good, good=False)


def told(doing: str, several: Sequence[Each]) -> Iterator[Each]:
    """Each of several, while a line tells how far it is."""
    for number, each in enumerate(several, 1):
        sys.stderr.write(f"\r{doing} {number} of {len(several)}   ")
        yield each
    sys.stderr.write("\r\033[K")


def documents(world: World, folder: Path) -> Path:
    """What the installation gives out now, as files."""
    static_site(world, folder / "site")
    return folder / "site"


def pictures(world: World, ids: Sequence[str]) -> dict[str, bytes]:
    """The PNG of each badge as its page gives it now."""
    return {each: every_class.picture(world, each) for each in ids}


def exported(world: World, folder: Path) -> AbstractContextManager[str]:
    """A plain web server over a static export, on this machine; gives its address."""
    export(world, folder / "export")
    return web_server(folder / "export")


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """A plain web server over a folder, on this machine; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    handler = partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def judged(world: World, drill: Drill, folder: Path) -> list[Judgement]:
    """The word of every verifier, and ours, on each picture of a drill."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{name}.png" for name in drill.pngs]
    for file, png in zip(files, drill.pngs.values(), strict=True):
        file.write_bytes(png)
    found = judgements(drill.site, BASE, files, world.now())
    with world.glance() as turn:
        for file in files:
            verdict = stored_badges.judge(turn, file.read_bytes())
            found.append(Judgement(OURS, file, verdict.valid is True, verdict.reason))
    return found


def line(drill: Drill, found: Sequence[Judgement]) -> str:
    """A drill as a row of the table: how many pictures each verifier took as it has to."""
    right = Counter(each.verifier for each in found if each.accepted is drill.good)
    verifiers = dict.fromkeys(each.verifier for each in found)
    cells = (
        f"{right[name]}/{len(drill.pngs)}" + ("" if looks_at(drill, name) else " (lax)")
        for name in verifiers
    )
    return f"| {drill.name} | {'accept' if drill.good else 'refuse'} | {' | '.join(cells)} |"


def looks_at(drill: Drill, verifier: str) -> bool:
    """Whether a verifier looks at what this drill is about."""
    return (drill.name, verifier) not in LAX


def main(given: list[str]) -> int:
    """Print the table and each judgement that is not as it has to be."""
    wrong: list[str] = []
    with TemporaryDirectory() as place:
        folder = Path(place)
        stage = make_stage(folder)
        every = every_class.kinds(stage.world.settings.programmes_folder)
        kinds = [kind for kind in every if not given or kind.programme in given]
        for number, drill in enumerate(drills(stage, kinds, folder)):
            found = judged(stage.world, drill, folder / f"{number}")
            if number == 0:
                names = list(dict.fromkeys(each.verifier for each in found))
                print(
                    f"| after | has to | {' | '.join(names)} |",
                    "|---" * (len(names) + 2) + "|",
                    sep="\n",
                )
            print(line(drill, found), flush=True)
            wrong += [
                f"{drill.name}: {each.verifier}: {each.png.name}: {each.why}"
                for each in found
                if each.accepted is not drill.good and looks_at(drill, each.verifier)
            ]
        stage.world.store.close()
    print(*wrong[:20], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
