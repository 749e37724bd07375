"""The mails of the demo's people: what they received, and the answers that they write."""

import base64
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from cocarde.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """One received mail as its reader sees it; `at` is its date, None where it bears none."""

    subject: str
    sender: str
    at: datetime | None
    text: str
    files: tuple[str, ...]
    mail: EmailMessage


def letters(stage: Stage, address: str) -> list[ReceivedMail]:
    """Everything in a mailbox, oldest first."""
    return [read(raw) for raw in stage.letters(address)]


def read(raw: bytes) -> ReceivedMail:
    """A raw mail as its reader sees it."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    files = tuple(part.get_filename() or "" for part in mail.iter_attachments())
    at = mail["Date"].datetime if mail["Date"] else None
    sender = str(mail["From"])
    return ReceivedMail(str(mail["Subject"]), sender, at, text.strip(), files, mail)


def as_page(letter: ReceivedMail) -> str:
    """The mail as a mail program shows it, with the pictures that came inside; its links open
    beside it."""
    body = letter.mail.get_body(("html", "plain"))
    page = str(body.get_content()) if body else ""
    for part in letter.mail.walk():
        name, held = str(part["Content-ID"] or "").strip("<>"), part.get_payload(decode=True)
        if name and part.get_content_maintype() == "image" and isinstance(held, bytes):
            data = base64.b64encode(held).decode()
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return page.replace("<head>", '<head>\n<base target="_blank">', 1)


def reply(stage: Stage, letter: ReceivedMail, address: str, name: str, text: str) -> EmailMessage:
    """An answer as a mail client writes it: the words on top, the mail quoted below."""
    answer = EmailMessage()
    answer["From"] = f"{name} <{address}>"
    answer["To"] = str(letter.mail["Reply-To"] or letter.mail["From"])
    answer["Subject"] = f"Re: {letter.subject}"
    answer["Date"] = format_datetime(stage.clock.now())
    answer["Message-ID"] = make_msgid(domain="example.org")
    answer["In-Reply-To"] = str(letter.mail["Message-ID"])
    answer["References"] = str(letter.mail["Message-ID"])
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    answer.set_content(f"{text}\n\nLe {letter.mail['Date']}, {letter.sender} a écrit :\n{quoted}\n")
    return answer
