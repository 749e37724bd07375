"""Limits before parsing: the standard parser can be kept busy for minutes by one mail.

Every mail is measured byte by byte first, and the files of a large one are left out: nobody reads
them. What has usual headers then is parsed here: that cannot take long. Any other is parsed in a
process of its own with a time limit first, and here only when it passed.
"""

import atexit
import email
import socket
import subprocess
import sys
import threading
from email.message import Message
from email.policy import compat32
from pathlib import Path

from mail.parsing import parse_apart
from mail.parsing.measure import MailShape, TooMuch, look

__all__ = ["TooMuch", "parse"]
SECONDS = 1.0
SMALL = 1 << 20
FEW_PARTS, SHALLOW = 30, 6


def parse(raw: bytes, *, seconds: float = SECONDS) -> Message:
    """The mail as a message; raise TooMuch when that is not safe.

    Of a mail above a megabyte its files and what passes a megabyte of words are cut short.
    Call it outside the event loop: a hostile mail takes up to `seconds` and a little more.
    """
    shape = look(raw)
    if shape.size > SMALL:
        raw = shape.slim
    if not _is_simple(shape):
        _rehearsal.run(raw, seconds)
    try:
        return email.message_from_bytes(raw, policy=compat32)
    except RecursionError:
        raise TooMuch("parts within each other without end") from None


def _is_simple(shape: MailShape) -> bool:
    usual = shape.parts <= FEW_PARTS and shape.depth <= SHALLOW
    return shape.plain and usual


class Rehearsal:
    """A warm process that parses first; killed and replaced when it takes too long."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """The process that waits now, if any."""
        return self._process.pid if self._process is not None else None

    def run(self, raw: bytes, seconds: float) -> None:
        """Return when the mail can be read within `seconds`; raise TooMuch otherwise."""
        with self._turn:
            try:
                answer = self._ask(raw, seconds)
            except OSError:  # a time-out is one, and so is the end of a process
                self.end()
                raise TooMuch(f"not parsed within {seconds} s") from None
            if answer == b"":
                self.end()
                raise TooMuch("the parser broke down")
            if answer != b"y":
                raise TooMuch("parts or comments within each other without end")

    def _ask(self, raw: bytes, seconds: float) -> bytes:
        """Send one mail to the child process and wait for its byte; `TimeoutError` after so many
        seconds."""
        line = self._line or self._start()
        line.settimeout(seconds)
        line.sendall(len(raw).to_bytes(8) + raw)
        return line.recv(1)

    def _start(self) -> socket.socket:
        """Start the child process on one end of a socket pair; gives the other end."""
        self._line, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", str(Path(parse_apart.__file__))], stdin=far.fileno()
            )
        return self._line

    def end(self) -> None:
        """Kill the process; the next mail starts another."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


_rehearsal = Rehearsal()
atexit.register(_rehearsal.end)
