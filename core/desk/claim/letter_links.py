"""The link of a letter, opened in a chat: it leads to what the letter was about.

Who opens it has shown no more than that the letter reached them: where the person it was for has
a role, a badge or an address of theirs, a code has to be fetched from the mailbox first.
"""

from core.desk.claim import conversation, status
from core.desk.expecting import AddressAsked, AddressPurpose, ExpectingCode, OpenedLink
from core.desk.identity import prove_mail
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Address, Claim, Person, Token
from core.joining import forwarded_letters
from core.joining.prove_address import come_by_letter, established
from core.people import people, tokens
from core.people.joined import selves
from core.people.tokens import Purpose

LEADING = (Purpose.CLAIM, Purpose.DECIDE)


def follow(speaker: Speaker, secret: str) -> bool:
    """Go where the link leads, or ask for the code first; false for what is no link of a letter."""
    turn = speaker.turn
    token = tokens.find(turn, secret)
    if token is None or token.purpose not in LEADING or token.address_id is None:
        return False
    mail = turn.db.get_one(Address, token.address_id)
    reader = people.person_of(turn, mail)
    if token.used_at is not None:
        turn.effects.conclude(Outcome.REJECTED, "a spent secret")
        speaker.reply(speaker.word("open.spent"))
    elif reader.id == speaker.person.id:
        arrive(speaker, token.purpose, turn.db.get_one(Claim, token.claim_id))
    elif token.purpose == Purpose.DECIDE or mixes(speaker, reader):
        ask_code(speaker, mail, token)
    else:
        speaker.person = come_by_letter(turn, speaker.person, reader, mail, speaker.address)
        arrive(speaker, token.purpose, turn.db.get_one(Claim, token.claim_id))
    return True


def mixes(speaker: Speaker, reader: Person) -> bool:
    """Whether either of them has something to lose if the letter was forwarded."""
    turn, here = speaker.turn, speaker.address
    return established(turn, reader) or established(turn, speaker.person, here)


def arrive(speaker: Speaker, purpose: str, claim: Claim) -> None:
    """A learner's letter leads to the claim, a reviewer's to what waits for them."""
    if purpose == Purpose.DECIDE:
        by_chat.queue(speaker)
    elif claim.person_id in selves(speaker.turn, speaker.person):
        conversation.resume(speaker, claim)
    else:
        status.tell_all(speaker)


def ask_code(speaker: Speaker, mail: Address, token: Token) -> None:
    """Send a code to the mailbox of the letter, and await it here."""
    link = OpenedLink(token.purpose, token.claim_id) if token.claim_id else None
    asked = AddressAsked(AddressPurpose.LETTER, link=link)
    speaker.expect(ExpectingCode(asked, mail.value))
    prove_mail.send_code(speaker, mail)


def hear_code(speaker: Speaker) -> None:
    """Take the digits of a letter's mailbox: from now on this chat is theirs too, and the link
    leads where it should."""
    turn = speaker.turn
    opened = prove_mail.asked(speaker).link
    if not prove_mail.hear_code(speaker):
        return
    link = forwarded_letters.bringing(turn, speaker.person, speaker.address)
    if link is not None:
        forwarded_letters.accept(turn, link)
    if opened is not None:
        arrive(speaker, opened.purpose, turn.db.get_one(Claim, opened.claim_id))
    else:
        speaker.reply(speaker.word("open.confirmed"))
