"""Run as a process of its own: parses mails as a reader will, so that a hang hurts nobody.

Says that it is ready with an empty answer; then reads a mail from the socket on descriptor 0 and
answers with one byte, `y` or `n`. A length (8 bytes, big-endian) goes before each, either way.
Standard library only: started by its path.
"""

import email
import resource
import socket
import sys
from collections.abc import Callable
from email.message import Message
from email.policy import compat32

MEMORY = 1 << 30
FRAMES = 600  # less than any reader has, so that it stumbles here first


def main() -> None:
    """Answer one mail after the other until the other side hangs up."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.setrecursionlimit(FRAMES)
    with socket.socket(fileno=0) as line:
        _answer(line, b"")
        while raw := _mail(line):
            _answer(line, b"y" if _readable(raw) else b"n")


def _answer(line: socket.socket, answer: bytes) -> None:
    line.sendall(len(answer).to_bytes(8) + answer)


def _mail(line: socket.socket) -> bytes:
    with line.makefile("rb", buffering=0) as source:
        length = int.from_bytes(_exactly(source.read, 8))
        return _exactly(source.read, length)


def _exactly(read: Callable[[int], bytes | None], length: int) -> bytes:
    pieces: list[bytes] = []
    while length and (piece := read(min(length, 1 << 20))):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _readable(raw: bytes) -> bool:
    """Whether the standard parser gets through the mail without running out of stack or memory."""
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        for part in message.walk():
            _read(part)
    except (RecursionError, MemoryError):
        return False
    return True


def _read(part: Message) -> None:
    """Every header and text; a broken one is the reader's to mend, a bottomless one is not."""
    for name, _ in list(part.raw_items()):
        _attempt(lambda name=name: part.get_all(name))  # type: ignore[misc]
    for each in (part.get_filename, part.get_content_charset, part.get_content_type):
        _attempt(each)
    if part.get_content_maintype() == "text":
        _attempt(lambda: part.get_payload(decode=True))


def _attempt(read: Callable[[], object]) -> None:
    """Read something that may raise; only running out of stack or memory counts."""
    try:
        read()
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: S110
        pass


if __name__ == "__main__":
    main()
