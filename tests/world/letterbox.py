"""Mails that somebody writes to us in tests: in whose name, with which secret, vouched or not."""

from dataclasses import dataclass
from email.message import EmailMessage

from sqlmodel import col, select

from core.ground.effects import Effects
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.people import people, tokens
from core.people.tokens import Purpose
from core.support import case_life
from mail.listen import receive_mail
from tests.world.world import MAILBOX, Stage


@dataclass(slots=True)
class Letterbox:
    """Mails that reach us; `vouched` ones are known to be from who they say."""

    stage: Stage
    count: int = 0

    def write(self, sender: str, text: str, secret: str = "", *, vouched: bool = False) -> Effects:
        self.count += 1
        mail = EmailMessage()
        mail["From"], mail["Subject"] = sender, "Badge"
        mail["To"] = MAILBOX.replace("@", f"+{secret}@") if secret else MAILBOX
        mail["Message-ID"] = f"<attack-{self.count}@evil.test>"
        if vouched:
            domain = sender.rpartition("@")[2]
            told = f"mx.cocarde.test; dmarc=pass header.from={domain}"
            mail["Authentication-Results"] = told
        mail.set_content(text)
        return receive_mail(self.stage.world, mail.as_bytes())

    def put(self, kind: str = "", place: str = "") -> list[Message]:
        """What was put for the outside, first to last."""
        with self.stage.world.glance() as turn:
            query = select(Outbox).where(Outbox.message != "").order_by(col(Outbox.id))
            rows = [r for r in turn.db.exec(query) if kind in ("", r.kind)]
            return [Message.from_json(r.message) for r in rows if place in ("", r.place)]

    def secret_of_case(self, ref: str, mail: str) -> str:
        """The secret of the card that a member of the staff got of a case."""
        with self.stage.world.turn() as turn:
            case, address = case_life.locked_case(turn, ref), people.find(turn, people.MAIL, mail)
            assert case is not None
            assert address is not None
            return tokens.give(turn, Purpose.SUPPORT, address, about=case.id)
