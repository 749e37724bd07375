"""« STOP »: a person asks for no more mails about a claim that was begun for them."""

from core.claims.life import ASKING, MENDABLE, Move
from core.claims.moving import Actor, move
from core.ground.tables import Claim, Person
from core.ground.world import Turn

STOPPED = "the person asked for no more mails"
WORDS = frozenset({"stop", "unsubscribe", "desabonnement", "desinscription", "me desabonner"})


def stop(turn: Turn, claim: Claim, person: Person, door: str) -> bool:
    """Withdraw a claim that still waits for the person; false when there is nothing to stop."""
    if claim.state not in ASKING | MENDABLE or claim.person_id != person.id:
        return False
    move(turn, claim, Move.WITHDRAW, Actor(person.id, door), STOPPED)
    return True
