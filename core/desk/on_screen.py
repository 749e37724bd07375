"""What a chat shows already: which message an answer takes the place of, whose buttons are used up.

A press is answered where it was pressed. Words are answered below them, and the buttons above them
go; a question that they answered keeps one line.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.states import ASKING, MENDABLE
from core.desk.incoming import Incoming
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox, Person
from core.ground.world import Turn
from core.people import people

MAIL_STEP = "mail"  # the step before the form, as a message names its question
EDITS = (MessageKind.REVIEW_CLOSED, MessageKind.CASE_EDIT, MessageKind.PROGRESS)
LATELY = 30  # messages among which the pressed one is looked for

# The buttons that are used up once one of them is pressed, or something else is said …
PASSING = frozenset(
    ("confirm", "edit", "spell", "back", "keep", "skip", "again", "withdraw", "withdraw?", "choose",
     "option", "menu", "programme", "group", "badge", "language", "othermail", "mailmeant",
     "mailsaid", "newcode", "lost", "where", "otherbadge", "nomailbox", "lostin", "lostpass",
     "human", "act", "award", "giveaward", "tomeant", "tosaid", "undo", "ordered", "unordered",
     "orderon", "orderto", "wrong")
)  # fmt: skip
# … of them, those whose message must still be read, so that the answer comes below it.
BELOW = frozenset(("lost", "where", "otherbadge", "nomailbox", "lostin", "lostpass", "human"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it was put into the outbox."""

    kind: str
    subject: str
    claim_id: UUID | None
    remote_id: str
    message: Message
    at: datetime

    @property
    def passing(self) -> bool:
        """Whether one of its buttons is used up by what is done next."""
        return passing(self.message)


def placed(turn: Turn, incoming: Incoming, place: str, message: Message, who: Person) -> Message:
    """The answer to an input of a chat, with what it replaces, answers or takes the buttons of."""
    if incoming.group:
        return replace(message, answers=incoming.remote_id)
    verb = incoming.choice.partition(":")[0]
    if verb:
        return after_press(turn, incoming, place, message) if verb in PASSING else message
    answer = replace(message, answers=incoming.remote_id)
    before = next(iter(shown(turn, incoming.door, place, 1)), None)
    return answer if before is None else retiring(turn, answer, before, who)


def after_press(turn: Turn, incoming: Incoming, place: str, message: Message) -> Message:
    """The answer to a press: in place of what was pressed, or below it where that is to be read
    still, or is of another shape."""
    under = pressed(turn, incoming, place)
    if under is None or under.kind not in (MessageKind.REPLY, *NOTICES):
        return message
    filed = message.badge or message.picture or under.message.badge
    below = under.kind in NOTICES or incoming.choice.partition(":")[0] in BELOW
    if filed or below:
        return replace(message, retires=under.subject)
    return replace(message, edits=under.subject)


# Messages that come by themselves with a way to go on: what they say stays.
NOTICES = (
    MessageKind.REMINDER,
    MessageKind.OFFER,
    MessageKind.RETURNED,
    MessageKind.REFUSED,
    MessageKind.TAKEN_BACK,
)


def retiring(turn: Turn, message: Message, before: Shown, who: Person) -> Message:
    """The answer, with the buttons of the message before gone that are used up, and its question
    where that was answered; what is said in between leaves them."""
    asked = before.message.values.get("question", "")
    answered = bool(asked) and is_answered(turn, before, asked, who)
    if not answered and not (before.passing and is_over(turn, before, message)):
        return message
    left = before.message.values["once_answered"] if answered else ""
    return replace(message, retires=before.subject, retired_as=left)


def is_over(turn: Turn, before: Shown, message: Message) -> bool:
    """Whether the buttons of a message before lead nowhere now: others come with the answer, or
    its claim asks for nothing any more."""
    if passing(message) or "wrong" in verbs(before.message):  # marks go with the reason
        return True
    claim = turn.db.get(Claim, before.claim_id) if before.claim_id else None
    return claim is not None and claim.state not in ASKING | MENDABLE


def passing(message: Message) -> bool:
    """Whether one of a message's buttons is used up by what is done next."""
    return bool(verbs(message) & PASSING)


def verbs(message: Message) -> set[str]:
    """What the buttons of a message do."""
    return {button.choice.partition(":")[0] for row in message.buttons for button in row}


def is_answered(turn: Turn, before: Shown, question: str, who: Person) -> bool:
    """Whether what a message asked has an answer now."""
    if question == MAIL_STEP:
        return people.proven_mail(turn, who) is not None
    claim = turn.db.get(Claim, before.claim_id) if before.claim_id else None
    return claim is not None and not claim_form.form_of(turn, claim).lacks(question)


def pressed(turn: Turn, incoming: Incoming, place: str) -> Shown | None:
    """The message under which a button was pressed: by the door's name of it, else the last that
    has the button."""
    rows = [row for row in shown(turn, incoming.door, place, LATELY) if bears(row, incoming.choice)]
    return max(rows, key=lambda row: row.remote_id == incoming.remote_id, default=None)


def bears(row: Shown, choice: str) -> bool:
    return any(button.choice == choice for line in row.message.buttons for button in line)


def shown(turn: Turn, door: str, place: str, most: int) -> list[Shown]:
    """The last messages that were put for a chat, the latest first, edits of cards left out."""
    query = select(Outbox).where(Outbox.place == place, Outbox.door == door, Outbox.message != "")
    query = query.where(col(Outbox.kind).not_in(EDITS))
    query = query.order_by(col(Outbox.created_at).desc(), col(Outbox.id).desc()).limit(most)
    return [
        Shown(
            row.kind,
            row.subject,
            row.claim_id,
            row.remote_id,
            Message.from_json(row.message),
            row.created_at,
        )
        for row in turn.db.exec(query)
    ]
