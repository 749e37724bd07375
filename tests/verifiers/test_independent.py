"""Verifiers that are not ours accept our badges, and refuse them once they are changed.

Every case has an issuer of its own on one site, so that each verifier is started once for all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.badges.openbadges.award import Award, Evidence
from core.badges.picture import bake
from core.badges.signing.key_file import Keyring
from tests.verifiers.accepting import (
    DIGITALBAZAAR,
    OPENBADGES,
    OPENBADGESLIB,
    OPENBADGESLIB_2,
    OPENVC,
    SECOND,
    VERIFIER_CORE,
    judgements,
)
from tests.verifiers.samples import (
    BASE,
    MAIL,
    NOW,
    SEED,
    Issued,
    award,
    bare_award,
    export,
    issue,
    issuer,
    picture,
)

DAY, AGES = timedelta(days=1), timedelta(days=30_000)  # two of the verifiers ask the clock
OTHER_SEED = bytes(reversed(range(32)))
OB3 = {OPENBADGESLIB, DIGITALBAZAAR, VERIFIER_CORE, OPENVC, SECOND}
OB2 = {OPENBADGES, OPENBADGESLIB_2}
ALL = OB3 | OB2
NONE: set[str] = set()

CHANGES: dict[str, Callable[[str], str]] = {
    "name": lambda text: text.replace("Python avancé", "Python expert"),
    "holder": lambda text: text.replace("Lina O’Brien", "Eve O’Brien"),
    "evidence": lambda text: text.replace("Relu par un coach.", "Relu par deux coachs."),
    "dates": lambda text: text.replace("2025-07-05T", "2025-12-05T"),
}


def keys(case: str, seed: bytes = SEED) -> Keyring:
    return Keyring().create(case, seed, NOW)


def given(
    case: str, by_award: Award | None = None, ring: Keyring | None = None, *, revoked: bool = False
) -> Issued:
    """A badge of this case's issuer; its id is made of the case's name."""
    letters = f"{case.replace('-', ''):a<26}"[:26]
    awarded = replace(by_award or award(), id=letters)
    return issue(awarded, by=issuer(programme=case), keys=ring or keys(case), revoked=revoked)


def soft_skill() -> Award:
    """The same account in both fields, as BeCode asks for its soft skills."""
    account = "https://github.com/lina"
    twice = (
        Evidence("Dépôt", "Compte", "Savoir-être.", account),
        Evidence("Site", "Compte", "Savoir-être.", account),
    )
    return replace(bare_award(), status=200_000, evidence=twice)


def accepted(site: Path, case: str, by_award: Award, *, revoked: bool = False) -> bytes:
    """The picture of a badge, all that stands behind it on the site."""
    one = given(case, by_award, revoked=revoked)
    export(site, one)
    return one.png


def rotated(site: Path, case: str) -> bytes:
    """A badge whose issuer has signed with another key since."""
    png = accepted(site, case, award())
    ring = keys(case).rotate(case, OTHER_SEED, NOW + timedelta(days=400))
    document = ring.did_document(case, BASE)
    (site / "i" / case / "did.json").write_text(json.dumps(document))
    return png


def stolen(case: str) -> Keyring:
    """The keys of an issuer whose first one was stolen."""
    ring = keys(case)
    return ring.compromise(case, ring.active(case).kid, OTHER_SEED, NOW, NOW)


def changed(site: Path, case: str, text: Callable[[str], str]) -> bytes:
    """A badge with both texts changed, in a sound picture."""
    texts = bake.unbake(accepted(site, case, award()))
    return bake.bake(picture(), {keyword: text(each) for keyword, each in texts.items()})


def unsaid(site: Path, case: str) -> bytes:
    """A badge whose issuer's 2.0 profile is missing."""
    png = accepted(site, case, award())
    (site / "ob2" / "i" / f"{case}.json").unlink()
    return png


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Which verifiers refuse the badge of each case."""
    folder = tmp_path_factory.mktemp("cases")
    site = folder / "site"
    anew = given("theft", ring=stolen("theft"))
    export(site, anew, given("signed", ring=keys("signed")))
    pngs = {
        "generous": accepted(site, "generous", award()),
        "bare": accepted(site, "bare", bare_award()),
        "soft skill": accepted(site, "soft", soft_skill()),
        "ends later": accepted(site, "later", replace(award(), expires_at=NOW + AGES)),
        "has ended": accepted(site, "ended", replace(award(), expires_at=NOW - DAY)),
        "rotated": rotated(site, "rotated"),
        "signed anew": anew.png,
        "of the stolen key": given("theft", replace(award(), name="Eve")).png,
        "of a key that is not the issuer's": given("signed", ring=keys("signed", OTHER_SEED)).png,
        "revoked": accepted(site, "revoked", award(), revoked=True),
        "another's": accepted(site, "another", replace(award(), recipient="eve@example.org")),
        "without profile": unsaid(site, "unsaid"),
        **{name: changed(site, name, change) for name, change in CHANGES.items()},
    }
    files = {name: folder / f"{number}.png" for number, name in enumerate(pngs)}
    for name, file in files.items():
        file.write_bytes(pngs[name])
    told = judgements(site, BASE, list(files.values()), NOW, MAIL)
    return {
        name: {each.verifier for each in told if each.png == file and not each.accepted}
        for name, file in files.items()
    }


@pytest.mark.parametrize(
    ("case", "refuse"),
    [
        ("generous", NONE),
        ("bare", NONE),
        ("soft skill", NONE),
        ("ends later", NONE),
        ("has ended", ALL),
        ("rotated", NONE),
        ("signed anew", NONE),
        ("of the stolen key", OB3),
        ("of a key that is not the issuer's", OB3),
        ("revoked", ALL),
        ("another's", OB2 | {OPENBADGESLIB}),  # the others are told of no recipient
        ("without profile", OB2),
        *((name, OB3) for name in CHANGES),
    ],
)
def test_every_verifier_that_can_tell_does(
    refusing: Mapping[str, set[str]], case: str, refuse: set[str]
) -> None:
    """In 2.0 the hosted assertion is what counts: a change in the picture is nothing to it."""
    assert refusing[case] - OB2 == refuse - OB2
    if refuse & OB2 or not refuse:
        assert refusing[case] & OB2 == refuse & OB2
