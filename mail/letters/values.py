"""What a letter is filled with: the values of its message, and what only the mail door knows."""

from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import bindparam
from sqlmodel import select

from core.ground.messages import Message
from core.ground.settings import Settings
from core.ground.tables import Address, Badge, Claim, Outbox, Person
from core.ground.words import FIRST
from core.ground.world import Turn
from core.people.people import MAIL
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme
from core.reading.languages import in_language
from mail import tags
from mail.letters.commands_in_words import commands_in_words
from mail.letters.letter_file import TAP, Letter, fill

HOUSE = "Cocarde"
LONGEST_MAILTO = 1800  # beyond it some clients cut the address
OFFERED = ("badge:", "programme:", "group:")
READER = select(Address).where(Address.door == MAIL, Address.value == bindparam("place"))


@dataclass(frozen=True, slots=True)
class Ready:
    """A message of the outbox with all that its mail needs from the store."""

    row: Outbox
    message: Message
    programme: Programme | None
    letter: Letter
    sender: str
    reply_to: str


def ready(turn: Turn, row: Outbox) -> Ready:
    """The letter of an outbox row, filled in. Raises `Trouble` for a letter that the operator must
    mend."""
    message = Message.from_json(row.message)
    programme, badge = about(turn, row, message)
    language = message.locale.partition("-")[0]
    sender = said(programme.name, language) if programme else HOUSE
    sender = message.values.get("sender", sender)
    answered = reply_address(turn.settings, message)
    named = programme.named(language) if programme else sender
    values = {"text": message.text, "sender": sender, "programme": named, "issuer": named}
    values |= {"badge": said(badge.name, language) if badge else ""}
    values |= {"name": name_of(turn, row), "choices": choices(message), **message.values}
    told = {
        key: commands_in_words(turn, message.locale, value)
        for key, value in values.items()
        if "/" in value
    }
    values |= told
    subject = fill(message.letter, message.locale, values).subject
    values["yes"] = mailto(answered, subject, yes(language))
    values["fill"] = mailto(answered, subject, values.get("lines", ""))
    values["correct"] = mailto(answered, subject, values.get("answers", ""))
    taps = {key: body for key, body in values.items() if key.startswith(TAP)}
    values |= {key: mailto(answered, subject, body) for key, body in taps.items()}
    values["stop"] = mailto(answered, "STOP", "STOP") if message.token else ""
    letter = fill(message.letter, message.locale, values)
    return Ready(row, message, programme, letter, sender, answered)


def yes(language: str) -> str:
    """A yes as somebody would write it; in the first language where theirs has none."""
    return in_language(language, "language.yes", in_language(FIRST, "language.yes")).capitalize()


def reply_address(settings: Settings, message: Message) -> str:
    """Where an answer goes: the plus-address of its token, else our own."""
    if not message.token:
        return settings.mail_address
    return tags.tagged(settings.mail_address, message.token)


def about(turn: Turn, row: Outbox, message: Message) -> tuple[Programme | None, BadgeClass | None]:
    """The programme in whose name a mail goes out, and the badge, if it is about one."""
    found: Claim | Badge | None = turn.db.get(Claim, row.claim_id) if row.claim_id else None
    if found is None and message.badge:
        found = turn.db.get(Badge, message.badge)
    if found is None:
        return None, None
    programme = catalogue(turn.settings.programmes_folder)[found.programme]
    return programme, programme.badge_class(found.badge)


def name_of(turn: Turn, row: Outbox) -> str:
    """The reader's name, once they have shown that they read there; a stranger's is not echoed."""
    address = reader(turn, row.place)
    if address is None or address.proven_at is None:
        return ""
    return turn.db.get_one(Person, address.person_id).name


def reader(turn: Turn, place: str) -> Address | None:
    """Whose mailbox it is; looked up once in a turn, or gathered before."""
    if (MAIL, place) not in turn.memo:
        turn.memo[MAIL, place] = turn.db.exec(READER, params={"place": place}).first()
    known: Address | None = turn.memo[MAIL, place]
    return known


def choices(message: Message) -> str:
    """What a chat offers as buttons and a person may write, one a line."""
    labels = [
        button.label
        for row in message.buttons
        for button in row
        if button.choice.startswith(OFFERED) and button.label not in message.text
    ]
    return "\n".join(f"- {label}" for label in labels)


def mailto(address: str, subject: str, body: str) -> str:
    """A link that opens an answer already written (RFC 6068): %20, and %0D%0A for line ends."""
    if not address or not body:
        return ""
    to = f"mailto:{quote(address, safe='@')}?subject={quote(f'Re: {subject}', safe='')}"
    crlf = body.replace("\n", "\r\n")
    written = f"{to}&body={quote(crlf, safe='')}"
    return written if len(written) < LONGEST_MAILTO else to[:LONGEST_MAILTO]
