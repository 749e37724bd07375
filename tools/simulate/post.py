"""The post of the simulation: real mails and Telegram messages, delivered, lost or sent back."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.write import write as write_telegram
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Outbox
from core.roster.invitations.letter import write_out
from mail.listen import receive_mail
from mail.write import Written
from tests.world.letters import mail_of
from tests.world.world import MAILBOX, Stage
from tools.simulate.fates import Mailbox
from tools.simulate.town import Somebody

WHY = {Mailbox.FULL: "5.2.2", Mailbox.UNKNOWN: "5.1.1"}


@dataclass(slots=True)
class Heard:
    """One message as its reader sees it."""

    text: str
    choices: dict[str, str] = field(default_factory=dict)
    badge: str = ""
    mail: EmailMessage | None = None


@dataclass(slots=True)
class Post:
    """Every mailbox and chat; `seen` are the badges that reached each place."""

    stage: Stage
    boxes: dict[str, Mailbox]
    readers: dict[str, list[Somebody]]
    chats: dict[str, Somebody]
    seen: dict[str, set[str]] = field(default_factory=dict)
    bounced: int = 0
    sent: int = 0

    def carry(self) -> dict[int, list[Heard]]:
        """Deliver all that waits; what each person has heard by it."""
        heard: dict[int, list[Heard]] = {}
        for door in ("telegram", "mail"):
            while rows := outbox.take(self.stage.world, door, limit=200):
                for row in rows:
                    if ready := write_out(self.stage.world, row):
                        self.sent += 1
                        self.deliver(ready, heard)
        return heard

    def deliver(self, row: Outbox, heard: dict[int, list[Heard]]) -> None:
        """Bring one row of the outbox to its chat or mailbox; what was read goes into `heard`, by
        the reader's number."""
        message = Message.from_json(row.message)
        if row.door == "mail":
            self.deliver_mail(row, message, heard)
            return
        outbox.sent(self.stage.world, row, str(row.id))
        reader = self.chats.get(row.place)
        choices = {
            key["text"]: key.get("callback_data", "")
            for piece in write_telegram(message)
            for line in (
                piece.keyboard.to_dict().get("inline_keyboard", []) if piece.keyboard else []
            )
            for key in line
        }
        if reader is not None:
            told = Heard(message.text, choices, message.badge)
            self.reached(row.place, message.badge)
            heard.setdefault(reader.number, []).append(told)
            reader.log.append(shown(f"cocarde < {message.text}", *choices))

    def deliver_mail(self, row: Outbox, message: Message, heard: dict[int, list[Heard]]) -> None:
        """Send one mail as the door would; by the fate of its mailbox it is read, lies in spam, or
        comes back."""
        written = mail_of(self.stage.world, row)
        outbox.sent(self.stage.world, row, written.message_id)
        box = self.boxes.get(row.place, Mailbox.UNKNOWN)
        if box in WHY:
            self.bounced += 1
            if written.sender:
                receive_mail(self.stage.world, returned(written, WHY[box], self.bounced))
            return
        mail = message_from_bytes(written.raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain",))
        assert body is not None
        if box is Mailbox.READ:
            self.reached(row.place, message.badge)
        for reader in self.readers.get(row.place, ()):
            if box is Mailbox.SPAM:
                reader.unseen.append(mail)
                continue
            reader.mails.append(mail)
            told = Heard(str(body.get_content()), badge=message.badge, mail=mail)
            reader.log.append(shown(f"cocarde by mail < {mail['Subject']}\n{told.text}"))
            heard.setdefault(reader.number, []).append(told)

    def reached(self, place: str, badge: str) -> None:
        """Note that a badge came to this place; nothing for a message without one."""
        if badge:
            self.seen.setdefault(badge, set()).add(place)


def shown(text: str, *labels: str) -> str:
    """A message as a transcript has it."""
    return "\n    ".join([*text.strip().splitlines(), *(f"[{label}]" for label in labels)])


def returned(written: Written, status: str, number: int) -> bytes:
    """A delivery status notification (RFC 3464), as Postfix writes one."""
    report = EmailMessage()
    report["From"] = "MAILER-DAEMON@mx.example.org"
    report["To"] = written.sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = f"<dsn-{number}@mx.example.org>"
    report["Auto-Submitted"] = "auto-replied"
    head = report.as_string().rstrip("\n")
    return (
        f"{head}\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"\n\n'
        "--dsn\nContent-Type: text/plain; charset=us-ascii\n\n"
        f"<{written.to}>: host mx said: 550 {status}\n\n"
        "--dsn\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {written.to}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} not here\n\n"
        "--dsn\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {written.message_id}\nFrom: {MAILBOX}\n\n--dsn--\n"
    ).encode()
