"""What README, help and `.env.example` promise; how the house is built: `test_house.py`."""

import re
import subprocess
import sys
from dataclasses import fields

import pytest

from cocarde.__main__ import COMMANDS, main
from cocarde.operate.doors import DOORS, Door, load
from core.ground.paths import ROOT
from core.ground.settings import Settings

SLOW = ("telegram", "alembic", "sqlmodel", "sqlalchemy")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.part)
def test_an_entry_of_a_door_names_functions_settings_and_a_folder(door: Door) -> None:
    openings = [*door.openings, *filter(None, [door.pushed])]
    named = [door.receive, door.check, *(each.run for each in openings)]
    assert all(callable(load(place)) for place in named if place)
    assert {each.setting for each in openings} - {""} <= {each.name for each in fields(Settings)}
    assert (ROOT / door.part / "__init__.py").exists()


def test_the_example_settings_are_the_settings() -> None:
    told = re.findall(r"^#(COCARDE_\w+)=", (ROOT / ".env.example").read_text(), flags=re.M)
    known = {f"COCARDE_{name.name.upper()}" for name in fields(Settings)} - {"COCARDE_UNKNOWN"}
    assert len(told) == len(set(told))
    assert set(told) == known


def test_every_command_is_in_the_readme_and_in_the_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = run("--help")
    for command in COMMANDS:
        assert f"`{command}" in readme, command
        assert f"  {command}" in told, command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"cocarde {command}" in capsys.readouterr().out


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "cocarde", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize(
    "arguments", [["--help"], ["verify", "README.md"], ["check"]], ids=lambda words: words[0]
)
def test_quick_commands_import_nothing_slow(arguments: list[str]) -> None:
    script = (
        "import sys; from cocarde.__main__ import main; main(sys.argv[1:]);"
        f"print([name for name in {SLOW} if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,-]+\])?==", text, flags=re.M)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_ci_calls_exactly_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 run.py test\n" in script
