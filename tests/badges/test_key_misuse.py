"""Somebody else signs with a key of ours, or the store is away: nothing is vouched for."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import select

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.picture import bake
from core.badges.signing import key_file, sign
from core.badges.signing.key_file import Keyring
from core.badges.signing.sign import Signer
from core.badges.verify.this_installation import KeysRegister, installed
from core.badges.verify.trusted_folders import CombinedIssuers, SignedFolder
from core.badges.verify.verify import verify
from core.ground.tables import Badge, Case, Outbox
from core.issuing import stored_badges
from core.issuing.static_site import static_site
from core.support import misused_badges
from tests.web.test_web_verify import check, picture
from tests.world.visitors import issued, revoke
from tests.world.world import BASE, Stage

OTHER_ID = "q" * 26
NEW_SEED = bytes(reversed(range(32)))


def signed(stage: Stage, document: Node, at: datetime, key: int = 0) -> bytes:
    """The document signed by a thief who has the key file."""
    stolen = key_file.read(stage.world.settings.key_path).of("becode")[key]
    signer = Signer(f"{paths.did(BASE, 'becode')}#{stolen.kid}", stolen.private)
    bare = {name: value for name, value in document.items() if name != "proof"}
    return sign.sign(bare, signer, at)


def with_another_id(badge: Badge) -> Node:
    made: Node = json.loads(badge.credential.decode().replace(badge.id, OTHER_ID))
    return made


def with_other_words(badge: Badge) -> Node:
    made: Node = json.loads(badge.credential)
    made["evidence"][0]["narrative"] = "Autre chose"
    return made


def cases(stage: Stage) -> list[Case]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Case)))


def rotate(stage: Stage) -> None:
    path = stage.world.settings.key_path
    key_file.write(key_file.read(path).rotate("becode", NEW_SEED, stage.clock.at), path)


@pytest.mark.parametrize("forged", [with_another_id, with_other_words])
async def test_a_badge_signed_with_our_key_that_we_never_issued_is_told_once_for_each_id(
    either: Stage, forged: Callable[[Badge], Node]
) -> None:
    badge = issued(either)
    either.supporter("mia", "Mia Claes", "becode", "manager")
    either.supporter("otto", "Otto Maes", "becode", "operator")
    either.supporter("nour", "Nour Haddad", "becode", "support")
    file = signed(either, forged(badge), either.clock.at)
    for _ in range(3):
        answer = await check(either, file)
        assert 'class="verdict false"' in answer.text
        assert "notre registre ne le connaît pas" in unescape(answer.text)
    (case,) = cases(either)
    assert (case.occasion, case.programme) == ("misused_key", "becode")
    for words in ("cocarde keys compromised becode ed-2026", json.loads(file)["id"], "ed-2026"):
        assert words in case.why
    with either.world.glance() as turn:
        told = turn.db.exec(select(Outbox.person_id).where(Outbox.kind == "case")).all()
    assert len(told) == 2


async def test_both_halves_forged_into_one_picture_alarm_too(stage: Stage) -> None:
    badge = issued(stage)
    forged = signed(stage, with_other_words(badge), stage.clock.at)
    texts = {
        bake.KEYWORD_3: forged.decode(),
        bake.KEYWORD_2: badge.assertion.decode(),
    }
    with stage.world.glance() as turn:
        png = stored_badges.baked(turn, badge)
    assert png is not None
    assert misused_badges.judged(stage.world, bake.bake(png, texts)).reason == "unknown_here"
    assert len(cases(stage)) == 1


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (timedelta(days=-1), "valid"),
        (timedelta(0), "valid"),
        (timedelta(minutes=5), "valid"),
        (timedelta(minutes=5, seconds=1), "retired_key"),
        (timedelta(days=400), "retired_key"),
    ],
    ids=str,
)
def test_a_key_that_was_retired_signs_nothing_any_more_but_clocks_may_differ(
    stage: Stage, after: timedelta, reason: str
) -> None:
    """The badge is in the store: the key file of an old backup was in use again."""
    badge = issued(stage)
    rotate(stage)
    at = stage.clock.at + after
    document = json.loads(badge.credential)
    document["validFrom"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    file = signed(stage, document, at)
    with stage.world.turn() as turn:
        row = turn.db.get_one(Badge, badge.id)
        row.credential = file
        turn.db.add(row)
    stage.clock.pass_(days=500)
    assert misused_badges.judged(stage.world, file).reason == reason
    assert len(cases(stage)) == (reason == "retired_key")


def test_a_backdated_badge_of_a_retired_key_is_still_unknown_here(stage: Stage) -> None:
    badge = issued(stage)
    rotate(stage)
    stage.clock.pass_(days=30)
    file = signed(stage, with_another_id(badge), stage.clock.at - timedelta(days=60))
    assert misused_badges.judged(stage.world, file).reason == "unknown_here"


def test_badges_of_before_stay_true_when_the_first_key_goes_at_once_or_is_to_go(
    stage: Stage,
) -> None:
    badge = issued(stage)
    rotate(stage)
    assert misused_badges.judged(stage.world, badge.credential).valid is True
    path = stage.world.settings.key_path
    ring = key_file.read(path).of("becode")
    to_go = replace(ring[0], retired=stage.clock.at + timedelta(days=365))
    key_file.write(Keyring({"becode": (to_go, *ring[1:])}), path)
    assert misused_badges.judged(stage.world, badge.credential).valid is True


@pytest.mark.parametrize("lost", ["store", "keys", "both", "broken store", "open keys"])
@pytest.mark.parametrize("gone", [True, False])
def test_without_store_or_keys_it_could_not_be_told_never_not_revoked(
    stage: Stage, tmp_path: Path, lost: str, gone: bool
) -> None:
    badge = issued(stage)
    png = picture(stage, badge)
    if gone:
        revoke(stage, badge)
    settings = stage.world.settings
    if lost in ("store", "both"):
        settings = replace(settings, database_url=f"sqlite:///{tmp_path / 'none.db'}")
    if lost in ("keys", "both"):
        settings = replace(settings, key_file=str(tmp_path / "none.json"))
    if lost == "broken store":
        (tmp_path / "old.db").write_bytes(b"")
        settings = replace(settings, database_url=f"sqlite:///{tmp_path / 'old.db'}")
    if lost == "open keys":
        settings.key_path.chmod(0o644)
    register = installed(settings)
    assert isinstance(register, KeysRegister)
    assert register.why
    for file in (png, badge.credential, badge.assertion):
        told = verify(file, recipient=None, register=register, now=stage.clock.at)
        assert (told.valid, told.reason, told.exit) == (None, "register_missing", 2)


def test_what_can_be_told_without_the_store_is_told(stage: Stage, tmp_path: Path) -> None:
    badge = issued(stage)
    elsewhere = replace(stage.world.settings, database_url=f"sqlite:///{tmp_path / 'none.db'}")
    register = installed(elsewhere)
    altered = badge.credential.replace(b"BeCode", b"BeCoda")
    for file, mail, reason in (
        (altered, None, "altered"),
        (badge.credential, "eve@example.org", "other_recipient"),
        (badge.credential, "LINA@example.org", "register_missing"),
    ):
        told = verify(file, recipient=mail, register=register, now=stage.clock.at)
        assert told.reason == reason


def test_an_old_export_beside_a_revoked_badge_does_not_make_it_true(
    stage: Stage, tmp_path: Path
) -> None:
    badge = issued(stage)
    static_site(stage.world, tmp_path / "site")
    revoke(stage, badge)
    away = replace(stage.world.settings, database_url=f"sqlite:///{tmp_path / 'none.db'}")
    ring = key_file.read(away.key_path)
    beside = SignedFolder(tmp_path / "site", (ring,))
    without = CombinedIssuers((installed(away), beside))
    assert verdict_of(badge, without, stage) == "register_missing"
    assert (
        verdict_of(badge, CombinedIssuers((installed(stage.world.settings), beside)), stage)
        == "revoked"
    )
    static_site(stage.world, tmp_path / "site")
    assert verdict_of(badge, without, stage) == "revoked"


def test_a_fresh_export_that_the_operator_vouches_for_is_as_good_as_the_store(
    stage: Stage, tmp_path: Path
) -> None:
    badge = issued(stage)
    static_site(stage.world, tmp_path)
    ring = key_file.read(stage.world.settings.key_path)
    vouched = SignedFolder(tmp_path, (ring,), vouched=True)
    assert verdict_of(badge, vouched, stage) == "valid"
    assert (
        verdict_of(badge, SignedFolder(tmp_path, (Keyring(),), vouched=True), stage) == "not_ours"
    )


def test_a_folder_with_our_public_keys_and_an_invented_assertion_proves_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    """Our `did.json` is public: a stranger copies it beside a 2.0 badge of their own making."""
    badge = issued(stage)
    static_site(stage.world, tmp_path)
    invented = json.loads(badge.assertion.decode().replace(badge.id, OTHER_ID))
    (tmp_path / f"ob2/a/{OTHER_ID}.json").write_text(json.dumps(invented))
    ring = key_file.read(stage.world.settings.key_path)
    file = json.dumps(invented).encode()
    for vouched in (True, False):
        folder = SignedFolder(tmp_path, (ring,), vouched=vouched)
        for register in (folder, CombinedIssuers((installed(stage.world.settings), folder))):
            told = verify(file, recipient=None, register=register, now=stage.clock.at)
            assert told.valid is not True


def verdict_of(badge: Badge, register: SignedFolder | CombinedIssuers, stage: Stage) -> str:
    told = verify(badge.credential, recipient=None, register=register, now=stage.clock.at)
    return told.reason
