"""Chats that close, open again or move: a person who blocks the bot, a group that got a new
number."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import sending
from core.ground.blanking import SECRET, without_secrets
from core.ground.message_kinds import DeliveryNews, MessageKind
from core.ground.messages import Message
from core.ground.places import PART, within
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Case, Claim, Conversation, Entry, Outbox, Person, StaffGroup
from core.ground.world import Turn
from core.people import people, roles, tokens
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue

ONLY_HERE = (
    MessageKind.REPLY,
    MessageKind.PROGRESS,
    MessageKind.REVIEW_CLOSED,
    MessageKind.CASE_EDIT,
)
MEMBER_OR_PART = ("/", PART)  # what follows a group in the place of a conversation


def closed(turn: Turn, door: str, place: str) -> None:
    """Note that nothing we send arrives in this chat: its person is reached elsewhere, and a staff
    group is left, of which its staff learn by another way."""
    turn.db.exec(
        update(Address)
        .where(col(Address.door) == door, col(Address.value) == place)
        .where(col(Address.unreachable_at).is_(None))
        .values(unreachable_at=turn.at)
        .execution_options(synchronize_session="fetch")
    )
    rooms = select(StaffGroup).where(StaffGroup.door == door, within(StaffGroup.place, place))
    for room in turn.db.exec(rooms).all():
        turn.db.delete(room)
        tell_left(turn, room)
    waiting = select(Outbox).where(Outbox.state == outbox.WAITING, Outbox.door == door)
    worded = waiting.where(Outbox.message != "")  # one without words finds its way when it has some
    for row in turn.db.exec(worded.where(within(Outbox.place, place))):
        row.state, row.error = outbox.DEAD, "the place is closed"
        row.told, row.told_at = DeliveryNews.ADDRESS, turn.at
        turn.db.add(row)
        elsewhere(turn, row)
        row.message = without_secrets(row.message)


def tell_left(turn: Turn, room: StaffGroup) -> None:
    """Tell who opened a staff group that nothing comes there any more, else who looks after the
    programme's cases."""
    opener = turn.db.get(Person, room.opened_by) if room.opened_by else None
    told = opener is not None and tell_one(turn, room, opener)
    for person in () if told else roles.supporters(turn, room.programme):
        tell_one(turn, room, person)


def tell_one(turn: Turn, room: StaffGroup, person: Person) -> bool:
    """Tell one of the staff where they read us; false where that is nowhere."""
    address, known = people.reach(turn, person), catalogue(turn.settings.programmes_folder)
    if address is None or not known.has(room.programme):
        return False
    locale = sending.locale_of(turn, person)
    name = known[room.programme].named(locale.partition("-")[0])
    text = turn.say(locale, f"bot.left_{room.what}", programme=name, slug=room.programme)
    message = Message(text, locale, values={"text": text})
    subject = f"{room.id}:{person.id}:{turn.at.isoformat()}"
    return sending.send(turn, address, None, MessageKind.GROUP_LEFT, subject, message)


def opened(turn: Turn, door: str, place: str) -> None:
    """Note that a person lets us write there again."""
    turn.db.exec(
        update(Address)
        .where(col(Address.door) == door, col(Address.value) == place)
        .values(unreachable_at=None)
    )


def moved(turn: Turn, door: str, old: str, new: str) -> None:
    """Let a staff group, its conversations and what waits for it follow to the group's new number
    (Bot API: `migrate_to_chat_id`)."""
    rooms = select(StaffGroup).where(StaffGroup.door == door, within(StaffGroup.place, old))
    waiting = select(Outbox).where(Outbox.door == door, within(Outbox.place, old))
    waiting = waiting.where(Outbox.state == outbox.WAITING)
    for row in (*turn.db.exec(rooms), *turn.db.exec(waiting)):
        row.place = new + row.place.removeprefix(old)
        turn.db.add(row)
    here = select(Conversation).where(Conversation.door == door)
    for chat in turn.db.exec(here.where(col(Conversation.place).startswith(old))):
        rest = chat.place.removeprefix(old)
        if rest[:1] in MEMBER_OR_PART:
            turn.db.exec(
                update(Conversation)
                .where(col(Conversation.door) == door, col(Conversation.place) == chat.place)
                .values(place=new + rest)
            )


def elsewhere(turn: Turn, row: Outbox) -> bool:
    """Put what did not arrive once more, to where else the person can be reached.

    False for an answer in a chat, which makes no sense without what it answers, and where there is
    no other place.
    """
    if row.kind in ONLY_HERE or row.person_id is None or row.bare:
        return False
    person = turn.db.get_one(Person, row.person_id)
    address = people.reach(turn, person, but=(row.door, row.place))
    if address is None:
        return False
    if row.kind in OF_CASES:
        return redirect(turn, row, address)
    claim = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    purpose = Purpose.DECIDE if row.kind == MessageKind.REVIEW else Purpose.CLAIM
    message = Message.from_json(row.message)
    if message.token == SECRET and claim is None:  # its link is gone, and none can take its place
        return False
    subject = f"{row.subject}>{address.door}"
    return sending.send(turn, address, claim, MessageKind(row.kind), subject, message, purpose)


OF_CASES = (MessageKind.CASE, MessageKind.HUMAN)


def redirect(turn: Turn, row: Outbox, address: Address) -> bool:
    """Send a card or an answer of the staff to another address of its reader, by mail with a secret
    of its own so that their answer finds the case. False where it was sent there before."""
    entry = turn.db.get(Entry, UUID(row.subject.rpartition(":")[2].partition(">")[0]))
    message = Message.from_json(row.message)
    if entry is not None and address.door == people.MAIL:
        purpose = Purpose.SUPPORT if row.kind == MessageKind.CASE else Purpose.CASE
        case = turn.db.get_one(Case, entry.case_id)
        secret = tokens.give(turn, purpose, address, about=case.id, programme=case.programme)
        message = replace(message, token=secret)
    to = To(address.door, address.value, address.person_id, row.claim_id)
    return outbox.put(turn, to, MessageKind(row.kind), f"{row.subject}>{address.door}", message)
