"""Letters by mail that are not simply heard: a reviewer's, and one that nothing proves."""

from core.claims.life import ASKING
from core.desk.claim import conversation, status
from core.desk.review import by_mail
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.people import people, tokens
from core.people.tokens import Purpose
from core.reading.acts.wishes import Wish

UNPROVEN = "neither a secret of their own nor a proof of its sender"


def hear_reviewer(speaker: Speaker) -> bool:
    """Whether the letter answers a card to decide on, whatever else its words may be."""
    if speaker.incoming.door != people.MAIL:
        return False
    token = tokens.find(speaker.turn, speaker.incoming.token, Purpose.DECIDE)
    if token is not None:
        by_mail.hear(speaker, token)
    return token is not None


def hear_elsewhere(speaker: Speaker) -> bool:
    """Whether a mail bears somebody's secret from another address: its reader is told, and asked.

    Only « STOP » is heard all the same, as the letter's link stops without a question.
    """
    if not speaker.elsewhere or speaker.understood.wish is Wish.STOP:
        return False
    return ask_again(speaker) or tell_elsewhere(speaker)


def hear_unproven(speaker: Speaker) -> bool:
    """Whether nothing proved the letter, and it is answered."""
    return speaker.incoming.door == people.MAIL and not speaker.proven and ask_again(speaker)


def ask_again(speaker: Speaker) -> bool:
    """Without a secret or a proof of its sender a letter changes no claim: it is asked again.

    The answer goes to the address that is known, with a secret of its own; false for a stranger.
    """
    own = people.open_claims(speaker.turn, speaker.person)
    claim = (speaker.claim if speaker.bears else None) or next(iter(own), None)
    if claim is None:
        return False
    if speaker.elsewhere:
        speaker.aside = SaidFirst(speaker.word("open.elsewhere"))
    if claim.state in ASKING:
        conversation.resume(speaker, claim)
    else:
        status.tell(speaker, claim)
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION, UNPROVEN)
    return True


def tell_elsewhere(speaker: Speaker) -> bool:
    """Whoever reads the address of the secret learns that somebody else answered with it."""
    speaker.reply(speaker.word("open.elsewhere"))
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION, UNPROVEN)
    return True
