"""The claims that the mails of `tests/inbox/` answer: each as it stood when our mail went out."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import delete, select

from core.due import due
from core.ground.effects import Effects, Outcome
from core.ground.messages import Message
from core.ground.paths import ROOT
from core.ground.rows import outbox
from core.ground.tables import Address, Claim, Outbox, Token
from core.people import people, tokens
from core.people.opt_outs import STOPPED
from mail.listen import receive_mail
from mail.row_tags import row_of
from tests.world.letters import MISSION, Letters
from tests.world.world import Stage, make_stage

INBOX = ROOT / "tests" / "inbox"
SECRET = "abcdefghijklmnopqrstuvwxyz"
ROW = "aaaaaaaaaaaaaaaaaaaaaaaabm"
ANSWERED_ON = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
ENDED = {**MISSION, "starts_on": "2025-10-06", "ends_on": "2026-06-05"}
SAM = {"mail": "sam@example.org", "name": "Sam Okafor", "language": "en"}


@dataclass(frozen=True, slots=True)
class Expected:
    """The `.txt` beside a mail: who wrote it, what it is read as, and the new words."""

    kind: str
    claim: str
    means: str
    wrong: str
    answers: dict[str, str]
    words: str

    @classmethod
    def of(cls, mail: Path) -> "Expected":
        head, _, words = mail.with_suffix(".txt").read_text(encoding="utf-8").partition("\n---\n")
        kind, *lines = head.split("\n")
        told = dict(line.split(": ", 1) for line in lines)
        claim, means, wrong = (told.pop(name, "") for name in ("claim", "means", "wrong"))
        return cls(kind, claim, means, wrong, told, words.strip())

    @property
    def is_read(self) -> bool:
        """Whether the reading is stated: a yes in other words than ours may be asked for again."""
        return bool(self.means or self.wrong or self.answers)


def sent(claim: str) -> str:
    """Our mail that a claim is answered by, as its reader saw it."""
    return (INBOX / "sent" / f"{claim}.txt").read_text(encoding="utf-8")


def invited(stage: Stage, **row: str) -> None:
    stage.mission("service-civique", **{**ENDED, **row})
    due(stage.world)
    Letters(stage).sent()


def asked(stage: Stage, key: str, name: str, language: str, badge: str) -> None:
    """Somebody whose mailbox is known asked for a badge by mail."""
    mail = f"{key}@example.org"
    stage.known(key, name, mail, language)
    proof = "Authentication-Results: mx.cocarde.test; dmarc=pass header.from=example.org"
    receive_mail(stage.world, f"{proof}\r\nFrom: {mail}\r\n\r\n{badge}".encode())


CLAIMS: dict[str, Callable[[Stage], None]] = {
    "ready": invited,
    "invitation.fr": invited,
    "lacking": lambda stage: invited(stage, organisation="", domain=""),
    "invitation-incomplete.fr": lambda stage: invited(stage, organisation="", domain=""),
    "ready-en": lambda stage: invited(stage, **SAM),
    "recap.en": lambda stage: invited(stage, **SAM),
    "asking": lambda stage: asked(
        stage, "karim", "Karim Benali", "fr", "Volontaire en Service Civique"
    ),
    "coding-fr": lambda stage: asked(stage, "lea", "Léa Martin", "fr", "Python avancé"),
    "coding-nl": lambda stage: asked(stage, "noor", "Noor Peeters", "nl", "Python gevorderd"),
    "questions.nl": lambda stage: asked(stage, "noor", "Noor Peeters", "nl", "Python gevorderd"),
}


class Waiting:
    """An installation in which a claim waits for its answer, again for each mail."""

    def __init__(self, claim: str, folder: Path) -> None:
        self.stage = make_stage(folder)
        self.stage.clock.at = ANSWERED_ON
        CLAIMS[claim](self.stage)
        write_secret(self.stage, claim)
        self.file = folder / "cocarde.db"
        self.before = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.file)) as file:
            file.backup(self.before)

    def answered(self, raw: bytes) -> Effects:
        """What a mail causes there, as the first that comes."""
        with closing(sqlite3.connect(self.file)) as file:
            self.before.backup(file)
        return receive_mail(self.stage.world, raw)

    def close(self) -> None:
        self.stage.world.store.close()
        self.before.close()


def write_secret(stage: Stage, claim: str) -> None:
    """Give the claim the secret and the outbox row that the mails name."""
    with stage.world.turn() as turn:
        found = turn.db.exec(select(Claim)).one()
        address = turn.db.exec(
            select(Address).where(Address.person_id == found.person_id, Address.door == people.MAIL)
        ).one()
        turn.db.exec(delete(Outbox))
        turn.db.add(row_sent(found, address, sent(claim)))
        turn.db.add(
            Token(
                id=turn.chance.uuid(),
                digest=tokens.digest(SECRET),
                purpose=tokens.Purpose.CLAIM,
                person_id=found.person_id,
                address_id=address.id,
                claim_id=found.id,
                expires_at=turn.at + tokens.life(turn, tokens.Purpose.CLAIM),
            )
        )


def row_sent(claim: Claim, address: Address, text: str) -> Outbox:
    """The outbox row of a mail that went out with this text."""
    row_id = row_of(ROW)
    assert row_id is not None
    return Outbox(
        id=row_id,
        kind="reply",
        subject="sent",
        door=people.MAIL,
        place=address.value,
        person_id=claim.person_id,
        claim_id=claim.id,
        message=Message(text, claim.language, token=SECRET).as_json(),
        state=outbox.SENT,
        due_at=ANSWERED_ON,
        created_at=ANSWERED_ON,
        sent_at=ANSWERED_ON,
    )


def meaning(effects: Effects) -> str:
    """What a mail was taken for, in one word."""
    if effects.why == STOPPED:
        return "stop"
    if effects.outcome is Outcome.CLAIM_RECORDED:
        return "yes"
    return "answers" if effects.answers else "nothing"
