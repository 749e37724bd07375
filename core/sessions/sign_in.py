"""The first factor: a link to the mailbox of somebody who has pages to open.

It works once, for fifteen minutes, in the browser that asked, and only when it is pressed. Whoever
is asked about, the page does and says the same: the worker looks later who that is.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, func, select

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import To
from core.ground.tables import Address, Person, SignIn
from core.ground.world import Turn
from core.people import people, roles
from core.people.tokens import LETTERS, digest
from core.sessions import second_factors

SIGN_IN = "sign_in"
LIFE = timedelta(minutes=15)
FORGOTTEN = timedelta(days=2)
HOUR = timedelta(hours=1)
LINKS_AN_HOUR = 5  # to an address, whoever asks


def ask(turn: Turn, mail: str, browser: str, language: str) -> SignIn:
    """Note that somebody wants to come in with this address, from the browser with this secret."""
    turn.db.exec(delete(SignIn).where(col(SignIn.made_at) < turn.at - FORGOTTEN))
    made = SignIn(
        id=turn.chance.uuid(),
        browser=digest(browser),
        mail=people.fold(people.MAIL, mail),
        language=language,
        made_at=turn.at,
        expires_at=turn.at + LIFE,
    )
    turn.db.add(made)
    timers.put(turn, SIGN_IN, str(made.id), turn.at)
    return made


def send(turn: Turn, sign_in_id: str) -> None:
    """Send the link of a try to its mailbox, where that is of somebody who has pages to open."""
    row = turn.db.get(SignIn, UUID(sign_in_id))
    if row is None or not row.mail or turn.at >= row.expires_at:
        return
    mail, row.mail = row.mail, ""
    turn.db.add(row)
    address = people.seen(turn, people.MAIL, mail)
    person = people.person_of(turn, address) if address else None
    if address is None or person is None or not second_factors.welcome(turn, person):
        return
    if lately(turn, address) >= LINKS_AN_HOUR:
        return
    secret = turn.chance.letters(LETTERS)
    row.person_id, row.address_id, row.link = person.id, address.id, digest(secret)
    turn.db.add(row)
    to = To(people.MAIL, address.value, person.id)
    outbox.put(turn, to, MessageKind.SIGN_IN, sign_in_id, letter(turn, row, person, secret))


def lately(turn: Turn, address: Address) -> int:
    """How many links went to an address within the last hour."""
    query = select(func.count()).select_from(SignIn).where(SignIn.address_id == address.id)
    query = query.where(SignIn.link != "", SignIn.made_at > turn.at - HOUR)
    return turn.db.exec(query).one()


def letter(turn: Turn, row: SignIn, person: Person, secret: str) -> Message:
    """The mail with the link, in the language of the page where it was asked for."""
    locale = row.language or sending.locale_of(turn, person)
    link = f"{turn.settings.base}/manage/in/{secret}"
    until = sending.moment(turn, row.expires_at, locale)
    values = {"link": link, "until": until, **({"name": person.name} if person.name else {})}
    text = turn.say(locale, "manage.mail_text", link=link, until=until)
    return Message(text, locale, letter="sign-in", values=values)


def of_link(turn: Turn, secret: str) -> SignIn | None:
    """The try that a mailed link is of, while it opens something; None for any other."""
    query = select(SignIn).where(SignIn.link == digest(secret.lower()))
    row = turn.db.exec(query).first()
    return row if row and row.opened_at is None and turn.at < row.expires_at else None


def here(row: SignIn, browser: str) -> bool:
    """Whether this browser is the one that asked for the link."""
    return bool(browser) and row.browser == digest(browser)


def open_link(turn: Turn, row: SignIn) -> None:
    """Use the link up: the mailbox is shown, the second factor is asked for now."""
    turn.db.refresh(row, with_for_update=True)
    row.opened_at = turn.at
    turn.db.add(row)
    if address := turn.db.get(Address, row.address_id):
        people.prove(turn, address)


def waiting(turn: Turn, browser: str) -> SignIn | None:
    """The try of this browser that waits for its second factor; None where there is none."""
    query = select(SignIn).where(SignIn.browser == digest(browser))
    query = query.where(col(SignIn.session_id).is_(None))
    query = query.where(col(SignIn.opened_at).is_not(None), col(SignIn.done_at).is_(None))
    row = turn.db.exec(query.order_by(col(SignIn.made_at).desc())).first()
    if row is None or turn.at >= row.expires_at or person_of(turn, row) is None:
        return None
    return row


def person_of(turn: Turn, row: SignIn) -> Person | None:
    """Who comes in: the person of the mailbox, if it is the one who was written to and they still
    have pages to open."""
    address = turn.db.get(Address, row.address_id) if row.address_id else None
    if address is None or address.person_id != row.person_id:
        return None
    person = turn.db.get_one(Person, address.person_id)
    return person if roles.held(turn, person) & second_factors.PAGES else None
