"""What the staff see of a case: a card each where they read us, and one in the staff group.

A group sees the reference and a first name, nothing more of the person.
"""

from dataclasses import replace

from sqlmodel import col, select

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Case, Entry, Outbox, Person, StaffGroup
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.support import assignees, card_text, case_diagnosis, case_log
from core.support.card_buttons import buttons, group_buttons
from core.support.case import CASE, CaseState
from core.support.case_log import EntryKind
from core.support.staff_action import of_cases

SUPPORT = "support"
LINES = 5


def deal(turn: Turn, case: Case, said: str = "") -> None:
    """A card to who follows the case, else to all who look after cases, and to their group.

    `said` is what the person has just written, where that is why it comes.
    """
    for member in assignees.readers(turn, case):
        tell(turn, case, member, news=written(turn, case, member, said))
    group = group_of(turn, case)
    if group is not None:
        locale = catalogue(turn.settings.programmes_folder)[group.programme].languages[0]
        text = card_text.brief(turn, case, locale, again=bool(said))
        message = Message(text, locale, group_buttons(turn, case, locale))
        send_card(turn, case, To(group.door, group.place), None, message)


def written(turn: Turn, case: Case, member: Person, said: str) -> str:
    """« Lina écrit : … », in the reader's language."""
    person = case_diagnosis.person_of(turn, case)
    name = person.name if person else ""
    locale = sending.locale_of(turn, member)
    return turn.say(locale, "case.says", who=name or "?", text=said) if said else ""


def group_of(turn: Turn, case: Case) -> StaffGroup | None:
    query = select(StaffGroup).where(
        StaffGroup.programme == case.programme, StaffGroup.what == SUPPORT
    )
    return turn.db.exec(query).first()


def tell(
    turn: Turn, case: Case, member: Person, *, news: str = "", address: Address | None = None
) -> None:
    """The whole card to one member of the staff, where they read us; `news` goes first."""
    address = address or people.reach(turn, member)
    if address is not None:
        to = To(address.door, address.value, member.id)
        send_card(turn, case, to, member, letter(turn, case, member, address, news))


def letter(turn: Turn, case: Case, member: Person, address: Address, news: str = "") -> Message:
    """The card of a case for one member: text and buttons for a chat, and as a letter by mail whose
    answer goes on to the person."""
    locale = sending.locale_of(turn, member)
    shown = card_text.full(turn, case, member, locale)
    text = "\n\n".join(filter(None, (news, shown.text)))
    team = case_diagnosis.team_of(turn, case, locale)
    values = {**shown.values, "before": news, "name": member.name, "sender": team}
    card = Message(text, locale, buttons(turn, case, member, locale), CASE, values)
    if address.door != people.MAIL:
        return card
    card = replace(card, values={**values, **orders(turn, case, card)})
    return answerable(turn, case, address, card)


def answerable(turn: Turn, case: Case, address: Address, message: Message) -> Message:
    """A letter to one of the staff whose answer is for the case, with the page of the case."""
    secret = tokens.give(turn, Purpose.SUPPORT, address, about=case.id, programme=case.programme)
    page = {"link": f"{turn.settings.base}/case/{secret}"}
    return replace(message, values={**message.values, **page}, token=secret)


def orders(turn: Turn, case: Case, card: Message) -> dict[str, str]:
    """What a letter can order in one tap, of what the buttons offer: `tap_<name>` and the order,
    with the words behind it where it needs some."""
    offered = {button.choice.split(":")[1] for row in card.buttons for button in row}
    taps = {}
    for name, action in of_cases(turn).items():
        words = action.tap_words(turn, case) if action.tap_words else ""
        if action.tap and name in offered and (words or not action.tap_words):
            taps[f"tap_{name}"] = turn.say(card.locale, action.tap, words=words)
    return taps


def send_card(turn: Turn, case: Case, to: To, member: Person | None, message: Message) -> None:
    """Send a card of a case, and write onto its timeline that it went out and which answer it
    proposed."""
    entry = case_log.add(
        turn, case, EntryKind.TOLD, member, case_diagnosis.proposed(turn, case), to.door
    )
    outbox.put(turn, to, MessageKind.CASE, str(entry.id), message)


def last_proposed(turn: Turn, case: Case, member: Person) -> str:
    """The answer that this member's last card proposed; empty without one."""
    told = [each for each in case_log.of(turn, case, EntryKind.TOLD) if each.actor_id == member.id]
    return told[-1].text if told else ""


def refresh(turn: Turn, case: Case) -> None:
    """Replace the cards in chats by what was done last in brief, with the buttons that still make
    sense."""
    told = {str(each.id): each for each in case_log.of(turn, case, EntryKind.TOLD)}
    done = case_log.done(turn, case)
    if not done:
        return
    query = select(Outbox).where(Outbox.kind == MessageKind.CASE, col(Outbox.subject).in_(told))
    rows = list(turn.db.exec(query.where(col(Outbox.door) != people.MAIL)))
    latest = {(row.door, row.place): row for row in sorted(rows, key=lambda row: row.created_at)}
    shown = rows if case.state == CaseState.CLOSED else list(latest.values())
    for row in shown:
        card = edited(turn, case, row, told[row.subject], done)
        there = To(row.door, row.place, row.person_id)
        outbox.put(turn, there, MessageKind.CASE_EDIT, f"{row.subject}:{done[-1].id}", card)


def edited(turn: Turn, case: Case, row: Outbox, told: Entry, done: list[Entry]) -> Message:
    """The card of a row in brief: how the case stands, and what was done since it went out."""
    locale = Message.from_json(row.message).locale
    member = turn.db.get(Person, row.person_id) if row.person_id else None
    text = card_text.brief(turn, case, locale)
    since = [each for each in done if each.at >= told.at]
    lines = (card_text.done(turn, case, each, locale, private=bool(member)) for each in since)
    left: Buttons = ()
    if case.state != CaseState.CLOSED:
        left = group_buttons(turn, case, locale)
    shown = "\n".join(list(dict.fromkeys(lines))[-LINES:])
    return Message(f"{text}\n\n{shown}", locale, left, edits=row.subject)
