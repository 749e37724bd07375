"""« This is not me », answered from the former address of a mission that staff gave another."""

from core.desk.known import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.people import tokens
from core.people.tokens import Purpose
from core.reading.acts.decisions import undoes
from core.reading.acts.wishes import Wish
from core.support.mission_address import object_to


def hear(speaker: Speaker) -> bool:
    """Whether a letter bears the secret of that notice and objects."""
    incoming = speaker.incoming
    token = tokens.find(speaker.turn, incoming.token, Purpose.READDRESS) if incoming.token else None
    objects = speaker.understood.wish is Wish.NOT_ME or undoes(incoming.text, known_of(speaker))
    if token is None or not speaker.proven or not objects:
        return False
    case = object_to(speaker.turn, token)
    if case is None:
        speaker.turn.effects.told(Outcome.IGNORED, "objected before")
        speaker.reply(speaker.word("proving.objected_before"))
    else:
        speaker.turn.effects.told(Outcome.CASE, "the former address objects")
        speaker.reply(speaker.word("proving.objected", ref=case.ref))
    return True
