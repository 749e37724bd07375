"""What doors, pages and partners leave behind of somebody, with a canary in every word of it."""

from datetime import timedelta
from hashlib import sha256

from sqlmodel import SQLModel, select

from core.ground import tables as t
from core.ground.tables import Person
from core.ground.world import Turn
from core.people import people
from tests.rights.erased import MAIL, NAME

CHAT = "7700770077"
WORD = "kanarienvogel"


def leave(turn: Turn, person: Person) -> None:
    """Add a chat, answers, a file, raw mails, messages, consents, a witness, a sign-in's mail."""
    claim = turn.db.exec(select(t.Claim).where(t.Claim.person_id == person.id)).one()
    chat = people.add_address(turn, person, people.TELEGRAM, CHAT)
    turn.db.flush()
    for row in (*of_claim(turn, claim), *of_doors(turn, person), *of_pages(turn, person)):
        turn.db.add(row)
    turn.db.add(t.Stop(address_id=chat.id, programme=claim.programme, stopped_at=turn.at))


def of_claim(turn: Turn, claim: t.Claim) -> list[SQLModel]:
    """An answer and a file of evidence."""
    content = f"{WORD} {NAME}".encode()
    return [
        t.Answer(claim_id=claim.id, question="canary", value=WORD, said=NAME, before=WORD,
                 source="said", answered_at=turn.at),
        t.EvidenceFile(claim_id=claim.id, digest=sha256(content).hexdigest(), question="canary",
                       kind="image/png", content=content, received_at=turn.at),
    ]  # fmt: skip


def of_doors(turn: Turn, person: Person) -> list[SQLModel]:
    """A mail of theirs, one that nobody could read, a message to them and why it came back."""
    raw = f"From: {NAME} <{MAIL}>\n\n{WORD}".encode()
    message = t.Outbox(
        id=turn.chance.uuid(), kind="reply", subject=WORD, door=people.TELEGRAM, place=CHAT,
        person_id=person.id, message=f'{{"text": "{NAME} {WORD}"}}', state="sent", error=WORD,
        due_at=turn.at, created_at=turn.at, sent_at=turn.at,
    )  # fmt: skip
    return [
        inbox(turn, "1", raw, person),
        inbox(turn, "2", raw, None),
        message,
        t.Bounce(id=turn.chance.uuid(), outbox_id=message.id, domain="example.org", hard=False,
                 why=f"<{MAIL}> mailbox full", at=turn.at),
    ]  # fmt: skip


def inbox(turn: Turn, number: str, raw: bytes, person: Person | None) -> t.Inbox:
    return t.Inbox(
        id=turn.chance.uuid(), source="canary", source_id=number, raw=raw, state="done",
        outcome=WORD, why=WORD, said=NAME, person_id=person.id if person else None,
        received_at=turn.at,
    )  # fmt: skip


def of_pages(turn: Turn, person: Person) -> list[SQLModel]:
    """A page and a place in a feed, a partner's badge, a mail typed to come in."""
    consents = [
        t.Consent(id=turn.chance.uuid(), person_id=person.id, what=what, name=NAME, words=WORD,
                  address=f"plain-{what}", public=True, door="mail", given_at=turn.at)
        for what in ("page", "talents")
    ]  # fmt: skip
    return [
        *consents,
        t.Witness(id=turn.chance.uuid(), person_id=person.id, programme="normandie", badge=WORD,
                  issuer=WORD, achievement=WORD, made_at=turn.at, note=NAME, name=WORD,
                  documents=NAME.encode()),
        t.SignIn(id=turn.chance.uuid(), browser="0" * 64, mail=MAIL, made_at=turn.at,
                 expires_at=turn.at + timedelta(days=9)),
    ]  # fmt: skip
