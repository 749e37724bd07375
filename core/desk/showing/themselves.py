"""Whether it is the person who speaks, and not whoever bears a letter of theirs."""

from core.desk.showing.register import say
from core.desk.speaker import Speaker
from core.ground.effects import Outcome


def refused(speaker: Speaker) -> bool:
    """Whether who speaks has not shown that they are the person; they are told how to."""
    if speaker.themselves:
        return False
    speaker.turn.effects.conclude(Outcome.REJECTED, "not the person for sure")
    speaker.reply(say(speaker, "showing.not_sure"))
    return True
