"""Letters by mail that are not simply heard: a reviewer's, and one that nothing proves."""

from core.claims import people, tokens
from core.claims.life import ASKING
from core.claims.tokens import Purpose
from core.desk import claiming, deciding, status
from core.desk.speaker import Speaker
from core.ground.effects import Outcome


def hear(speaker: Speaker) -> bool:
    """Whether the letter was one of these, and is answered."""
    incoming = speaker.incoming
    if incoming.door != people.MAIL:
        return False
    token = tokens.find(speaker.turn, incoming.token, Purpose.DECIDE)
    if token is not None:
        deciding.hear(speaker, token)
        return True
    if not incoming.token and not incoming.authentic:
        return ask_again(speaker)
    return False


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
