"""What follows a word given on a reviewer's page: everywhere they read us they learn of it.

Who holds a link can open its page; so each of their addresses is told, with a way to take it back.
"""

from core.claims import claim_form, sending
from core.desk.review.outcome_reply import OutcomeReply
from core.desk.speaker import Speaker
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.tables import Address, Claim
from core.people import people
from core.people.tokens import Purpose
from core.review import cards


def tell(speaker: Speaker, claim: Claim, answer: OutcomeReply) -> None:
    """Tell the reviewer everywhere what was decided on the page, and until when it can be taken
    back."""
    turn = speaker.turn
    locale = sending.locale_of(turn, speaker.person)
    on_page = turn.say(locale, "review.on_page", ref=claim.ref)
    text = f"{on_page}\n\n{turn.say(locale, answer.word, **answer.values)}"
    for address in known(speaker):
        write(speaker, claim, address, text, undoable=answer.undoable)


def write(
    speaker: Speaker, claim: Claim, address: Address, text: str, *, undoable: bool = True
) -> None:
    """Write to one address of the reviewer: a letter whose own secret takes the decision back, or a
    message with a button."""
    turn, incoming = speaker.turn, speaker.incoming
    locale = sending.locale_of(turn, speaker.person)
    undo = Button(turn.say(locale, "review.undo"), f"undo:{claim.ref}")
    message = Message(
        text,
        locale,
        ((undo,),) if undoable and address.door != people.MAIL else (),
        letter="decision",
        values={"text": text, "ref": claim.ref},
    )
    subject = f"{incoming.source}:{incoming.source_id}:{address.id}"
    sending.send(turn, address, claim, MessageKind.REPLY, subject, message, Purpose.DECIDE)


def known(speaker: Speaker) -> list[Address]:
    """Where the reviewer reads us, and where the secret was sent; never where they only typed."""
    theirs = people.sure(people.addresses(speaker.turn, speaker.person))
    every = {each.id: each for each in (*theirs, speaker.address)}
    return [each for each in every.values() if each.unreachable_at is None]


def taken_back(speaker: Speaker, claim: Claim, undone: str) -> None:
    """Send the card once more, as the page's own secret ended with the decision."""
    address = people.reach(speaker.turn, speaker.person) or speaker.address
    cards.send(
        speaker.turn, claim_form.form_of(speaker.turn, claim), speaker.person, address, undone
    )
