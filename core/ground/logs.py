"""The log: lines for a terminal, JSON for a machine, and never a secret in either."""

import hashlib
import json
import logging
import os
import re
import socket
import sys
from typing import TextIO
from urllib.parse import quote, unquote, urlsplit

from core.ground.settings import PAIRS, SECRET, Settings, pairs
from core.ground.watched.about import references_now

HIDDEN = "[hidden]"
# These write whole URLs, and with them the bot token, at INFO.
CHATTY = ("httpx", "httpcore", "hpack", "aiosmtplib", "aioimaplib", "alembic")
LONGEST = 20_000

BOT_TOKEN = re.compile(r"(?<!\d)\d{5,}:[\w-]{30,}")
# A reply token: 26 letters of base32; a badge's id looks alike but stands in public paths.
REPLY_TOKEN = re.compile(r"(?<![a-z2-7])(?<!/b/)(?<!/ob2/a/)(?<!/ob3/b/)[a-z2-7]{26}(?![a-z2-7])")
CODE = re.compile(r"(?<![\d:-])(?<!\d\.)\d{4} ?\d{4}(?![\d:-]|\.\d)")
PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):([^\s/@]+)@")
MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
DETAIL = re.compile(r"(?m)^((?:DETAIL|CONTEXT|HINT|LINE \d+):).*")  # PostgreSQL quotes values there


class Redaction:
    """Takes secrets out of a text: those of the settings, and what looks like one."""

    def __init__(self, settings: Settings | None = None) -> None:
        found = secrets(settings) if settings else set()
        self._known = sorted(found, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        text = BOT_TOKEN.sub(HIDDEN, text[:LONGEST])
        text = DETAIL.sub(rf"\1 {HIDDEN}", text)
        text = PASSWORD.sub(rf"\1:{HIDDEN}@", text)
        text = REPLY_TOKEN.sub(HIDDEN, text)
        text = CODE.sub(HIDDEN, text)
        return MAIL.sub(hashed, text)


def secrets(settings: Settings) -> set[str]:
    """Every secret of the settings, as it is and as a URL writes it."""
    found: set[str] = set()
    for name in SECRET:
        value = str(getattr(settings, name))
        password = urlsplit(value).password if "://" in value else value
        if password:
            plain = unquote(password)
            found |= {password, plain, quote(plain, safe="")}
    for name in PAIRS:
        found |= {one for told in pairs(getattr(settings, name)).values() for one in told.split()}
    found |= {settings.telegram_token.partition(":")[2]}
    return {secret for secret in found if len(secret) > 3}


def hashed(mail: re.Match[str]) -> str:
    """A short name in place of the mail address that was matched, always one for one address, so
    that its lines in the log can be followed."""
    return f"mail:{hashlib.sha256(mail[0].lower().encode()).hexdigest()[:10]}"


class RedactingFilter(logging.Filter):
    """Redacts a record's message, whichever formatter comes after."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redact = redaction

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._redact(record.getMessage()), None
        return True


class RedactingFormatter(logging.Formatter):
    """One line a record, exceptions below it; the whole redacted, then what it is about."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._redact = redaction

    def format(self, record: logging.LogRecord) -> str:
        told = references_now().values()
        about = [each if isinstance(each, str) else " ".join(each) for each in told]
        after = f" [{' '.join(about)}]" if about else ""
        return f"{self.formatTime(record)} {self._redact(super().format(record))}{after}"


class JsonFormatter(RedactingFormatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(record.getMessage()),
            "process": f"{socket.gethostname()}/{os.getpid()}",
            **references_now(),
        }
        if record.exc_info:
            line["exception"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def configure(settings: Settings, stream: TextIO | None = None) -> logging.Handler:
    """Send the log of this process to a stream (standard error): text on a terminal, else JSON."""
    stream = stream or sys.stderr
    redaction = Redaction(settings)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        RedactingFormatter(redaction) if stream.isatty() else JsonFormatter(redaction)
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, RedactingFormatter):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    quieten(root, redaction)
    return handler


def quieten(root: logging.Logger, redaction: Redaction) -> None:
    """Every handler of the process redacts, and the chatty libraries tell only of trouble."""
    for handler in root.handlers:
        handler.filters = [each for each in handler.filters if not is_redacting(each)]
        handler.addFilter(RedactingFilter(redaction))
    root.filters = [each for each in root.filters if not is_redacting(each)]
    root.addFilter(RedactingFilter(redaction))
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def is_redacting(filter_: object) -> bool:
    return isinstance(filter_, RedactingFilter)
