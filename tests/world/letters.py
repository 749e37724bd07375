"""Mail in tests without servers: what we send is written, what people answer is received."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

from core.ground.effects import Effects
from core.ground.rows import outbox
from core.ground.tables import Outbox
from core.ground.world import World
from core.roster.invitations.letter import write_out
from mail.listen import receive_mail
from mail.write import Written, draft, written
from tests.world.world import Stage

AWA = "Awa Diallo <awa@example.org>"
MISSION = {
    "reference": "m1",
    "mail": "awa@example.org",
    "name": "Awa Diallo",
    "starts_on": "2026-03-15",
    "ends_on": "2026-11-15",
    "organisation": "Association Les Passerelles",
    "domain": "Solidarité",
}


@dataclass(slots=True)
class Letters:
    """The mails that went out of a stage, and the answers to them."""

    stage: Stage
    count: int = 0

    def invited(self, **row: str) -> EmailMessage:
        """The invitation of a mission that has ended."""
        self.stage.mission("service-civique", **{**MISSION, **row})
        self.stage.invite()
        return self.sent()[0]

    def sent(self) -> list[EmailMessage]:
        """Every mail that waits, written as it would go out."""
        rows = [write_out(self.stage.world, row) for row in outbox.take(self.stage.world, "mail")]
        return [self.write(row) for row in rows if row]

    def write(self, row: Outbox) -> EmailMessage:
        mail = mail_of(self.stage.world, row)
        outbox.sent(self.stage.world, row, mail.message_id)
        return parsed(mail.raw)

    def answer(self, mail: EmailMessage, text: str, **headers: str) -> Effects:
        """An answer as a client writes it, received."""
        self.count += 1
        return receive_mail(self.stage.world, reply(mail, text, self.count, **headers))


def mail_of(world: World, row: Outbox) -> Written:
    """The mail that a row of the outbox becomes, by itself."""
    with world.glance() as turn:
        return written(draft(turn, row))


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def plain(mail: EmailMessage) -> str:
    """The text that a reader without HTML sees."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def reply(mail: EmailMessage, text: str, number: int = 1, **headers: str) -> bytes:
    """Words on top, our mail quoted below; `headers` replace those of an honest answer."""
    answer = EmailMessage(policy=SMTP)
    told = {
        "From": AWA,
        "To": str(mail["Reply-To"]),
        "Subject": f"Re: {mail['Subject']}",
        "Message-ID": f"<answer-{number}@example.org>",
        "In-Reply-To": str(mail["Message-ID"]),
        "References": str(mail["Message-ID"]),
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {**told, **named}.items():
        if value:
            answer[name] = value
    quoted = "\n".join(f"> {line}" for line in plain(mail).splitlines())
    intro = "Le lun. 16 nov. 2026 à 10:00, Service Civique <badges@cocarde.test> a écrit :"
    answer.set_content(f"{text}\n\n{intro}\n\n{quoted}\n")
    return answer.as_bytes()
