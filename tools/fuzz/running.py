"""One run of the fuzzer: libFuzzer in a process of its own, its progress read line by line."""

import os
import re
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core.ground.paths import ROOT
from tools.fuzz.pieces import mails

FOUND = ROOT / "var" / "fuzz"
HANGS = 20  # seconds; how long a mail may take is for the target to say
MEMORY = 2048  # megabytes
_PROGRESS = re.compile(r"^#(\d+)\s.*?cov: (\d+)")
_KEPT = re.compile(r"Test unit written to (\S+)")


@dataclass(slots=True)
class Run:
    """How many mails were read, how many edges of the code they reached, what was found."""

    mails: int = 0
    reached: int = 0
    found: list[str] = field(default_factory=list)
    why: str = ""
    status: int = 0

    @property
    def failed(self) -> bool:
        """Whether a mail was found that the reader cannot bear, or the fuzzer itself ended
        badly."""
        return bool(self.found) or self.status != 0

    def __str__(self) -> str:
        told = "nothing found" if not self.failed else f"{len(self.found)} found"
        return f"{self.mails:,} mails read, {self.reached:,} edges reached, {told}"

    def as_dict(self) -> dict[str, Any]:
        """The run as `cocarde fuzz --json` prints it."""
        return {**asdict(self), "failed": self.failed}


def run(seconds: float, seed: int, show: Callable[[Run], None]) -> Run:
    """Fuzz for so long, or until something is found."""
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, mail in enumerate(mails()):
            (Path(corpus) / f"{number}.eml").write_bytes(mail)
        return watched(command(corpus, seconds, seed), show)


def command(corpus: str, seconds: float, seed: int) -> list[str]:
    """The target with libFuzzer's own arguments."""
    limits = [f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}", "-max_len=40000"]
    place = f"-artifact_prefix={FOUND}/"
    ends = [f"-max_total_time={max(1, round(seconds))}", f"-seed={seed}"]
    return [sys.executable, "-m", "tools.fuzz.target", *limits, place, *ends, corpus]


def watched(words: list[str], show: Callable[[Run], None]) -> Run:
    """The output of the fuzzer as it comes; the last lines before a find tell why."""
    so_far, last = Run(), deque[str](maxlen=60)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            if told := _PROGRESS.search(line):
                so_far.mails, so_far.reached = int(told[1]), int(told[2])
                show(so_far)
            if kept := _KEPT.search(line):
                so_far.found.append(kept[1])
    so_far.status = process.returncode
    so_far.why = "\n".join(last) if so_far.failed else ""
    return so_far
