"""What `pip install .` brings, used from another folder: everything but the tests and the tools."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from cocarde.__main__ import COMMANDS
from cocarde.operate.doors import DOORS
from core.ground.paths import ROOT

SHIPPED = sorted({"cocarde", "core", "templates", *(door.part for door in DOORS)})
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
TOOLS = sorted(name for name, each in COMMANDS.items() if each.startswith("tools."))


@dataclass(frozen=True, slots=True)
class Installed:
    """The wheel in a folder of packages, beside the dependencies of this environment."""

    wheel: Path
    packages: Path
    home: Path

    def __call__(self, *words: str, status: int = 0) -> str:
        """Run its command as a user does, far from the source tree; gives what it said."""
        done = subprocess.run(
            [sys.executable, str(self.packages / "bin" / "cocarde"), *words],
            cwd=self.home,
            check=False,
            capture_output=True,
            text=True,
            env=self.environment(),
            timeout=120,
        )
        assert done.returncode == status, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if "COCARDE" not in name}
        return {**plain, "PYTHONPATH": str(self.packages), "HOME": str(self.home)}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Built by the backend of `pyproject.toml` and installed by pip, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    packages, home = folder / "packages", folder / "home"
    home.mkdir()
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, check=True)
    (wheel,) = folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    alone = ["--no-deps", "--no-index", "--no-compile", "--target", str(packages)]
    subprocess.run([*pip, *alone, str(wheel)], check=True)
    return Installed(wheel, packages, home)


def test_it_holds_every_file_of_the_product_and_nothing_else(installed: Installed) -> None:
    product = {
        str(path.relative_to(ROOT))
        for folder in SHIPPED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(installed.wheel) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == product | {"templates/setup/env.example"}


def test_the_demo_plays_the_first_minute(installed: Installed) -> None:
    installed("demo", "--auto", "out")
    out = installed.home / "out"
    told = (out / "transcript.txt").read_text(encoding="utf-8")
    assert "(picture " in told
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) == 2
    assert (out / "site" / "ob3").is_dir()
    assert installed("verify", str(pictures[0])).startswith("valid:")


def test_it_finds_nothing_wrong_in_itself(installed: Installed) -> None:
    assert "Nothing is wrong." in installed("check")


def test_it_explains_itself(installed: Installed) -> None:
    told = installed("--help")
    assert all(f"  {command} " in told for command in COMMANDS)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_says_in_a_sentence_that_it_needs_the_source_tree(
    installed: Installed, tool: str
) -> None:
    (told,) = installed(tool, status=2).splitlines()
    assert told == (
        f"cocarde: {tool} is not installed: it needs Cocarde's source tree. "
        f"Run it in a checkout of Cocarde as: python3 run.py {tool}"
    )


def test_a_broken_language_is_told_with_its_file_and_how_to_mend_it(installed: Installed) -> None:
    """Whatever reads is made of the languages; `check` must say so before it stumbles over them."""
    path = installed.packages / "templates" / "languages" / "fr" / "wishes.toml"
    sound = path.read_bytes()
    path.write_bytes(sound + b"x = [")
    try:
        told = installed("check", status=1)
    finally:
        path.write_bytes(sound)
    assert "wishes.toml" in told
    assert "1 to mend." in told
