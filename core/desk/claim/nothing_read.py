"""What is said of words in which no answer to a claim is read."""

from core.claims.states import State
from core.desk import on_screen
from core.desk.claim import read_answers
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.rows import inbox
from core.ground.tables import Claim
from core.programmes.answers.answer import brief
from core.reading.acts import accounting
from core.reading.acts.accounting import Account
from core.reading.addresses import address_secrets

ECHOED = 120  # signs


def says_nothing(speaker: Speaker, claim: Claim) -> bool:
    """Whether words in a chat say nothing at the recap: no yes in any part, no value, no act."""
    heard, reading = speaker.understood.answers, speaker.understood.reading
    read = heard.answers or heard.problems or heard.unsure or reading.sure
    silent = not read and not account_of(speaker, claim).said_act
    silent = silent and not read_answers.names_a_badge(speaker.turn, speaker.incoming.text)
    at_recap = claim.state == State.READY and speaker.chatting
    return at_recap and silent and not speaker.incoming.fields


def unread(speaker: Speaker, claim: Claim) -> str:
    """What is said of a letter that holds no answer: its first words, to be said anew."""
    speaker.turn.effects.why = inbox.UNREAD
    written = address_secrets.without(speaker.incoming.text)
    if not written.strip():
        return speaker.word("claim.no_yes") if claim.state == State.READY else ""
    if claim.state == State.READY:
        left = address_secrets.without(account_of(speaker, claim).unknown or written)
        return speaker.word("claim.no_yes_said", said=brief(left, ECHOED))
    told = speaker.word("claim.not_read", said=brief(written, ECHOED))
    again = any(told in each.message.text for each in last_said(speaker))
    return f"{told} {speaker.word('stuck.or_human')}" if again else told


def last_said(speaker: Speaker) -> list[on_screen.Shown]:
    """The last message that went to who speaks; none before the first."""
    here = speaker.address
    return on_screen.shown(speaker.turn, here.door, here.value, 1)


def account_of(speaker: Speaker, claim: Claim) -> Account:
    """What each clause of the message is, at the recap."""
    return accounting.account(speaker.incoming.text, ("yes",), known_of(speaker, claim))
