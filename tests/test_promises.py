"""What README, help and `.env.example` promise, and how the house is built."""

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from cocarde.__main__ import COMMANDS, main
from cocarde.operate.doors import DOORS, Door, load
from core.ground.paths import ROOT
from core.ground.settings import Settings

PARTS = [door.part for door in DOORS]
ABOVE_CORE = {*PARTS, "cocarde"}
WINGS = ["ground", "programmes", "badges", "claims", "desk"]  # from the ground up
SLOW = ("telegram", "alembic", "sqlmodel", "sqlalchemy")


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", sources("core"), ids=lambda path: str(path.relative_to(ROOT)))
def test_core_imports_no_door(path: Path) -> None:
    assert {name for name in imported(path) if name.partition(".")[0] in ABOVE_CORE} == set()


@pytest.mark.parametrize("wing", WINGS)
def test_no_wing_of_core_imports_one_above_it(wing: str) -> None:
    above = set(WINGS[WINGS.index(wing) + 1 :])
    for path in sources(f"core/{wing}"):
        parts = (name.split(".") for name in imported(path) if name.startswith("core."))
        assert {part[1] for part in parts} & above == set(), path


@pytest.mark.parametrize("door", PARTS)
def test_doors_never_import_each_other(door: str) -> None:
    for path in sources(door):
        firsts = {name.partition(".")[0] for name in imported(path)}
        assert firsts & (ABOVE_CORE - {door}) == set(), path


@pytest.mark.parametrize("door", DOORS, ids=PARTS)
def test_an_entry_of_a_door_names_functions_settings_and_a_folder_of_the_wheel(door: Door) -> None:
    named = [door.receive, door.check, *(way.run for way in door.ways)]
    assert all(callable(load(place)) for place in named if place)
    assert {way.setting for way in door.ways} - {""} <= {each.name for each in fields(Settings)}
    assert door.part in packages()


def packages() -> list[str]:
    """The folders of the wheel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


@pytest.mark.parametrize("wing", ["core", *sorted(ABOVE_CORE)])
def test_what_is_installed_imports_neither_tests_nor_tools(wing: str) -> None:
    for path in sources(wing):
        firsts = {name.partition(".")[0] for name in imported(path)}
        assert firsts & {"tests", "tools"} == set(), path


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
