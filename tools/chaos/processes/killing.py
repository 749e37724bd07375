"""The processes of an installation, each killed at random moments and started again."""

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

PARTS = ("bot", "mail", "web", "worker")
STARTED = b"Running: "
SOON, LATE = 0.05, 12.0  # seconds that a process lives once it runs


@dataclass(slots=True)
class Part:
    """`cocarde run --only PART`, a process of its own."""

    name: str
    environment: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    since: int = 0

    def start(self) -> None:
        """Start the process anew; what it writes goes on in the same log."""
        command = (sys.executable, "-m", "cocarde", "run", "--only", self.name)
        self.since = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            environment = {**os.environ, **self.environment}
            self.running = subprocess.Popen(command, env=environment, stderr=log, stdout=log)

    @property
    def runs(self) -> bool:
        """Whether it has said so, since it was started."""
        with self.log.open("rb") as log:
            log.seek(self.since)
            return STARTED in log.read()

    def end(self, *, kill: bool) -> None:
        """End it by SIGKILL, or as an operator does."""
        if self.running is not None:
            self.running.kill() if kill else self.running.terminate()
            self.running.wait(30)
            self.running = None


@dataclass(slots=True)
class Killer:
    """Kills one part after the other; `kills` counts them by part."""

    parts: list[Part]
    chance: Random
    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    @property
    def total(self) -> int:
        """How often any of them was killed."""
        return sum(self.kills.values())

    async def kill(self, most: int) -> None:
        """So many kills, of all parts side by side; each runs again in the end."""
        await asyncio.gather(*(self.of(part, most) for part in self.parts))

    async def of(self, part: Part, most: int) -> None:
        """One in ten is killed while it starts, the others at work."""
        while self.total < most:
            starting = self.chance.random() < 0.1
            while not starting and not part.runs:  # noqa: ASYNC110 - a process tells nobody
                await asyncio.sleep(0.05)
            await asyncio.sleep(self.chance.uniform(SOON, LATE))
            if self.total >= most:
                return
            self.kills[part.name] += 1
            await asyncio.to_thread(part.end, kill=True)
            part.start()
