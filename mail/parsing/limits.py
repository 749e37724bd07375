"""Limits before parsing: the standard parser can be kept busy for minutes by one mail.

Every mail is measured byte by byte first, and the files of a large one are left out: nobody reads
them. What has usual headers then is parsed here: that cannot take long. Any other is parsed in a
process of its own with a time limit first, and here only when it passed.
"""

import atexit
import email
from email.message import Message
from email.policy import compat32

from core.ground.apart import WorkApart
from mail.parsing import parse_apart
from mail.parsing.measure import MailShape, TooMuch, look

__all__ = ["TooMuch", "parse"]
SECONDS = 1.0
SMALL = 1 << 20
FEW_PARTS, SHALLOW = 30, 6


def parse(raw: bytes, *, seconds: float = SECONDS) -> Message:
    """The mail as a message; raise TooMuch when that is not safe.

    Of a mail above a megabyte its files, but for pictures that may be badges, and what passes a
    megabyte of words are cut short.
    Call it outside the event loop: a hostile mail takes up to `seconds` and a little more.
    """
    shape = look(raw)
    if shape.size > SMALL:
        raw = shape.slim
    if not _is_simple(shape):
        rehearse(raw, seconds)
    try:
        return email.message_from_bytes(raw, policy=compat32)
    except RecursionError:
        raise TooMuch("parts within each other without end") from None


def _is_simple(shape: MailShape) -> bool:
    usual = shape.parts <= FEW_PARTS and shape.depth <= SHALLOW
    return shape.plain and usual


def rehearse(raw: bytes, seconds: float) -> None:
    """Return when the mail can be read within `seconds`, by the process that parses first; raise
    TooMuch otherwise."""
    try:
        answer = _rehearsal.ask(raw, seconds)
    except TimeoutError:
        raise TooMuch(f"not parsed within {seconds} s") from None
    except OSError:  # the end of the process
        raise TooMuch("the parser broke down") from None
    if answer != b"y":
        raise TooMuch("parts or comments within each other without end")


_rehearsal = WorkApart(parse_apart.__file__, bare=True)
atexit.register(_rehearsal.end)
