"""The folder as a register, what is shown of a verdict, and how light verifying is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.openbadges.shape import Node
from core.badges.verify.issuers import FolderRegister, KnownIssuer
from core.ground.paths import ROOT
from tests.verifiers.judging import (
    DID,
    ISSUED,
    credential,
    full,
    judged,
    keys_only,
    png,
    tampered,
)
from tests.verifiers.samples import (
    BASE,
    NOW,
    award,
    export,
)


@pytest.mark.parametrize(
    "url",
    [
        f"https://elsewhere.example.org/ob3/b/{award().id}.json",
        f"{BASE}/../secret.json",
        f"{BASE}/ob3/../../secret.json",
        f"{BASE}/ob3/b/%2e%2e/secret.json",
        f"{BASE}/ob3/b/absent.json",
        f"{BASE}/i/becode/did.json/../../../x.json",
        "https://[::1",
        "None",
        "",
    ],
)
def test_a_folder_answers_only_for_what_it_holds(tmp_path: Path, url: str) -> None:
    (tmp_path / "secret.json").write_text("{}")
    site = export(tmp_path / "site", ISSUED)
    assert FolderRegister(site).document(url) is None


@pytest.mark.parametrize(
    "did",
    [
        "did:web:badges.example.org:i:absent",
        "did:web:elsewhere.example.org:i:becode",
        "did:web:badges.example.org",
        "did:web:badges.example.org:i:..",
        "did:key:z6Mk",
        "",
    ],
)
def test_a_folder_knows_only_the_issuers_whose_document_says_so(tmp_path: Path, did: str) -> None:
    register = FolderRegister(export(tmp_path, ISSUED))
    assert register.issuer(did) is None
    (tmp_path / "i" / "becode" / "did.json").write_text("not json")
    assert FolderRegister(tmp_path).issuer(DID) is None


def test_what_a_stranger_wrote_is_shown_without_tricks() -> None:
    name = "Bon\u202egnik\x00" + "é" * 500
    shown = judged(png(tampered("issuer", "name", value=name)), keys_only()).issuer
    assert shown is not None
    assert shown.startswith("Bongniké")
    assert len(shown) == 200


@pytest.mark.parametrize("made", [{"issuer": []}, {"credentialSubject": 3}, {"id": 3, "proof": 1}])
def test_members_of_odd_kinds_are_no_accident(made: Node) -> None:
    assert judged(png(credential() | made), full()).valid is False


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=9), below),
    max_leaves=9,
)


@given(st.sampled_from(sorted(credential())), json_values, st.booleans())
@settings(deadline=None)
def test_any_value_in_place_of_any_member_is_judged_and_never_valid(
    name: str, value: object, ours: bool
) -> None:
    register = keys_only()
    register.issuers[DID] = KnownIssuer(register.issuers[DID].did_document, ours=ours)
    if value == credential()[name]:
        return
    assert judged(png(credential() | {name: value}), register).valid is not True


FORBIDDEN = ["sqlmodel", "sqlalchemy", "telegram", "alembic", "httpx", "pyoxigraph", "pyld", "PIL"]


def test_verifying_stays_light(tmp_path: Path) -> None:
    site = export(tmp_path / "site", ISSUED)
    (tmp_path / "badge.png").write_bytes(ISSUED.png)
    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from core.badges.verify.verify import FolderRegister, verify\n"
        f"register = FolderRegister(Path({str(site)!r}))\n"
        f"data = Path({str(tmp_path / 'badge.png')!r}).read_bytes()\n"
        f"now = datetime.fromisoformat({NOW.isoformat()!r})\n"
        "print(verify(data, recipient=None, register=register, now=now).reason)\n"
        f"print([name for name in {FORBIDDEN} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["valid", "[]"]
