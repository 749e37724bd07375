"""Machines made of network namespaces, joined by a bridge; each with its own process numbers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SUBNET = "10.213.{number}.{host}"  # addresses of these namespaces only
GATEWAY = 1
# Each machine has sockets of its own where Debian's PostgreSQL puts them.
APART = ["sh", "-c", 'mount -t tmpfs -o mode=1777 none /var/run/postgresql && exec "$@"', "sh"]


def ip(*words: str) -> None:
    """Run `ip`; raises where it fails."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass(slots=True)
class Machine:
    """A namespace with an address; its processes count their numbers anew, as on a machine."""

    network: Network
    name: str
    address: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def space(self) -> str:
        """The name of its namespace."""
        return f"{self.network.bridge}-{self.name}"

    @property
    def port(self) -> str:
        """The end of its cable at the bridge."""
        return f"{self.network.bridge}{self.address.rpartition('.')[2]}"

    def start(
        self, command: Sequence[str], log: Path, more: Mapping[str, str], user: str = ""
    ) -> subprocess.Popen[bytes]:
        """Start a program on this machine; what it prints goes to a file."""
        inside = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        as_user = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"] if user else []
        words = ["ip", "netns", "exec", self.space, *inside, *APART, *as_user, *command]
        with log.open("ab") as written:
            started = subprocess.Popen(
                words, env={**os.environ, **more}, stdout=written, stderr=written,
                stdin=subprocess.DEVNULL, cwd=more.get("PWD"),
            )  # fmt: skip
        self.running.append(started)
        return started

    def run(self, command: Sequence[str], more: Mapping[str, str], user: str) -> str:
        """Run a command on this machine to its end; gives what it printed."""
        as_user = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]
        words = ["ip", "netns", "exec", self.space, *APART, *as_user, *command]
        done = subprocess.run(
            words, env={**os.environ, **more}, capture_output=True, text=True, check=False, cwd="/"
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout}")
        return done.stdout

    def cut(self) -> None:
        """Pull its cable out of the bridge: what it sends goes nowhere, and nobody says so."""
        ip("link", "set", self.port, "nomaster")

    def mend(self) -> None:
        """Put the cable back."""
        ip("link", "set", self.port, "master", self.network.bridge)

    def power_off(self) -> None:
        """End everything on it at once; nothing is said to anybody."""
        for each in self.running:
            each.kill()
        self.running.clear()  # not waited for: as a parent that never asks for its children

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to every process on it but the one that started them."""
        for each in self.running:
            for child in children(each.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, number)


def children(pid: int) -> list[int]:
    """The processes below one, however deep."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{pid}/children") as told:
        found = [int(each) for each in told.read().split()]
        return [*found, *(deeper for each in found for deeper in children(each))]
    return []


@dataclass(slots=True)
class Network:
    """A bridge with machines on it; all of it is gone at the end of the block."""

    number: int = 77
    machines: list[Machine] = field(default_factory=list)

    @property
    def bridge(self) -> str:
        """The name of the bridge."""
        return f"cocarde{self.number}"

    @property
    def gateway(self) -> str:
        """The address of this machine on the bridge, for the stand-ins of the outside world."""
        return SUBNET.format(number=self.number, host=GATEWAY)

    def __enter__(self) -> Self:
        self.clear()
        ip("link", "add", self.bridge, "type", "bridge")
        ip("addr", "add", f"{self.gateway}/24", "dev", self.bridge)
        ip("link", "set", self.bridge, "up")
        return self

    def machine(self, name: str) -> Machine:
        """One more machine on the bridge."""
        host = 10 + len(self.machines)
        made = Machine(self, name, SUBNET.format(number=self.number, host=host))
        self.machines.append(made)
        ip("netns", "add", made.space)
        ip("link", "add", made.port, "type", "veth", "peer", "name", "eth0", "netns", made.space)
        ip("link", "set", made.port, "master", self.bridge, "up")
        ip("-n", made.space, "link", "set", "lo", "up")
        ip("-n", made.space, "addr", "add", f"{made.address}/24", "dev", "eth0")
        ip("-n", made.space, "link", "set", "eth0", "up")
        return made

    def __exit__(self, *_: object) -> None:
        for each in self.machines:
            started = list(each.running)
            each.signal(signal.SIGCONT)
            each.power_off()
            for process in started:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
        self.clear()

    def clear(self) -> None:
        """Remove the bridge and its namespaces, also those of a run that was killed."""
        told = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=False)
        for line in told.stdout.splitlines():
            space = line.split()[0]
            if space.startswith(f"{self.bridge}-"):
                within = subprocess.run(
                    ["ip", "netns", "pids", space], capture_output=True, text=True, check=False
                )
                for pid in within.stdout.split():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(int(pid), signal.SIGKILL)
                subprocess.run(["ip", "netns", "del", space], check=False, capture_output=True)
        for name in os.listdir("/sys/class/net"):  # a namespace lets go of its cable when it likes
            if name.startswith(self.bridge):
                subprocess.run(["ip", "link", "del", name], check=False, capture_output=True)
