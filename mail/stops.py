"""« STOP » by mail: its programme writes no more unasked mails there, and nothing is answered."""

from core.claims import tokens
from core.claims.stopping import STOPPED, WORDS, stop
from core.claims.tokens import Purpose
from core.desk.incoming import Incoming
from core.ground import inbox
from core.ground.effects import Effects, Outcome
from core.ground.tables import Address, Claim
from core.ground.world import World
from core.programmes.folding import words


def stop_asked(world: World, incoming: Incoming) -> Effects | None:
    """Do what a mail that says STOP and nothing else asks; none for any other mail."""
    if " ".join(words(incoming.text)) not in WORDS or not incoming.token:
        return None
    with world.turn() as turn:
        token = tokens.find(turn, incoming.token, Purpose.CLAIM)
        if token is None or token.claim_id is None or token.address_id is None:
            return None
        if not inbox.first_time(turn, incoming.source, incoming.source_id):
            turn.effects.told(Outcome.DUPLICATE, "this mail was worked before")
            return turn.effects
        claim = turn.db.get_one(Claim, token.claim_id)
        stop(turn, turn.db.get_one(Address, token.address_id), claim.programme)
        turn.effects.told(Outcome.IGNORED, STOPPED)
        return turn.effects
