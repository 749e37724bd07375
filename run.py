#!/usr/bin/env python3
"""Start Cocarde from a fresh checkout: make `.venv` from the lock, then run the command in it.

python3 run.py             the demo
python3 run.py test        the whole suite: ruff, mypy, pytest
python3 run.py COMMAND …   the same as `cocarde COMMAND …`
"""

import hashlib
import os
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


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file alone may meet an older Python
        sys.exit("Cocarde needs Python 3.11 or newer. Install it, then run this command again.")
    name = arguments[0] if arguments else "demo"
    prepare(TESTING if name in NEED_TESTING else RUNNING)
    if name == "test":
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
