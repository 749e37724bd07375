"""« STOP » by mail: the claim of the mail's secret is withdrawn, and nothing is answered."""

from core.claims import people, tokens
from core.claims.stopping import STOPPED, WORDS, stop
from core.claims.tokens import Purpose
from core.desk.incoming import Incoming
from core.ground import inbox
from core.ground.effects import Effects, Outcome
from core.ground.tables import Claim, Person
from core.ground.world import World
from core.programmes.folding import words


def stop_asked(world: World, incoming: Incoming) -> Effects | None:
    """Do what a mail that says STOP and nothing else asks; none for any other mail."""
    if " ".join(words(incoming.text)) not in WORDS or not incoming.token:
        return None
    with world.turn() as turn:
        token = tokens.find(turn, incoming.token, Purpose.CLAIM)
        if token is None or token.claim_id is None:
            return None
        if not inbox.first_time(turn, incoming.source, incoming.source_id):
            turn.effects.told(Outcome.DUPLICATE, "this mail was worked before")
            return turn.effects
        claim = turn.db.get_one(Claim, token.claim_id)
        stop(turn, claim, turn.db.get_one(Person, token.person_id), people.MAIL)
        turn.effects.told(Outcome.IGNORED, STOPPED)
        return turn.effects
