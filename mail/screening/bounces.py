"""Mails that say that one of ours did not arrive: RFC 3464 reports and older ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from uuid import UUID

from core.ground.message_kinds import DeliveryNews
from mail import tags
from mail.parsing.bodies import body, content_type, parts, words, written
from mail.parsing.headers import decoded, raw_value
from mail.row_tags import row_of, rows_in
from mail.screening.bounce_lines import remote_line, said_in
from mail.screening.bounce_reasons import UNCLEAR, Reason, codes_in, judge
from mail.screening.bounce_signs import is_absence, is_late, is_returned

LONGEST = 300
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_BLOCKS = re.compile(r"\n[ \t]*\n")
FAILED, DELAYED = ("failed", "failure", "expired"), ("delayed",)
DONE = (DeliveryNews.DELIVERED, DeliveryNews.EXPANDED, DeliveryNews.RELAYED)


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What a report says of one reader: its code, its words, why, and whether it is final."""

    status: str
    words: str
    reason: Reason
    final: bool

    @property
    def hard(self) -> bool:
        return self.final and self.reason.closes


@dataclass(frozen=True, slots=True)
class BounceReport:
    """Which mail did not arrive (its outbox row, if told), and why.

    `hard`: nothing will arrive there; `final`: this mail will not, as after days of trying.
    `ours`: it was refused for something about us, not about the reader or the mail.
    """

    row: UUID | None
    hard: bool
    status: str
    why: str
    final: bool
    reason: str = ""
    ours: bool = False


def read_bounce(message: Message, base: str) -> BounceReport | None:
    """The bounce that a mail is (RFC 3464 reports and older ones); None for any other mail. Mails
    enclosed in it are not asked."""
    if is_absence(message):
        return None
    told = report(message)
    if told is None and (arrival(message) or not is_returned(message, base)):
        return None
    told = told or in_words(message)
    row = row_of_bounce(message, base)
    why = told.words[:LONGEST]
    ours = told.final and told.reason.ours
    return BounceReport(row, told.hard, told.status, why, told.final, told.reason.name, ours)


def report(message: Message) -> DeliveryStatus | None:
    """What a delivery report (RFC 3464, 2.3) says of the reader whom it gives up."""
    if content_type(message) != "multipart/report" and not is_returned(message, ""):
        return None
    blocks = [block for part in parts(message) for block in blocks_of(part)]
    found = [told for block in blocks if (told := recipient(block, message)) is not None]
    return max(found, default=None, key=lambda told: (told.hard, told.final, told.status))


def arrival(message: Message) -> DeliveryNews | None:
    """What a report says of readers who have the mail, or of a mail that went on (RFC 3464, 2.3.3);
    None for any other mail."""
    blocks = [block for part in parts(message) for block in blocks_of(part)]
    actions = [action(block) for block in blocks]
    return next((told for told in DONE if told in actions), None)


def action(block: Message) -> str:
    """What the server did about one reader (RFC 3464, 2.3.3), in lower case."""
    return raw_value(block, "action").partition(" ")[0].strip(";,.").lower()


def blocks_of(part: Message) -> list[Message]:
    """The field blocks of a delivery status, also of one that came encoded."""
    if not content_type(part).endswith("/delivery-status"):
        return []
    if part.is_multipart():
        return [block for block in part.get_payload() if isinstance(block, Message)]
    return [message_from_string(block.lstrip()) for block in _BLOCKS.split(words(part))]


def recipient(block: Message, message: Message) -> DeliveryStatus | None:
    """One reader's fate; where the report gives no reason, the words above it are asked."""
    done = action(block)
    field = raw_value(block, "status")
    if done not in (*FAILED, *DELAYED) and (done or not field.startswith(("4", "5"))):
        return None
    status = _STATUS.search(field)
    final = done not in DELAYED
    code = status[0] if status else ("5.0.0" if final else "4.0.0")
    diagnostic = decoded(raw_value(block, "diagnostic-code"))
    line = diagnostic.partition(";")[2].strip() or diagnostic
    reason = judge(line, code)
    if reason is UNCLEAR or not line:
        reason = judge_text(said_in(message), code)
    shown = next(iter(codes_in(line)), code)
    shown = shown if final else f"4{shown[1:]}"
    return DeliveryStatus(shown, line or f"{done} {code}", reason, final)


def in_words(message: Message) -> DeliveryStatus:
    """A bounce in plain words; without any that are known, one that says no more than that."""
    text = said_in(message)
    final = not is_late(f"{decoded(raw_value(message, 'subject'))}\n{text}")
    reason = judge_text(text, "")
    line = remote_line(text) or " ".join(text.split())
    status = next(iter(codes_in(line)), "5.0.0" if reason.closes or final else "4.0.0")
    return DeliveryStatus(
        status, line or "returned without a reason that could be read", reason, final
    )


def judge_text(text: str, status: str) -> Reason:
    """Why, by the remote server's line in a text, else by all of it, else by the status."""
    for said in (remote_line(text), text):
        reason = judge(said) if said else UNCLEAR
        if reason is not UNCLEAR:
            return reason
    return judge("", status)


def envelope_ids(message: Message) -> Iterator[str]:
    """The names by which reports were asked for, as a report has them (RFC 3464, 2.2.1)."""
    for part in parts(message):
        for block in blocks_of(part):
            if named := raw_value(block, "original-envelope-id").strip():
                yield named


def row_of_bounce(message: Message, base: str) -> UUID | None:
    """The outbox row of the mail that a report is about: by the address that it came to, else by
    the name that we gave the mail, else by the mail enclosed; None where none tells."""
    for tag in (*tags.tags(message, base).bounces, *envelope_ids(message)):
        if row := row_of(tag):
            return row
    enclosed: list[str] = []
    for part in message.walk():
        if content_type(part) == "text/rfc822-headers":
            enclosed.append(written(part))
        elif part is not message:
            enclosed.append(raw_value(part, "message-id"))
    enclosed += [body(message).text[:50_000]]
    return next(iter(rows_in(enclosed, base)), None)
