"""A key was stolen: every badge that it signed gets another signature, and no forgery passes."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.signing import key_file, sign
from core.badges.signing.sign import Signer
from core.badges.verify.issuers import FolderRegister
from core.badges.verify.verify import verify
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Badge, Outbox
from core.issuing import resign, stored_badges
from core.issuing.static_site import static_site
from tests.world.command import Cocarde
from tests.world.talking import badges
from tests.world.visitors import issued, revoke
from tests.world.world import BASE, Stage

NEW_SEED = bytes(reversed(range(32)))


def steal(stage: Stage) -> Signer:
    """The key of the programme, in somebody else's hands; the operator finds out."""
    path = stage.world.settings.key_path
    ring = key_file.read(path)
    key = ring.active("becode")
    found = ring.compromise("becode", key.kid, NEW_SEED, stage.clock.at, stage.clock.at)
    key_file.write(found, path)
    return Signer(f"{paths.did(BASE, 'becode')}#{key.kid}", key.private)


def forged(stage: Stage, thief: Signer, old: str, new: str) -> bytes:
    """The badge with something changed in it, rightly signed with the stolen key."""
    made: Node = json.loads(badges(stage)[0].credential.decode().replace(old, new))
    del made["proof"]
    return sign.sign(made, thief, badges(stage)[0].issued_at)


def file_of(stage: Stage, badge: Badge) -> bytes:
    with stage.world.glance() as turn:
        found = stored_badges.baked(turn, badge)
    assert found is not None
    return found


def reason(stage: Stage, file: bytes) -> str:
    with stage.world.glance() as turn:
        register = stored_badges.register(turn)
        return verify(file, recipient=None, register=register, now=stage.clock.at).reason


def told(stage: Stage) -> list[Message]:
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == MessageKind.RESIGNED))
        return [Message.from_json(row.message) for row in rows]


def test_every_badge_is_signed_anew_and_only_what_was_issued_passes(
    either: Stage, tmp_path: Path
) -> None:
    badge = issued(either)
    old = file_of(either, badge)
    either.clock.pass_(days=30)
    thief = steal(either)
    before = [
        forged(either, thief, badge.id, "q" * 26),
        forged(either, thief, "Python avanc", "Chef de projet"),
    ]
    assert resign.resign(either.world, "becode", thief.method.partition("#")[2]) == 1
    (badge,) = badges(either)
    said = json.loads(badge.credential)
    assert said["proof"][0]["verificationMethod"] != thief.method
    assert reason(either, file_of(either, badge)) == "valid"
    assert reason(either, old) == "valid"  # its words are in the store
    assert [reason(either, each) for each in before] == ["unknown_here", "unknown_here"]
    static_site(either.world, tmp_path / "site")
    abroad = FolderRegister(tmp_path / "site")
    for file, expected in ((file_of(either, badge), "valid"), (old, "wrong_key")):
        found = verify(file, recipient=None, register=abroad, now=either.clock.at)
        assert found.reason == expected


def test_the_holder_gets_the_new_file_once(either: Stage) -> None:
    badge = issued(either)
    kid = steal(either).method.partition("#")[2]
    for _ in range(2):  # the second run finds nothing to do
        resign.resign(either.world, "becode", kid)
    (message,) = told(either)
    assert message.badge == badge.id
    assert "a changé" in message.text


def test_a_revoked_badge_is_signed_anew_and_nobody_is_told(stage: Stage) -> None:
    revoke(stage, issued(stage))
    assert resign.resign(stage.world, "becode", steal(stage).method.partition("#")[2]) == 1
    assert told(stage) == []


def test_what_a_crash_left_undone_is_done_by_the_next_run(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(stage)
    thief = steal(stage)
    kid = thief.method.partition("#")[2]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(resign, "tell", killed)
        with pytest.raises(KeyboardInterrupt):
            resign.resign(stage.world, "becode", kid)
    assert json.loads(badges(stage)[0].credential)["proof"][0]["verificationMethod"] == thief.method
    assert resign.resign(stage.world, "becode", kid) == 1
    assert len(told(stage)) == 1


def test_the_command_makes_a_key_signs_anew_and_may_be_repeated(
    stage: Stage, tmp_path: Path
) -> None:
    issued(stage)
    cocarde = Cocarde(tmp_path)
    drill = ("keys", "compromised", "becode", "ed-2026")
    stolen, fresh = json.loads(cocarde(*drill, "--since", "2026-10-01", "--json"))
    assert (stolen["resigned"], stolen["compromised"][:10]) == (1, "2026-10-01")
    assert fresh["retired"] is None
    said = json.loads(cocarde(*drill, "--json"))
    assert (len(said), said[0]["resigned"], said[0]["compromised"][:10]) == (2, 0, "2026-10-01")
    assert "ed-2026" in cocarde("keys", "compromised", "becode", "ed-1999", status=2)
