"""Mails that say that one of ours did not arrive: RFC 3464 reports and older ones."""

import re
from dataclasses import dataclass
from email.message import Message
from uuid import UUID

from core.programmes.folding import fold
from mail import addresses
from mail.bodies import body, content_type, written
from mail.headers import author, decoded, raw_value
from mail.row_tags import row_of, rows_in

LONGEST = 300
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-?daemon|bounces?)(?:[+=-][^@]*)?@", re.I)
_STATUS = re.compile(r"\b([45])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]\S")
_FAILED = re.compile(
    r"undeliver|not (?:be )?deliver|delivery (?:status|failure|has failed)|returned (?:mail|to)"
    r"|failure notice|non[- ](?:remis|distribu)|echec|unzustellbar|onbestelbaar"
)
Told = tuple[str, str, bool]  # status, reason, whether it is final


@dataclass(frozen=True, slots=True)
class Bounce:
    """Which mail did not arrive (its outbox row, if told), and why.

    `hard`: nothing will arrive there; `final`: this mail will not, as after days of trying.
    """

    row: UUID | None
    hard: bool
    status: str
    why: str
    final: bool


def read_bounce(message: Message, base: str) -> Bounce | None:
    """The bounce that a mail is; none for any other mail."""
    reported = any(content_type(part) == "message/delivery-status" for part in message.walk())
    told = report(message) if reported else old_style(message, base)
    if told is None:
        return None
    status, why, final = told
    hard = status.startswith("5")
    return Bounce(row_of_bounce(message, base), hard, status, why[:LONGEST], hard or final)


def report(message: Message) -> Told | None:
    """Status and reason of the worst recipient in a delivery report (RFC 3464, 2.3)."""
    found: list[Told] = []
    for part in message.walk():
        if content_type(part) == "message/delivery-status" and part.is_multipart():
            found += [told for block in part.get_payload() if (told := recipient(block))]
    return max(found, default=None, key=lambda told: told[0])


def recipient(block: object) -> Told | None:
    """One recipient's status: `4.…` while it is late or was too long, `5.…` when refused."""
    if not isinstance(block, Message):
        return None
    action = raw_value(block, "action").partition(" ")[0].lower()
    if action not in ("failed", "delayed"):
        return None
    status = _STATUS.search(raw_value(block, "status"))
    code = status[0] if status else ("5.0.0" if action == "failed" else "4.0.0")
    if action == "delayed":
        code = f"4{code[1:]}"
    diagnostic = decoded(raw_value(block, "diagnostic-code").partition(";")[2])
    return code, diagnostic or f"{action} {code}", action == "failed"


def old_style(message: Message, base: str) -> Told | None:
    """A bounce in plain words, from a mail daemon or to the address that only bounces know."""
    daemon = _DAEMON.match(author(message)[1]) is not None
    returned = raw_value(message, "return-path").replace(" ", "") in ("<>", "")
    if not daemon and not (returned and addresses.tags(message, base).bounces):
        return None
    text = body(message).text[:20_000]
    if not _FAILED.search(fold(f"{decoded(raw_value(message, 'subject'))}\n{text}")):
        return None
    status, code = _STATUS.search(text), _REPLY_CODE.search(text)
    line = next((line for line in text.splitlines() if status and status[0] in line), "")
    if status:
        return status[0], " ".join(line.split()), False
    return f"{code[1] if code else 4}.0.0", "returned without a reason that could be read", False


def row_of_bounce(message: Message, base: str) -> UUID | None:
    """The outbox row: by the address that the bounce came to, else by the mail enclosed in it."""
    for tag in addresses.tags(message, base).bounces:
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
