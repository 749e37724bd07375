#!/usr/bin/env python3
"""Start Cocarde from a fresh checkout: make `.venv` from the lock, then run the command in it.

python3 run.py             the demo
python3 run.py test        the whole suite: ruff, mypy, pytest
python3 run.py COMMAND …   the same as `cocarde COMMAND …`
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
RUNNING, TESTING = HERE / "requirements.lock", HERE / "requirements-test.lock"
NEED_TESTING = ("test", "bench", "fuzz", "simulate", "chaos")  # the packages of the tests
LINT = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
TYPES = ("mypy",)
TESTS = ("pytest", "-n", "3", "--dist", "worksteal")
PACKAGES = HERE / "tests" / "debian-packages.txt"  # what the tests need beside Python


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file alone may meet an older Python
        sys.exit("Cocarde needs Python 3.11 or newer. Install it, then run this command again.")
    name = arguments[0] if arguments else "demo"
    prepare(TESTING if name in NEED_TESTING else RUNNING)
    if name == "test":
        bring_packages()
        return test(arguments[1:])
    command = [str(PYTHON), "-m", "cocarde", *(arguments or ["demo"])]
    os.environ["PYTHONPATH"] = str(HERE)
    return os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell wanted


def test(selected: list[str]) -> int:
    """Every check, the types beside the tests; with arguments, pytest alone with them."""
    os.environ["PYTHONPATH"] = str(HERE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles all it imports
    if selected:
        return start("pytest", *selected).wait()
    for check in LINT:
        if failed := start(*check).wait():
            return failed
    types, tests = start(*TYPES), start(*TESTS)  # the tests often wait, for a timer or a server
    failed = tests.wait()
    return types.wait() or failed


def bring_packages() -> None:
    """Install the Debian packages that the tests need: as root, after a yes where somebody can be
    asked; elsewhere say which tests are left out and how to bring them."""
    lacking = missing_packages()
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *lacking]
    if os.geteuid() == 0 and shutil.which("apt-get") and agreed(lacking):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], install):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)  # noqa: S603
        lacking = missing_packages()
    for tests in sorted(set(lacking.values())):
        names = [name for name, reason in lacking.items() if reason == tests]
        say(f"Left out: {tests}; {', '.join(names)} is not here.")
    if lacking:
        say(f"To bring what is missing: sudo apt-get install {' '.join(lacking)}")


def agreed(lacking: "dict[str, str]") -> bool:
    """Whether the packages may be installed: the one at the terminal says so; without one, yes."""
    say(f"The tests need these Debian packages: {' '.join(lacking)}")
    if not sys.stdin.isatty() or os.environ.get("CI"):
        return True
    return input("Install them now? [Y/n] ").strip().lower() in (
        "",
        "y",
        "yes",
        "o",
        "oui",
        "j",
        "ja",
    )


def missing_packages() -> "dict[str, str]":
    """The Debian packages that are not here, each with the tests that are left out without it."""
    lines = PACKAGES.read_text(encoding="utf-8").splitlines()
    rows = (line.split(maxsplit=2) for line in lines if line and not line.startswith("#"))
    return {package: tests for package, shows, tests in rows if not is_here(shows)}


def is_here(shows: str) -> bool:
    """Whether a command is on the path, or a file (`*` for any part of its name) is there."""
    return bool(glob.glob(shows) if shows.startswith("/") else shutil.which(shows))


def start(*command: str) -> "subprocess.Popen[bytes]":
    """A module of the environment, run from here."""
    return subprocess.Popen([str(PYTHON), "-m", *command], cwd=HERE)  # noqa: S603


def prepare(lock: Path) -> None:
    """Make the environment that the lock asks for, unless its stamp says that it is there."""
    wanted = fingerprint(lock)
    stamp = VENV / f"{lock.stem}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Preparing .venv from {lock.name} (once, about a minute) …")
    if not PYTHON.exists():
        make_venv()
    install(lock)
    stamp.write_text(wanted)
    if lock is TESTING:
        (VENV / f"{RUNNING.stem}.stamp").write_text(fingerprint(RUNNING))


def fingerprint(lock: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    digest.update(lock.read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    made = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made:
        sys.exit(
            "Python could not make a virtual environment. "
            "On Debian or Ubuntu: apt install python3-venv, then run this command again."
        )


def install(lock: Path) -> None:
    """Install with uv where it can be had (faster), else with pip; both check every hash."""
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    uv = [str(PYTHON), "-m", "uv", "--quiet", "pip"]
    if (
        run([*pip, "install", "uv"]) == 0
        and run([*uv, "install", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]) == 0
    ):
        return
    if run([*pip, "install", "--require-hashes", "-r", str(lock)]):
        sys.exit(
            f"The packages of {lock.name} could not be installed (see above). "
            "Check the network, then run this command again: it goes on where it stopped."
        )


def run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
