"""Verifiers that are not ours accept our badges, and refuse them once they are changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.badges.openbadges.award import Evidence
from core.badges.picture import bake
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from tests.verifiers.accepting import Judgement, accept, judgements
from tests.verifiers.samples import (
    BASE,
    MAIL,
    NOW,
    Issued,
    award,
    bare_award,
    export,
    issue,
    issuer,
    keyring,
    picture,
)

LOCAL = "http://127.0.0.1:8000"
OTHER_SEED = bytes(reversed(range(32)))


def saved(folder: Path, *pngs: bytes) -> list[Path]:
    files = [folder / f"{number}.png" for number, _ in enumerate(pngs)]
    for file, png in zip(files, pngs, strict=True):
        file.write_bytes(png)
    return files


def soft_skill() -> Issued:
    """The same account in both fields, as BeCode asks for its soft skills."""
    account = "https://github.com/lina"
    twice = (
        Evidence("Dépôt", "Compte", "Savoir-être.", account),
        Evidence("Site", "Compte", "Savoir-être.", account),
    )
    return issue(replace(bare_award(), id="b" * 26, status=200_000, evidence=twice))


@pytest.mark.parametrize("base", [BASE, LOCAL])
def test_every_verifier_accepts_every_badge(tmp_path: Path, base: str) -> None:
    by = issuer(base)
    issued = [issue(award(), by=by), issue(bare_award(), by=by)]
    site = export(tmp_path / "site", *issued)
    accept(site, base, saved(tmp_path, *(one.png for one in issued)), NOW, MAIL)


def test_every_verifier_accepts_a_soft_skill_and_a_badge_signed_before_a_rotation(
    tmp_path: Path,
) -> None:
    site = export(tmp_path / "site", issue(award()), soft_skill())
    rotated = keyring().rotate("becode", OTHER_SEED, NOW + timedelta(days=400))
    key_file.write(rotated, tmp_path / "keys.json")
    document = key_file.read(tmp_path / "keys.json").did_document("becode", BASE)
    (site / "i" / "becode" / "did.json").write_text(json.dumps(document))
    accept(site, BASE, saved(tmp_path, issue(award()).png, soft_skill().png), NOW)


def test_after_a_theft_every_verifier_accepts_the_new_file_and_3_0_no_file_of_the_stolen_key(
    tmp_path: Path,
) -> None:
    ring = keyring().compromise("becode", keyring().active("becode").kid, OTHER_SEED, NOW, NOW)
    anew = issue(award(), keys=ring)
    site = export(tmp_path / "site", anew)
    accept(site, BASE, saved(tmp_path, anew.png), NOW)
    forged = issue(replace(award(), name="Eve"))
    assert refusing(judgements(site, BASE, saved(tmp_path, forged.png), NOW)) >= OB3


def changed(text: Callable[[str], str]) -> bytes:
    """The sample badge with both texts changed, in a sound picture."""
    texts = bake.unbake(issue(award()).png)
    return bake.bake(picture(), {keyword: text(each) for keyword, each in texts.items()})


CHANGES: dict[str, Callable[[str], str]] = {
    "name": lambda text: text.replace("Python avancé", "Python expert"),
    "holder": lambda text: text.replace("Lina O’Brien", "Eve O’Brien"),
    "evidence": lambda text: text.replace("Relu par un coach.", "Relu par deux coachs."),
    "dates": lambda text: text.replace("2025-07-05T", "2025-12-05T"),
}
OB3 = {"openbadgeslib (3.0)", "digitalbazaar/vc (3.0)", "second implementation (3.0)"}
ALL = OB3 | {"openbadges (2.0)"}


def refusing(found: list[Judgement]) -> set[str]:
    return {each.verifier for each in found if not each.accepted}


def test_every_3_0_verifier_refuses_a_changed_badge(tmp_path: Path) -> None:
    site = export(tmp_path / "site", issue(award()))
    files = saved(tmp_path, *(changed(change) for change in CHANGES.values()))
    found = judgements(site, BASE, files, NOW)
    for name, file in zip(CHANGES, files, strict=True):
        assert refusing([each for each in found if each.png.name == file.name]) >= OB3, name


def test_every_verifier_refuses_a_revoked_badge(tmp_path: Path) -> None:
    gone = issue(award(), revoked=True)
    site = export(tmp_path / "site", gone)
    assert refusing(judgements(site, BASE, saved(tmp_path, gone.png), NOW)) == ALL


def test_every_3_0_verifier_refuses_a_badge_signed_with_a_key_that_is_not_the_issuer_s(
    tmp_path: Path,
) -> None:
    site = export(tmp_path / "site", issue(award()))
    forged = issue(award(), keys=Keyring().create("becode", OTHER_SEED, NOW))
    assert refusing(judgements(site, BASE, saved(tmp_path, forged.png), NOW)) >= OB3


def test_those_who_can_tell_refuse_another_recipient(tmp_path: Path) -> None:
    site = export(tmp_path / "site", issue(award()))
    found = judgements(site, BASE, saved(tmp_path, issue(award()).png), NOW, "eve@example.org")
    assert refusing(found) == {"openbadges (2.0)", "openbadgeslib (3.0)"}


def test_a_missing_document_makes_the_question_fail(tmp_path: Path) -> None:
    site = export(tmp_path / "site", issue(award()))
    (site / "ob2" / "i" / "becode.json").unlink()
    with pytest.raises(AssertionError, match=r"openbadges \(2\.0\)"):
        accept(site, BASE, saved(tmp_path, issue(award()).png), NOW)
