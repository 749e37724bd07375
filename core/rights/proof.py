"""The code before something final, and who learns that an erasure is planned."""

from core.claims import sending
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Erasure, Person
from core.ground.world import Turn
from core.joining.notices import learns
from core.people import people, tokens
from core.people.tokens import Purpose


def send_code(turn: Turn, person: Person) -> Address | None:
    """Send a code to the mailbox of a person; None where they have none that is proven. Raises
    `Refusal` after three a day."""
    mailbox = people.proven_mail(turn, person)
    if mailbox is None:
        return None
    code = tokens.code(turn, mailbox, person.id)
    if code:
        values = {"code": f"{code[:4]} {code[4:]}"}
        locale = sending.locale_of(turn, person)
        text = turn.say(locale, "account.code_mail", **values)
        message = Message(text, locale, letter="code", values=values)
        to = To(people.MAIL, mailbox.value, person.id)
        outbox.put(turn, to, MessageKind.CODE, str(turn.chance.uuid()), message)
    return mailbox


def is_code(turn: Turn, person: Person, said: str) -> bool:
    """Whether these are the digits that were sent to the person's mailbox; each bears five tries
    and one use."""
    mailbox = people.proven_mail(turn, person)
    return mailbox is not None and tokens.try_code(turn, mailbox, said, person.id)


def page(turn: Turn, address: Address) -> str:
    """The page of a person's data, behind a secret for one reader."""
    return f"{turn.settings.base}/data/{tokens.give(turn, Purpose.DATA, address)}"


def tell_planned(turn: Turn, person: Person, planned: Erasure, here: Address | None) -> None:
    """Tell every place where the person reads, but the one where it was just said, what will be
    erased and how it is taken back."""
    for address in people.addresses(turn, person):
        if address is here or not learns(address):
            continue
        locale = sending.locale_of(turn, person)
        values = {"text": said_planned(turn, locale, planned), "manage": page(turn, address)}
        undo = Button(turn.say(locale, "rights.button_undo"), "mydata:undo")
        rows: Buttons = ((undo,),) if address.door != people.MAIL else ()
        message = Message(values["text"], locale, rows, "my-data", values)
        to = To(address.door, address.value, person.id)
        outbox.put(turn, to, MessageKind.ERASURE, f"{planned.id}:{address.id}", message)


def said_planned(turn: Turn, locale: str, planned: Erasure) -> str:
    """When everything will be erased, and what becomes of the badges."""
    until = sending.moment(turn, planned.due_at, locale)
    word = "rights.planned_keep" if planned.keeps_badges else "rights.planned_revoke"
    return turn.say(locale, word, until=until)
