"""The mails of ours that a mail may answer, as their reader saw them."""

from dataclasses import replace
from email.message import Message as Mail

from sqlmodel import col, select

from core.claims import claim_form, recap
from core.ground.blanking import SECRET
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox, Person, Token
from core.ground.world import Turn
from core.people import people
from mail.letters.letter_file import as_text, placeholders
from mail.letters.values import ready
from mail.row_tags import answered_rows

MOST = 5
OF_THE_DOOR = frozenset(  # the values that `ready` knows itself
    ("text", "sender", "programme", "issuer", "badge", "name", "choices", "yes", "fill", "correct",
     "stop")
)  # fmt: skip


def sent_before(turn: Turn, mail: Mail, base: str, token: Token | None) -> list[str]:
    """The texts of our mails that a mail names (In-Reply-To, References), else of the latest mails
    about the token's claim."""
    named = answered_rows(mail, base)[-MOST:]
    rows = list(turn.db.exec(select(Outbox).where(col(Outbox.id).in_(named)))) if named else []
    if not rows and token is not None:
        query = select(Outbox).where(Outbox.door == people.MAIL)
        query = query.where(Outbox.claim_id == token.claim_id, Outbox.person_id == token.person_id)
        rows = list(turn.db.exec(query.order_by(col(Outbox.id).desc()).limit(MOST)))
    return [as_read(turn, row) for row in rows if row.door == people.MAIL and row.message]


def as_read(turn: Turn, row: Outbox) -> str:
    """Every word that the mail of a row showed, in the text and in the HTML."""
    if row.bare:
        row = worded_again(turn, row)
    known = ready(turn, row)
    shown = as_text(known.letter, everything=True)
    return f"{known.sender}\n{shown}\n{known.message.text}"


def worded_again(turn: Turn, row: Outbox) -> Outbox:
    """A mail whose words are gone, as its letter and its claim would say them now; nothing of it is
    kept."""
    message = Message.from_json(row.message)
    room = placeholders(message.letter, message.locale)
    values = dict.fromkeys(room - OF_THE_DOOR, SECRET)
    page = "decide" if row.kind == MessageKind.REVIEW else "claim"
    values["link"] = f"{turn.settings.base}/{page}/{SECRET}"
    reader = turn.db.get(Person, row.person_id) if row.person_id else None
    values["name"] = reader.name if reader else ""
    text = ""
    if row.claim_id is not None and (claim := turn.db.get(Claim, row.claim_id)) is not None:
        form = claim_form.form_of(turn, claim)
        told = recap.recap(turn, form)
        values |= {**told.values, "lines": recap.missing(turn, form)}
        text = told.text
    again = replace(message, text=text, values=values).as_json()
    return Outbox(**{**row.model_dump(), "message": again})
