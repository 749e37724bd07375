"""The mails of ours that a mail may answer, as their reader saw them."""

from email.message import Message as Mail

from sqlmodel import col, select

from core.ground.tables import Outbox, Token
from core.ground.world import Turn
from core.people import people
from mail.letters.letter_file import as_text
from mail.letters.values import ready
from mail.row_tags import answered_rows

MOST = 5


def sent_before(turn: Turn, mail: Mail, base: str, token: Token | None) -> list[str]:
    """The texts of our mails that a mail names (In-Reply-To, References), else of the latest mails
    about the token's claim."""
    named = answered_rows(mail, base)[-MOST:]
    rows = list(turn.db.exec(select(Outbox).where(col(Outbox.id).in_(named)))) if named else []
    if not rows and token is not None:
        query = select(Outbox).where(Outbox.door == people.MAIL)
        query = query.where(Outbox.claim_id == token.claim_id, Outbox.person_id == token.person_id)
        rows = list(turn.db.exec(query.order_by(col(Outbox.id).desc()).limit(MOST)))
    return [as_read(turn, row) for row in rows if row.door == people.MAIL]


def as_read(turn: Turn, row: Outbox) -> str:
    """Every word that the mail of a row showed, in the text and in the HTML."""
    known = ready(turn, row)
    shown = as_text(known.letter, everything=True)
    return f"{known.sender}\n{shown}\n{known.message.text}"
