"""« This is not me », answered from the former address of a mission that staff gave another."""

from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.tables import Token
from core.people.tokens import Purpose
from core.reading.acts.decisions import undoes
from core.reading.acts.wishes import Wish
from core.support.mission_address import object_to


def objects(speaker: Speaker, token: Token) -> bool:
    """Whether a letter bears the secret of that notice and objects."""
    if token.purpose != Purpose.READDRESS or not speaker.proven:
        return False
    undone = undoes(speaker.incoming.text, known_of(speaker))
    return undone or speaker.understood.wish is Wish.NOT_ME


def hear(speaker: Speaker, token: Token) -> None:
    """Let the staff look at a mission again, once, as its former reader objects."""
    case = object_to(speaker.turn, token)
    if case is None:
        speaker.turn.effects.conclude(Outcome.IGNORED, "objected before")
        speaker.reply(speaker.word("proving.objected_before"))
    else:
        speaker.turn.effects.conclude(Outcome.CASE, "the former address objects")
        speaker.reply(speaker.word("proving.objected", ref=case.ref))
