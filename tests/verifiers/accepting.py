"""Independent verifiers as one question: do all of them accept these pictures?"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.verifiers import installing, second

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one verifier says of one picture."""

    verifier: str
    png: Path
    accepted: bool
    why: str


def accept(
    site: Path, base_url: str, pngs: Sequence[Path], now: datetime, recipient: str = ""
) -> None:
    """Raises `AssertionError` unless each verifier accepts every PNG, given the static documents
    of `site` under `base_url` (no final slash) and nothing else; with a mail address, those that
    can tell must find it to be the recipient's."""
    assert pngs, "no picture to judge"
    refused = [
        each for each in judgements(site, base_url, pngs, now, recipient) if not each.accepted
    ]
    assert not refused, "\n".join(
        f"{each.verifier}: {each.png.name}: {each.why}" for each in refused
    )


def judgements(
    site: Path, base_url: str, pngs: Sequence[Path], now: datetime, recipient: str = ""
) -> list[Judgement]:
    """Each verifier's word on each picture."""
    asked = [str(site.resolve()), base_url, now.isoformat(), recipient]
    asked += [str(png.resolve()) for png in pngs]
    return [
        *_outside("openbadges (2.0)", _ob2(), asked),
        *_outside("openbadgeslib (3.0)", _ob3(), asked),
        *_outside("digitalbazaar/vc (3.0)", _node(), asked),
        *(_second(site, png, now) for png in pngs),
    ]


def _ob2() -> list[str]:
    return [str(installing.python("ob2", "--no-deps")), str(HERE / "ob2_openbadges.py")]


def _ob3() -> list[str]:
    return [str(installing.python("ob3")), str(HERE / "ob3_openbadgeslib.py")]


def _node() -> list[str]:
    # An ECMAScript module finds its packages from where it lies.
    return ["node", str(shutil.copy(HERE / "ob3_digitalbazaar.mjs", installing.node()))]


def _outside(verifier: str, command: list[str], asked: list[str]) -> list[Judgement]:
    done = subprocess.run(
        [*command, *asked], cwd=HERE, capture_output=True, text=True, timeout=120, check=False
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(told) == len(asked) - 4, f"{verifier} did not judge: {done.stderr[-2000:]}"
    return [
        Judgement(verifier, Path(each["png"]), each["accepted"] is True, each["why"])
        for each in told
    ]


def _second(site: Path, png: Path, now: datetime) -> Judgement:
    try:
        second.check(site, png.read_bytes(), now)
    except Exception as error:
        return Judgement("second implementation (3.0)", png, False, repr(error))
    return Judgement("second implementation (3.0)", png, True, "")
