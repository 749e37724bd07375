"""The verifiers' own installations, kept in `var/verifiers/` from one run to the next."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / "var" / "verifiers"


def python(name: str, *options: str) -> Path:
    """A Python with the packages of `<name>-requirements.txt`."""
    wanted = HERE / f"{name}-requirements.txt"
    place = KEPT / name
    interpreter = place / "bin" / "python"
    install = (str(interpreter), "-m", "pip", "install", "-q", *options, "-r", str(wanted))
    _once(place, wanted, ((sys.executable, "-m", "venv", str(place)), install))
    return interpreter


def node() -> Path:
    """A folder with the npm packages of `package.json`."""
    place = KEPT / "node"
    _once(place, HERE / "package.json", (("npm", "install", "--no-package-lock", "--no-audit"),))
    return place


def _once(place: Path, wanted: Path, commands: Sequence[Sequence[str]]) -> None:
    """Install in an empty folder, unless that was done; of several processes one does it."""
    stamp = place / "installed"
    digest = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text() == digest:
            return
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(wanted, place)
        for command in commands:
            _run(command, place)
        stamp.write_text(digest)


def _run(command: Sequence[str], place: Path) -> None:
    try:
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        _missing(f"{command[0]} is not installed")
        return
    if done.returncode:
        _missing(f"{place.name} cannot be installed: {done.stderr[-2000:]}")


def _missing(why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)
