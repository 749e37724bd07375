"""How long Cocarde takes to start: CPU of the quick commands beside a bare interpreter, and the
time until `run` answers."""

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from core.ground.paths import ROOT
from tests.servers.telegram import BotApi

ROUNDS = 5
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of one start beside the same of a bare interpreter, and the most it may take."""

    name: str
    seconds: float
    floor: float
    limit: float


def bench() -> list[Start]:
    """Seconds that the quick commands and `run` take to start, each with the most it may take
    beside a bare interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        png = a_badge(Path(folder))
        floor = min(cpu(["-c", "pass"]) for _ in range(ROUNDS))
        quick = {"--help": ["--help"], "verify": ["verify", str(png)]}
        starts = [
            Start(f"{name} (CPU)", cpu_of(command), floor, 0.4) for name, command in quick.items()
        ]
        return [*starts, Start("run answers", ready(Path(folder)), floor, 2.0)]


def cpu_of(command: list[str]) -> float:
    """The least CPU of several runs: what the machine's other work adds is not ours."""
    return min(cpu(["-m", "cocarde", *command]) for _ in range(ROUNDS))


def cpu(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def a_badge(folder: Path) -> Path:
    """One badge of the demo, to be verified."""
    subprocess.run(
        [sys.executable, "-m", "cocarde", "demo", "--auto", str(folder)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return next(folder.glob("*.png"))


def ready(folder: Path) -> float:
    """Seconds until a later start of `run` answers on the web and fetches from Telegram."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with BotApi() as api:
        return min(started(environment(folder, port, api), port, api) for _ in range(3))


def environment(folder: Path, port: int, api: BotApi) -> dict[str, str]:
    return {
        **os.environ,
        "COCARDE_TELEGRAM_API": api.url,
        "COCARDE_TELEGRAM_TOKEN": api.token,
        "COCARDE_DATABASE_URL": f"sqlite:///{folder / 'run.db'}",
        "COCARDE_KEY_FILE": str(folder / "keys.json"),
        "COCARDE_LISTEN": f"127.0.0.1:{port}",
    }


def started(environment: dict[str, str], port: int, api: BotApi) -> float:
    begun, fetched = time.monotonic(), fetches(api)
    process = subprocess.Popen(
        [sys.executable, "-m", "cocarde", "run"], cwd=ROOT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while time.monotonic() - begun < PATIENCE:
            if fetches(api) > fetched and answers(port):
                return time.monotonic() - begun
            time.sleep(0.01)
        raise RuntimeError("run did not get ready")
    finally:
        process.terminate()
        process.wait()


def fetches(api: BotApi) -> int:
    """How often the bot has asked for updates."""
    return sum(call.method == "getUpdates" for call in api.calls)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True
