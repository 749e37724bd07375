"""Running the command: with settings from the environment, here or as a process of its own."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from cocarde.__main__ import main
from core.ground.paths import ROOT

# One for each process of the tests: demos of two at once would judge each other's badges.
HOME = TemporaryDirectory(prefix="cocarde-home-")


@dataclass(frozen=True, slots=True)
class Cocarde:
    """The command over an installation in a folder."""

    folder: Path

    def __call__(self, *words: str, status: int = 0, **more: str) -> str:
        """Run it in this process, which has imported everything already; gives what it printed."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in [each for each in os.environ if "COCARDE" in each]:
                patch.delenv(name)
            for name, value in self.environment(**more).items():
                patch.setenv(name, value)
            patch.chdir(ROOT)
            try:
                ended = main(list(words))
            except SystemExit as end:  # argparse
                ended = int(end.code or 0)
        told = out.getvalue() if status == 0 else out.getvalue() + err.getvalue()
        assert ended == status, f"{ended}\n{out.getvalue()}\n{err.getvalue()}"
        return told

    def process(self, *words: str, status: int = 0, given: str = "", **more: str) -> str:
        """Run it as its users do; gives what it printed, after the expected exit status."""
        done = subprocess.run(
            [sys.executable, "-m", "cocarde", *words],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            input=given,
            env=self.environment(**more),
            timeout=120,
        )
        assert done.returncode == status, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout if status == 0 else done.stdout + done.stderr

    def json(self, *words: str, status: int = 0, **more: str) -> Any:
        told = self(*words, "--json", status=status, **more)
        return json.loads(told[told.index("{" if "{" in told else "[") :] if status else told)

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if "COCARDE" not in name},
            "PYTHONPATH": str(ROOT),
            "COCARDE_HOME": HOME.name,
            "COCARDE_DATABASE_URL": f"sqlite:///{self.folder / 'cocarde.db'}",
            "COCARDE_KEY_FILE": str(self.folder / "keys.json"),
            "COCARDE_PUBLIC_URL": "https://badges.example.org",
            "COCARDE_MAIL_ADDRESS": "badges@cocarde.test",
            "COCARDE_MAIL_AUTHSERV_ID": "mx.cocarde.test",
            **more,
        }
