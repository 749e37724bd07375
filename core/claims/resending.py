"""A mail that came back for something about us: whether, when and with what it goes out again."""

from datetime import timedelta

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Claim, Outbox
from core.ground.world import Turn
from core.people import people
from core.people.tokens import Purpose

A_DAY = timedelta(days=1)
SECRET = 26  # letters of a secret that is whole; a mail that was sent may keep less of it


def waits_again(turn: Turn, row: Outbox) -> bool:
    """Whether a mail that was refused for something about us is to be tried again.

    Once a day for the three days that any mail is tried; another report of the same try changes
    nothing.
    """
    if turn.at - row.created_at > outbox.KEPT_TRYING:
        return False
    if row.state == outbox.SENT and made_whole(turn, row):
        row.state, row.sent_at, row.told, row.told_at = outbox.WAITING, None, "", None
        row.attempts += 1
        row.due_at = turn.at + A_DAY
    return row.state == outbox.WAITING


def made_whole(turn: Turn, row: Outbox) -> bool:
    """Whether the mail still says what it must, its secret given anew where it was not kept.

    Not a code, which is spent a day later; nor a claim to decide, of which another edition may
    stand by now.
    """
    if not row.message or row.bare:
        return not row.bare
    message = Message.from_json(row.message)
    if "code" in message.values:
        return False
    if len(message.token) in (0, SECRET):
        return True
    address = people.find(turn, people.MAIL, row.place)
    claim = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    if address is None or claim is None or row.kind == MessageKind.REVIEW:
        return False
    renewed = sending.answerable(turn, address, claim, message, Purpose.CLAIM)
    row.message = renewed.as_json()
    return True
