"""Letters by mail that are not simply heard: a reviewer's, and one that nothing proves."""

from core.claims.states import ASKING
from core.desk.claim import conversation, status
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.people import people
from core.reading.acts.wishes import Wish

UNPROVEN = "neither a secret of their own nor a proof of its sender"


def from_elsewhere(speaker: Speaker) -> bool:
    """Whether a mail bears somebody's secret from another address.

    Only « STOP » is heard all the same, as the letter's link stops without a question.
    """
    return speaker.elsewhere and speaker.understood.wish is not Wish.STOP


def hear_elsewhere(speaker: Speaker) -> None:
    """Tell whoever reads the address of the secret, and ask them again."""
    if not ask_again(speaker):
        tell_elsewhere(speaker)


def unproven(speaker: Speaker) -> bool:
    """Whether nothing proves a letter that is about somebody's claim."""
    by_mail = speaker.incoming.door == people.MAIL
    return by_mail and not speaker.proven and claim_to_ask(speaker) is not None


def claim_to_ask(speaker: Speaker) -> Claim | None:
    """The claim that such a letter may be about; none for a stranger."""
    own = people.open_claims(speaker.turn, speaker.person)
    return (speaker.claim if speaker.bears else None) or next(iter(own), None)


def ask_again(speaker: Speaker) -> bool:
    """Without a secret or a proof of its sender a letter changes no claim: it is asked again.

    The answer goes to the address that is known, with a secret of its own; false for a stranger.
    """
    claim = claim_to_ask(speaker)
    if claim is None:
        return False
    if speaker.elsewhere:
        speaker.aside = SaidFirst(speaker.word("open.elsewhere"))
    if claim.state in ASKING:
        conversation.resume(speaker, claim)
    else:
        status.tell(speaker, claim)
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, UNPROVEN)
    return True


def tell_elsewhere(speaker: Speaker) -> None:
    """Whoever reads the address of the secret learns that somebody else answered with it."""
    speaker.reply(speaker.word("open.elsewhere"))
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, UNPROVEN)
