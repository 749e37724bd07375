"""The steps before the form, the mail address and its code: what else is told there is kept."""

from core.claims import claim_form
from core.claims.states import ASKING
from core.desk import at_hand
from core.desk.claim import codes, conversation, next_question
from core.desk.identity import addresses_said, prove_mail
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.reading.addresses import mail_typos
from core.roster import mail_addresses


def hear_mail(speaker: Speaker) -> None:
    """Take the address, and what the same words answer of the questions to come."""
    noted = keep_beside(speaker)
    text = speaker.incoming.text
    said = addresses_said.address_in(text)
    if said or not noted or mail_typos.meant(text, mail_addresses.own(speaker.turn)):
        prove_mail.hear_mail(speaker)
        return
    speaker.aside = None
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(next_question.joined(noted, speaker.word("account.mail_ask")))


def hear_code(speaker: Speaker) -> None:
    """Take the code, and what the same words answer of the questions to come."""
    keep_beside(speaker)
    codes.hear_code(speaker)


def keep_beside(speaker: Speaker) -> str:
    """Write down what the words answer beside the address or the code; it is said first."""
    claim, read = at_hand.under_way(speaker), speaker.understood.answers
    given = read.answers
    if claim is None or claim.state not in ASKING:
        return ""
    form = claim_form.form_of(speaker.turn, claim)
    halves = conversation.keep_halves(speaker, form, read)
    if given:
        conversation.keep(speaker, form, given)
    noted = conversation.kept(speaker, form, [*given, *halves])
    if noted:
        speaker.aside = SaidFirst(noted)
    return noted
