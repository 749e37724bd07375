"""A speaker as one who works on cases."""

from core.claims.cases.acting import Doer
from core.desk.speaker import Speaker


def doer(speaker: Speaker) -> Doer:
    return Doer(speaker.turn, speaker.person, speaker.incoming.door)
