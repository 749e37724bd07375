"""Work on what strangers send, in a process of its own: a hang or a greed there hurts nobody."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

STARTING = 20.0  # seconds that a process may take until it is ready, on a busy machine


class WorkApart:
    """A warm process that works one piece after the other; killed and replaced when one takes too
    long.

    The script is started by its path, isolated, with a socket as its descriptor 0. It says that it
    is ready with an empty answer, then answers each piece with one. Either way a length (8 bytes,
    big-endian) goes before the bytes. `bare`: it needs the standard library only.
    """

    def __init__(self, script: str, *, bare: bool = False) -> None:
        flags = ["-I", "-S"] if bare else ["-I"]
        self._command = [sys.executable, *flags, str(Path(script))]
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """The process that waits now, if any."""
        return self._process.pid if self._process is not None else None

    def ask(self, piece: bytes, seconds: float) -> bytes:
        """What the process answers within so many seconds. Raises `TimeoutError` when it takes
        longer and `ConnectionError` when it breaks down: the next piece starts another."""
        with self._turn:
            try:
                line = self._line or self._start()
                line.settimeout(seconds)
                line.sendall(len(piece).to_bytes(8) + piece)
                return _answer(line)
            except OSError:
                self.end()
                raise

    def _start(self) -> socket.socket:
        """Start the process on one end of a socket pair and wait until it is ready; gives the other
        end."""
        self._line, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(self._command, stdin=far.fileno())  # noqa: S603
        self._line.settimeout(STARTING)
        _answer(self._line)
        return self._line

    def end(self) -> None:
        """Kill the process; the next piece starts another."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


def _answer(line: socket.socket) -> bytes:
    """One whole answer; raises `ConnectionError` where the other side hangs up."""
    return _exactly(line, int.from_bytes(_exactly(line, 8)))


def _exactly(line: socket.socket, length: int) -> bytes:
    pieces: list[bytes] = []
    while length:
        piece = line.recv(min(length, 1 << 20))
        if not piece:
            raise ConnectionError("the process broke down")
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
