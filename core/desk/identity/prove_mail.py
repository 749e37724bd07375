"""Proving a mail address: asked for, looked at for typing errors, shown by the code sent there."""

from dataclasses import replace

from core.desk.chat import misfits, progress
from core.desk.expecting import (
    AddressAsked,
    AddressPurpose,
    Expecting,
    ExpectingAddress,
    ExpectingAddressDoubt,
    ExpectingCode,
)
from core.desk.identity.addresses_said import address_in, digits_in
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.insert import add_new
from core.ground.rows.outbox import To
from core.ground.tables import Address, Claim
from core.joining import forwarded_letters
from core.joining.prove_address import prove_mail
from core.people import people, tokens
from core.people.people import masked
from core.people.tokens import Purpose
from core.reading.acts.yes_no import assents, refuses
from core.reading.addresses import mail_typos
from core.roster import mail_addresses

ASKS = {  # the word that asks for the address
    AddressPurpose.CLAIM: "account.mail_ask",
    AddressPurpose.LOST: "proving.mail_ask",
    AddressPurpose.READS: "proving.reads_ask",
    AddressPurpose.ADD: "link.ask",
    AddressPurpose.LETTER: "account.mail_ask",
}


def needs_mail(speaker: Speaker) -> bool:
    """Whether the person has no proven mail address yet, as a badge has to bear one."""
    return people.proven_mail(speaker.turn, speaker.person) is None


def hear_mail(speaker: Speaker, text: str = "") -> None:
    """Send a code to the address that was said, in the same words whether it is known or not.

    One that looks mistyped is asked about, known or not, for the same reason.
    """
    text = text or speaker.incoming.text
    said = address_in(text)
    likely = mail_typos.meant(said or text, mail_addresses.own(speaker.turn))
    if likely:
        doubt(speaker, said, likely)
    elif said:
        take_mail(speaker, said)
    else:
        reject_mail(speaker, text)


def reject_mail(speaker: Speaker, text: str) -> None:
    """Say that no address was said, and how one is written; the second time in a row that a human
    can help, too."""
    speaker.turn.effects.conclude(Outcome.REJECTED, "not a mail address")
    times, awaited = 1 + misfits.so_far(speaker), speaker.awaited
    if isinstance(awaited, ExpectingAddress):
        speaker.expect(replace(awaited, unfit=times))
    word = "account.mail_wrong" if times % 2 else "account.mail_wrong_again"
    told = speaker.word(word, said=text.strip()[:80])
    speaker.reply(told, misfits.way_out(speaker, times) if speaker.chatting else ())


def doubt(speaker: Speaker, said: str, likely: str) -> None:
    """« Did you mean …? »: the person decides."""
    speaker.expect(ExpectingAddressDoubt(asked(speaker), likely, said))
    ask_meant(speaker, likely, said, ("mailmeant", "mailsaid"))


def ask_meant(speaker: Speaker, likely: str, said: str, choices: tuple[str, str]) -> None:
    """Ask with two buttons which address was meant; where nothing said could be, ask for
    another."""
    speaker.turn.effects.conclude(Outcome.ASKED, "an address that looks mistyped")
    no = speaker.word("account.button_said", mail=said) if said else ""
    yes = Button(speaker.word("account.button_meant", mail=likely), choices[0])
    other = Button(no or speaker.word("account.button_other_mail"), choices[1])
    speaker.reply(speaker.word("account.mail_typo", mail=likely), ((yes,), (other,)))


def hear_doubt(speaker: Speaker) -> None:
    """Take a yes, a no, or the address once more, in words; anything else is asked again."""
    text = speaker.incoming.text
    known = known_of(speaker)
    if (meant := assents(text, known)) or refuses(text, known):
        settle(speaker, meant=meant)
    elif "@" in text or mail_typos.meant(text):
        back_to_mail(speaker)
        hear_mail(speaker)
    else:
        again(speaker, None)


def settle(speaker: Speaker, *, meant: bool) -> None:
    """Go on with the address that was meant, or with the one that was said; ask anew where that was
    none."""
    doubt = speaker.awaited
    if not isinstance(doubt, ExpectingAddressDoubt):
        speaker.reply(speaker.word("menu.gone"))
        return
    back_to_mail(speaker)
    if meant or doubt.said:
        take_mail(speaker, doubt.likely if meant else doubt.said)
    else:
        other_mail(speaker)


def asked(speaker: Speaker) -> AddressAsked:
    """Why an address is being asked for, and what was told before; for a claim where none is."""
    awaited = speaker.awaited
    if isinstance(awaited, ExpectingAddress | ExpectingCode | ExpectingAddressDoubt):
        return awaited.asked
    return AddressAsked()


def purpose(speaker: Speaker) -> AddressPurpose:
    """Why an address is being asked for."""
    return asked(speaker).purpose


def back_to_mail(speaker: Speaker) -> None:
    """The address is awaited again; what was told before stays."""
    speaker.expect(ExpectingAddress(asked(speaker)))


def asks_first(speaker: Speaker) -> bool:
    """Whether a letter alone brought this chat here: its mailbox is sent a code first.

    Until that is given, nobody adds or chooses an address from here.
    """
    turn = speaker.turn
    link = forwarded_letters.bringing(turn, speaker.person, speaker.address)
    mail = forwarded_letters.mailbox(turn, link) if link else None
    if mail is not None:
        speaker.expect(ExpectingCode(AddressAsked(AddressPurpose.LETTER), mail.value))
        send_code(speaker, mail)
    return mail is not None


def take_mail(speaker: Speaker, mail: str) -> None:
    """Send a code to an address; the same statements whether it is known or not."""
    if asks_first(speaker):
        return
    turn = speaker.turn
    mine = Address(id=turn.chance.uuid(), person_id=speaker.person.id, door=people.MAIL, value=mail)
    add_new(turn, mine)
    address = people.find(turn, people.MAIL, mail)
    if address is not None:
        send_code(speaker, address)


