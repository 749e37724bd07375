"""Running the command as its users do: another process, settings from the environment."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.ground.home import HOME


@dataclass(frozen=True, slots=True)
class Cocarde:
    """The command over an installation in a folder."""

    folder: Path

    def __call__(self, *words: str, status: int = 0, given: str = "", **more: str) -> str:
        """Run it; gives what it printed, after its exit status was the expected one."""
        done = subprocess.run(
            [sys.executable, "-m", "cocarde", *words],
            cwd=HOME,
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
            "PYTHONPATH": str(HOME),
            "COCARDE_DATABASE_URL": f"sqlite:///{self.folder / 'cocarde.db'}",
            "COCARDE_KEY_FILE": str(self.folder / "keys.json"),
            "COCARDE_PUBLIC_URL": "https://badges.example.org",
            "COCARDE_MAIL_ADDRESS": "badges@cocarde.test",
            "COCARDE_MAIL_AUTHSERV_ID": "mx.cocarde.test",
            **more,
        }
