"""Processes by names that no other ever has, and whether one of them has ended.

A number alone proves little: it is used again, each container counts from 1, two containers may
share a host name, and a killed process keeps its number until its parent has asked for it.
"""

import os
import secrets
from pathlib import Path

PROC = Path("/proc")
ALONE = secrets.token_hex(8)  # stands for the machine where there is no /proc
ENDED = ("Z", "X", "x")  # zombie, dead (proc(5), /proc/pid/stat)


def this_process() -> str:
    """A name for this process: its machine's start, its namespace of numbers, its number, its own
    start."""
    number = os.getpid()
    return f"{machine()}/{number}/{state_and_start(number)[1]}"


def machine() -> str:
    """The start of this machine and the namespace in which numbers are counted here."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{os.readlink(PROC / 'self/ns/pid')}"
    except OSError:
        return ALONE


def state_and_start(number: int) -> tuple[str, str]:
    """The state of a process and when it started, in ticks since the machine's; both empty where
    that cannot be read."""
    try:
        told = (PROC / str(number) / "stat").read_text(errors="replace")
    except OSError:
        return "", ""
    after_name = told.rpartition(")")[2].split()  # the name may hold anything
    return after_name[0], after_name[19]


def is_gone(name: str) -> bool:
    """Whether a process is known to have ended: one of this machine that is no more, waits to be
    reaped, or whose number another one bears. Of others nothing is known."""
    place, _, rest = name.rpartition("/")
    where, _, number = place.rpartition("/")
    if where != machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # another user's: it is there, but may not be readable
        return False
    state, start = state_and_start(int(number))
    return state in ENDED or (start != rest and bool(start))
