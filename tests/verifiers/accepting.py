"""Independent verifiers as one question: do all of them accept these pictures?"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path

from tests.verifiers import installing, second

HERE = Path(__file__).parent
OPENBADGES = "openbadges (2.0)"
OPENBADGESLIB_2 = "openbadgeslib (2.0)"
OPENBADGESLIB = "openbadgeslib (3.0)"
DIGITALBAZAAR = "digitalbazaar/vc (3.0)"
VERIFIER_CORE = "digitalcredentials/verifier-core (3.0)"
OPENVC = "openvc (3.0)"
SECOND = "second implementation (3.0)"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one verifier says of one picture."""

    verifier: str
    png: Path
    accepted: bool
    why: str


def accept(
    site: Path | str, base_url: str, pngs: Sequence[Path], now: datetime, recipient: str = ""
) -> None:
    """Raises `AssertionError` unless each verifier accepts every PNG, given what stands in `site`
    (a folder or a web server's address) for `base_url` and nothing else; with a mail address, those
    that can tell must find it to be the recipient's."""
    assert pngs, "no picture to judge"
    refused = [
        each for each in judgements(site, base_url, pngs, now, recipient) if not each.accepted
    ]
    assert not refused, "\n".join(
        f"{each.verifier}: {each.png.name}: {each.why}" for each in refused
    )


def judgements(
    site: Path | str, base_url: str, pngs: Sequence[Path], now: datetime, recipient: str = ""
) -> list[Judgement]:
    """Each verifier's word on each picture."""
    place = str(site.resolve()) if isinstance(site, Path) else site
    asked = [place, base_url, now.isoformat(), recipient]
    asked += [str(png.resolve()) for png in pngs]
    commands = {
        OPENBADGES: _python("ob2", "ob2_openbadges.py", "--no-deps"),
        OPENBADGESLIB_2: _python("ob3", "ob2_openbadgeslib.py"),
        OPENBADGESLIB: _python("ob3", "ob3_openbadgeslib.py"),
        DIGITALBAZAAR: _node("ob3_digitalbazaar.mjs"),
        VERIFIER_CORE: _node("ob3_verifier_core.mjs"),
        OPENVC: _python("ob3", "ob3_openvc.py"),
    }
    # It keeps to the did:web method, by which a number is no host: the demo at home has no other.
    if base_url.startswith("http://127."):
        del commands[OPENVC]
    with ThreadPoolExecutor() as at_once:
        told = at_once.map(_outside, commands, commands.values(), repeat(asked))
        found = [_second(place, png, now) for png in pngs]
        return [*chain.from_iterable(told), *found]


def _python(place: str, script: str, *options: str) -> list[str]:
    return [str(installing.python(place, *options)), str(HERE / script)]


def _node(script: str) -> list[str]:
    # An ECMAScript module finds its packages from where it lies.
    return ["node", str(shutil.copy(HERE / script, installing.node()))]


def _outside(verifier: str, command: list[str], asked: list[str]) -> list[Judgement]:
    done = subprocess.run(
        [*command, *asked], cwd=HERE, capture_output=True, text=True, timeout=600, check=False
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(told) == len(asked) - 4, f"{verifier} did not judge: {done.stderr[-2000:]}"
    return [
        Judgement(verifier, Path(each["png"]), each["accepted"] is True, each["why"])
        for each in told
    ]


def _second(site: str, png: Path, now: datetime) -> Judgement:
    try:
        second.check(site, png.read_bytes(), now)
    except Exception as error:
        return Judgement(SECOND, png, False, repr(error))
    return Judgement(SECOND, png, True, "")
