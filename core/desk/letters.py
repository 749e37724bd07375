"""Letters by mail that are not simply heard: a reviewer's, an unproven one, one after a refusal."""

from core.claims import cards, filling, opening, people, review, tokens
from core.claims.life import ASKING, MENDABLE, State
from core.claims.tokens import Purpose
from core.desk import claiming, status
from core.desk.claiming import Looks
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Claim


def hear(speaker: Speaker, looks: Looks) -> bool:
    """Whether the letter was one of these, and is answered."""
    incoming = speaker.incoming
    if incoming.door != people.MAIL:
        return False
    deciding = tokens.find(speaker.turn, incoming.token, Purpose.DECIDE)
    if deciding is not None:
        ask_to_decide(speaker, speaker.turn.db.get_one(Claim, deciding.claim_id))
        return True
    if not incoming.token and not incoming.authentic:
        return ask_again(speaker)
    claim = speaker.claim
    if incoming.token and incoming.text and claim is not None and claim.state in MENDABLE:
        opening.reopen(speaker.turn, claim, claiming.actor(speaker))
        claiming.hear(speaker, claim, looks)
        return True
    return False


def ask_to_decide(speaker: Speaker, claim: Claim) -> None:
    """A reviewer's words decide nothing: the card again, whose page asks and shows."""
    if claim.state != State.IN_REVIEW:
        late = review.already_decided(speaker.turn, claim)
        speaker.turn.effects.told(Outcome.IGNORED, "already decided")
        speaker.reply(speaker.word(late.word, **late.values))
        return
    filled = filling.sheet(speaker.turn, claim)
    cards.send(speaker.turn, filled, speaker.person, speaker.address)
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION, "a decision is made on its page")


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
