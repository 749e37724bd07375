"""How fast badges are baked and signed, beside a peer in the same run: ratios, never seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import resvg_py
from openbadges_bakery import png_bakery  # type: ignore[import-untyped]

from core.badges.openbadges import ob3
from core.badges.picture import bake
from core.badges.signing import sign
from tests.verifiers import second
from tests.verifiers.samples import (
    BASE,
    NOW,
    SEED,
    achievement,
    award,
    issue,
    issuer,
    keyring,
)

SIDE = 600
ROUNDS = 5
SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Result:
    """Rates are per second; `floor` is the ratio that the project promises."""

    name: str
    rate: float
    peer: str
    peer_rate: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.rate / self.peer_rate


def bench() -> list[Result]:
    """Baking beside `openbadges-bakery`, signing beside pyld."""
    return [bench_baking(), bench_signing()]


def bench_baking() -> Result:
    """One assertion into a PNG of 600 pixels."""
    png, text = artwork(), issue(award()).signed.decode()
    ours, theirs = side_by_side(
        lambda: bake.bake(png, {"openbadges": text}),
        lambda: png_bakery.bake(BytesIO(png), text, BytesIO()),
    )
    return Result("bake a 600 px PNG", ours, "openbadges-bakery", theirs, 3.0)


def bench_signing() -> Result:
    """One whole credential, lint included, beside canonicalising it and signing with pyld."""
    credential = ob3.credential(issuer(), achievement(), award())
    signer = keyring(SEED).signer("becode", BASE)
    ours, theirs = side_by_side(
        lambda: sign.sign(credential, signer, NOW),
        lambda: signer.private.sign(second.digest(credential)),
    )
    return Result("sign a credential", ours, "pyld", theirs, 3.0)


def artwork() -> bytes:
    """A PNG of the size and weight of a badge's artwork (about 70 kB): discs, one of them soft."""
    discs = "".join(
        f'<circle cx="{300 + 9 * turn}" cy="{300 - 7 * turn}" r="{290 - 12 * turn}" '
        f'fill="{"url(#soft)" if turn == 6 else "#146"}" stroke="#fff" stroke-width="3"/>'
        for turn in range(12)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}">'
        '<linearGradient id="soft"><stop offset="0" stop-color="#fd8"/>'
        f'<stop offset="1" stop-color="#146"/></linearGradient>{discs}</svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing))


def side_by_side(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The best rates of both, taken in turns so that a busy machine is busy for both."""
    pairs = [(rate(ours), rate(theirs)) for _ in range(ROUNDS)]
    return max(each for each, _ in pairs), max(each for _, each in pairs)


def rate(work: Callable[[], object]) -> float:
    """Times a second."""
    done, begun = 0, time.perf_counter()
    while (passed := time.perf_counter() - begun) < SECONDS:
        work()
        done += 1
    return done / passed
