"""Letters by mail that are not simply heard: a reviewer's, and one that nothing proves."""

from core.claims import people, tokens
from core.claims.life import ASKING
from core.claims.tokens import Purpose
from core.desk import claiming, deciding, status
from core.desk.speaker import Speaker
from core.ground.effects import Outcome


def hear_reviewer(speaker: Speaker) -> bool:
    """Whether the letter answers a card to decide on, whatever else its words may be."""
    if speaker.incoming.door != people.MAIL:
        return False
    token = tokens.find(speaker.turn, speaker.incoming.token, Purpose.DECIDE)
    if token is not None:
        deciding.hear(speaker, token)
    return token is not None


def hear_unproven(speaker: Speaker) -> bool:
    """Whether nothing proved the letter, and it is answered."""
    return speaker.incoming.door == people.MAIL and not speaker.proven and ask_again(speaker)


def ask_again(speaker: Speaker) -> bool:
    """Without a secret or a proof of its sender a letter changes no claim: it is asked again.

    The answer goes to the address that is known, with a secret of its own; false for a stranger.
    """
    claim = next(iter(people.open_claims(speaker.turn, speaker.person)), None)
    if claim is None:
        return False
    if claim.state in ASKING:
        claiming.resume(speaker, claim)
    else:
        status.tell(speaker, claim)
    why = "neither a secret nor a proof of its sender"
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION, why)
    return True
