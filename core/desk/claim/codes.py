"""The digits that were sent to a mailbox: they prove it, and then a claim under way goes on."""

from core.claims.states import ASKING
from core.desk import expecting_columns
from core.desk.claim import conversation, gathered, status
from core.desk.expecting import NOTHING, ExpectingCode
from core.desk.identity import add_address, addresses_said, prove_mail
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Conversation, Person, Token
from core.issuing import milestone_offers
from core.joining.prove_address import prove_mail as prove
from core.people import people, tokens
from core.people.joined import living
from core.reading.acts.decisions import own_lines
from core.reading.languages import compiled, either
from core.reading.text import words

CODE_ALONE = compiled(
    rf"(?:(?:{either('addresses.here_is')}) )?(?:(?:(?:{either('addresses.the_code')}) )?code "
    rf"(?:(?:{either('addresses.is')}) )?)?\d{{4}} ?\d{{4}}"
)


def hear_code(speaker: Speaker) -> None:
    """Take the code of the mail; once it is right, the claim goes on with what the roster knows."""
    if "@" in speaker.incoming.text:
        prove_mail.hear_mail(speaker)
    elif prove_mail.hear_code(speaker):
        claim = speaker.claim
        thanks = "\n\n".join([speaker.word("account.mail_proven"), *gathered.now_theirs(speaker)])
        if claim is not None and claim.state in ASKING:
            conversation.resume(speaker, claim, thanks)
        else:
            speaker.reply(thanks)
            status.tell_all(speaker)


def hear_added(speaker: Speaker) -> None:
    """Take the code for the address to add, or another address."""
    if "@" in speaker.incoming.text:
        add_address.hear_mail(speaker)
    else:
        mail = prove_mail.mail_at(speaker)
        if prove_mail.hear_code(speaker):
            tell_added(speaker, mail)


def hear_from_it(speaker: Speaker, token: Token) -> None:
    """Take the code sent back from the very address that is to be added, with no other words.

    Who protests may quote it.
    """
    turn = speaker.turn
    asker = living(turn, turn.db.get_one(Person, token.person_id))
    code = code_alone(speaker.incoming.text)
    if not code or not tokens.try_code(turn, speaker.address, code, asker.id):
        turn.effects.conclude(Outcome.REJECTED, "wrong code")
        speaker.reply(speaker.word("link.code_wrong"))
        return
    said_at = turn.db.get_one(Address, token.address_id)
    speaker.person = prove(turn, asker, speaker.address, said_at)
    tell_where_asked(speaker, said_at)
    tell_added(speaker, speaker.address.value)


def code_alone(text: str) -> str:
    """The code of a first own line that says nothing else; empty for any other words."""
    first = next(own_lines(text), "")
    alone = "?" not in first and CODE_ALONE.fullmatch(" ".join(words(first)))
    return addresses_said.digits_in(first) if alone else ""


def tell_where_asked(speaker: Speaker, said_at: Address) -> None:
    """The conversation awaits no code any more; a chat is told, a mailbox has got its notice."""
    turn, mail = speaker.turn, speaker.address.value
    asked = turn.db.get(Conversation, (said_at.door, said_at.value))
    awaited = expecting_columns.read(asked.expecting, asked.about) if asked else NOTHING
    if asked is not None and awaited == ExpectingCode(add_address.ADDING, mail):
        asked.expecting, asked.about = expecting_columns.written(NOTHING)
        turn.db.add(asked)
    if said_at.door != people.MAIL:
        text = speaker.word("link.added", mail=mail)
        to = To(said_at.door, said_at.value, said_at.person_id)
        outbox.put(
            turn, to, MessageKind.LINK_ADDED, str(turn.chance.uuid()), Message(text, speaker.locale)
        )


def tell_added(speaker: Speaker, mail: str) -> None:
    """What is the person's now, and the badges handed in before that are theirs with it; a claim
    under way goes on, and what is reached is offered."""
    text = "\n\n".join([speaker.word("link.added", mail=mail), *gathered.now_theirs(speaker)])
    claim = speaker.claim
    speaker.turn.effects.conclude(Outcome.ASKED, "an address was added")
    if speaker.chatting and claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim, text)
    else:
        speaker.reply(f"{text}\n\n{add_address.listed(speaker)}", add_address.choices(speaker))
    milestone_offers.offer_all(speaker.turn, speaker.person, speaker.language)
