"""The staff erase somebody who asked them; an old backup does not bring them back."""

from pathlib import Path

from core.ground.tables import Person
from tests.rights.erased import MAIL, canary, in_files, in_rows
from tests.world.command import Cocarde
from tests.world.world import Stage


def test_a_restored_backup_does_not_bring_them_back(stage: Stage, tmp_path: Path) -> None:
    person, _ = canary(stage)
    stage.world.store.close()
    here, backup = Cocarde(tmp_path), tmp_path / "old" / "backup"
    backup.parent.mkdir()
    here("backup", str(backup))
    copy = tmp_path / "copy.zip"
    here.process("person", "export", MAIL, str(copy), "--by", "nour@example.org", "--json")
    assert copy.read_bytes().startswith(b"PK")
    copy.unlink()
    assert "badges" in here.process("person", "erase", MAIL, "--by", "nour@example.org", status=2)
    here.process("person", "erase", MAIL, "--by", "nour@example.org", "--keep-badges", "--json")
    here("restore", str(backup), "--replace")
    assert in_rows(stage) == set()
    with stage.world.glance() as turn:
        assert turn.db.get_one(Person, person.id).name == ""
    assert in_files(backup.parent) == {"backup"}, "an old backup holds them until it is deleted"
