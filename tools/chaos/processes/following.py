"""What came of every claim, message and input of a round of kills."""

from collections import Counter
from dataclasses import dataclass, field

from sqlmodel import col, select

from core.claims.states import Move
from core.ground.rows import outbox
from core.ground.tables import Address, Badge, Event, Inbox, Outbox
from core.ground.world import Turn
from tools.chaos.processes.people import Crowd
from tools.chaos.processes.town import Town

MINUTE = 60.0


@dataclass(slots=True)
class Followed:
    """`waiting` are people who went before they had their badge; `lost` and `doubled` name what
    must not be; `repeated` are messages that came twice; the latest are in seconds from the moment
    when they were due."""

    people: int = 0
    badges: int = 0
    waiting: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    mails: int = 0
    repeated_mails: int = 0
    chat_messages: int = 0
    repeated_in_chat: int = 0
    latest_badge: float = 0.0
    latest_message: float = 0.0
    over_a_minute: int = 0


def follow(town: Town, crowd: Crowd) -> Followed:
    """Hold the store against what people got."""
    found = Followed(people=len(crowd.asked), waiting=list(crowd.left))
    with town.world.glance() as turn:
        follow_badges(turn, crowd, found)
        rows = list(turn.db.exec(select(Outbox)))
        waiting = select(Inbox.source_id).where(col(Inbox.state) != "worked")
        found.lost += [f"input {each} not worked" for each in turn.db.exec(waiting)]
    found.lost += [f"{each.kind} to {each.place}: {each.state} {each.error}" for each in rows
                   if each.state not in (outbox.SENT, outbox.DROPPED)]  # fmt: skip
    follow_mails(town, crowd, rows, found)
    follow_chats(town, rows, found)
    late = [(each.sent_at - each.created_at).total_seconds() for each in rows if each.sent_at]
    found.latest_message = max(late, default=0.0)
    found.over_a_minute = sum(each > MINUTE for each in late)
    return found


def follow_badges(turn: Turn, crowd: Crowd, found: Followed) -> None:
    """Each person has one badge; how long it came after the decision."""
    query = select(Address.value, Badge.id).join(Badge, col(Badge.address_id) == Address.id)
    held = Counter(mail for mail, _ in turn.db.exec(query))
    found.badges = sum(held.values())
    found.lost += [f"{mail} has no badge" for mail in crowd.sure if not held[mail]]
    found.doubled += [f"{mail} has {n} badges" for mail, n in held.items() if n > 1]
    decided = select(Event.claim_id, Event.at).where(
        col(Event.move).in_((Move.APPROVE, Move.QUALIFY))
    )
    approved = {each[0]: each[1] for each in turn.db.exec(decided)}
    for badge in turn.db.exec(select(Badge)):
        waited = (badge.issued_at - approved[badge.claim_id]).total_seconds()
        found.latest_badge = max(found.latest_badge, waited)


def follow_mails(town: Town, crowd: Crowd, rows: list[Outbox], found: Followed) -> None:
    """Each mail that was sent lies in its mailbox; some twice, with the same Message-ID."""
    arrived = Counter(
        str(mail["Message-ID"])
        for address in crowd.asked
        for mail in town.mails(address.partition("@")[0])
    )
    found.mails = sum(arrived.values())
    found.repeated_mails = found.mails - len(arrived)
    sent = {each.remote_id for each in rows if each.door == "mail" and each.sent_at
            and each.place in crowd.asked}  # fmt: skip
    found.lost += [f"mail {each} never came" for each in sent - arrived.keys()]
    found.doubled += [f"mail {each} is known to nobody" for each in arrived.keys() - sent]


def follow_chats(town: Town, rows: list[Outbox], found: Followed) -> None:
    """Messages of the bot with the same words in one chat, but for the cards of the coach."""
    for person in town.api.people().values():
        said = Counter(each.text for each in person.inbox if each.text)
        found.chat_messages += len(person.inbox)
        found.repeated_in_chat += said.total() - len(said)
    known = {(each.place, each.remote_id) for each in rows if each.door == "telegram"}
    for place, number in known:
        chat = town.api.state.chats.get(int(place))
        if number and chat is not None and int(number) not in chat.messages:
            found.lost.append(f"message {number} of chat {place}")
