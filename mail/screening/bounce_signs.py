"""How a mail server's own mail is told from a person's: by two signs at least."""

import re
import tomllib
from email.message import Message
from functools import cache

from core.reading.text import fold
from mail import tags
from mail.parsing.bodies import content_type, parameter, parts
from mail.parsing.headers import author, decoded, raw_value, raw_values
from mail.parsing.subjects import answers_a_mail
from mail.screening.absences import is_away
from mail.screening.automatic import is_reply_of_a_machine
from mail.screening.bounce_lines import said_in
from mail.screening.bounce_reasons import ANY_CODE, FOLDER, REPLY, any_of, by_words

_QMAIL = re.compile(r"\(qmail \d+ invoked (?:for bounce|from network)\)", re.I)
_NULL = re.compile(r"<?\s*(?:mailer-daemon(?:@[^>]*)?)?\s*>?", re.I)


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    told = tomllib.loads((FOLDER / "signs" / "report.toml").read_text(encoding="utf-8"))
    return {name: any_of(phrases) for name, phrases in told.items()}


def _bears(sign: str, text: str) -> bool:
    return _signs()[sign].search(" ".join(fold(text).split())) is not None


def is_returned(message: Message, base: str) -> bool:
    """Whether a mail server wrote this to say that a mail did not arrive.

    What comes to the address that only bounces know needs no words; any other has a server for
    its author, and says so in its subject, in its words or by a code.
    """
    if base and tags.tags(message, base).bounces:
        return True
    if raw_value(message, "x-failed-recipients") or is_report(message):
        return True
    named = _bears("subjects", decoded(raw_value(message, "subject")))
    if not is_from_a_server(message):
        return named and not is_an_answer(message) and is_explained(message)
    if is_an_answer(message):  # a postmaster is a person too
        return named and is_explained(message)
    return named or is_explained(message) or is_sorry(message)


def is_explained(message: Message) -> bool:
    """Whether it says that a mail was not delivered, and why."""
    text = said_in(message)
    coded = ANY_CODE.search(text) or REPLY.search(text) or by_words(text)
    return bool(coded) and _bears("sentences", text)


def is_sorry(message: Message) -> bool:
    """Whether a daemon says that it could not deliver, without a reason."""
    return is_by_a_daemon(message) and _bears("sentences", said_in(message))


def is_an_answer(message: Message) -> bool:
    """Whether somebody answers or hands on a mail, as people do with returned ones."""
    subject = decoded(raw_value(message, "subject"))
    threaded = raw_value(message, "in-reply-to") or raw_value(message, "references")
    return bool(threaded) or answers_a_mail(subject)


def is_report(message: Message) -> bool:
    """Whether it is a delivery report of RFC 3464, by its own form."""
    if content_type(message) != "multipart/report":
        return False
    kind = parameter(message, "report-type")
    return "delivery-status" in kind or any(
        content_type(part).endswith("/delivery-status") for part in parts(message)
    )


def is_from_a_server(message: Message) -> bool:
    """Whether the sender is no person: no return path, a daemon's name, no author at all."""
    returned = raw_values(message, "return-path")
    null = any(_NULL.fullmatch(value.strip()) for value in returned)
    qmail = any(_QMAIL.search(value) for value in raw_values(message, "received")[:3])
    return null or is_by_a_daemon(message) or (qmail and not author(message)[0])


def is_by_a_daemon(message: Message) -> bool:
    written = decoded(raw_value(message, "from"))
    name, address = author(message)
    local = (address or written).rpartition("@")[0]
    return written.strip("<> ") == "" or _bears("daemons", f"{name} | {local} | {written[:80]}")


def is_absence(message: Message) -> bool:
    """Whether somebody's machine answers for them: such notes go to the bounce address too."""
    if is_report(message) or raw_value(message, "x-failed-recipients"):
        return False
    if is_by_a_daemon(message):
        return False
    return is_away(message) or is_reply_of_a_machine(message)


def is_late(text: str) -> bool:
    """Whether the server says that it goes on trying."""
    return _bears("late", text)