def send_code(speaker: Speaker, address: Address) -> None:
    """Send eight digits to an address and await them; the answer is one whether somebody has the
    address or not.

    Who has asked for too many is told so.
    """
    why = asked(speaker)
    try:
        code = tokens.code(speaker.turn, address, speaker.person.id)
    except Refusal as refusal:
        if why.purpose is AddressPurpose.LETTER:
            speaker.expect()
            speaker.reply(speaker.word("open.too_many"))
            return
        back_to_mail(speaker)
        speaker.reply(speaker.word(refusal.word, **refusal.values), ways_out(speaker))
        return
    if code:
        values = {"code": f"{code[:4]} {code[4:]}"}
        text = speaker.word("account.code_mail", **values)
        message = Message(text, speaker.locale, letter="code", values=values)
        if why.purpose is AddressPurpose.ADD:  # the address itself may answer
            secret = tokens.give(speaker.turn, Purpose.LINK, speaker.address)
            message = replace(message, letter="link-code", token=secret)
        to = To(people.MAIL, address.value)
        outbox.put(speaker.turn, to, MessageKind.CODE, str(speaker.turn.chance.uuid()), message)
    speaker.expect(ExpectingCode(why, address.value))
    tell_code_sent(speaker)


def tell_code_sent(speaker: Speaker) -> None:
    """The code is on its way; or give another address. Who opened a letter sees only as much of
    its address as a stranger may."""
    speaker.turn.effects.conclude(Outcome.ASKED)
    word, mail = "account.code_sent", mail_at(speaker)
    if purpose(speaker) is AddressPurpose.LETTER:
        word, mail = "open.code_sent", masked(mail)
    elif not speaker.chatting:
        adding = purpose(speaker) is AddressPurpose.ADD
        word = "link.code_sent_letter" if adding else "account.code_sent_letter"
    asks = progress.mail_step(speaker) if purpose(speaker) is AddressPurpose.CLAIM else {}
    speaker.reply(speaker.word(word, mail=mail), ways_out(speaker), values=asks)


def mail_at(speaker: Speaker) -> str:
    """The address that a code was sent to, while that code is awaited; else empty."""
    awaited = speaker.awaited
    return awaited.mail if isinstance(awaited, ExpectingCode) else ""


def other_button(speaker: Speaker) -> Button:
    return Button(speaker.word("account.button_other_mail"), "othermail")


def new_code_button(speaker: Speaker) -> Button:
    return Button(speaker.word("account.button_new_code"), "newcode")


def ways_out(speaker: Speaker, *first: Button) -> Buttons:
    """Other than the code: another address; or, of an old mailbox, that it is read no more."""
    if purpose(speaker) is AddressPurpose.LETTER:
        return ((new_code_button(speaker),),)
    rows = [(button,) for button in (*first, other_button(speaker))]
    if purpose(speaker) is AddressPurpose.LOST:
        rows.append((Button(speaker.word("proving.button_no_mailbox"), "nomailbox"),))
    return tuple(rows)


def hear_code(speaker: Speaker) -> bool:
    """Take the digits of a code: the address is proven and True given, or the person is told that
    they are wrong."""
    turn, text = speaker.turn, speaker.incoming.text
    address, said = people.find(turn, people.MAIL, mail_at(speaker)), digits_in(text) or text
    if address is None or not tokens.try_code(turn, address, said, speaker.person.id):
        reject_code(speaker, text)
        return False
    speaker.person = prove_mail(turn, speaker.person, address, speaker.address)
    speaker.expect()
    return True


def reject_code(speaker: Speaker, text: str) -> None:
    """Say that the digits are wrong, or that there are none; the second time in a row that a human
    can help, too."""
    speaker.turn.effects.conclude(Outcome.REJECTED, "wrong code")
    times, awaited = 1 + misfits.so_far(speaker), speaker.awaited
    if isinstance(awaited, ExpectingCode):
        speaker.expect(replace(awaited, unfit=times))
    some = any(map(str.isdigit, text))
    told = speaker.word("account.code_wrong" if some else "account.code_awaited")
    if times % 2 == 0:
        told = f"{told} {speaker.word('account.code_again')}"
    first = misfits.way_out(speaker, times) if speaker.chatting else ()
    speaker.reply(told, (*first, *ways_out(speaker, new_code_button(speaker))))


def new_code(speaker: Speaker) -> None:
    """Send another code to the address that was said."""
    mail = mail_at(speaker)
    address = people.find(speaker.turn, people.MAIL, mail) if mail else None
    if address is None:
        other_mail(speaker)
        return
    send_code(speaker, address)


def other_mail(speaker: Speaker) -> None:
    """Give another address than the one that was said."""
    back_to_mail(speaker)
    speaker.reply(speaker.word(ASKS[purpose(speaker)]))


def again(speaker: Speaker, claim: Claim | None) -> bool:
    """Say once more what is awaited of an address, if that is where the conversation stands."""
    awaited = speaker.awaited
    if isinstance(awaited, ExpectingCode):
        tell_code_sent(speaker)
    elif isinstance(awaited, ExpectingAddressDoubt):
        doubt(speaker, awaited.said, awaited.likely)
    elif isinstance(awaited, ExpectingAddress) and (claim is None or not for_claim(awaited)):
        other_mail(speaker)
    else:
        return False
    return True


def for_claim(awaited: Expecting) -> bool:
    """Whether the mail address that a claim begins with is awaited."""
    return isinstance(awaited, ExpectingAddress) and awaited.asked.purpose is AddressPurpose.CLAIM
