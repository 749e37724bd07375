"""How often in a row nothing fitted what was asked; from the second time a human comes first."""

from core.desk.expecting import (
    ExpectingAddress,
    ExpectingChoice,
    ExpectingCode,
    ExpectingNothing,
    ExpectingOffer,
)
from core.desk.repeats import human
from core.desk.speaker import Speaker
from core.ground.messages import Buttons

COUNTED = ExpectingNothing | ExpectingChoice | ExpectingAddress | ExpectingCode | ExpectingOffer
TWICE = 2


def so_far(speaker: Speaker) -> int:
    """How many times in a row the words before these fitted nothing."""
    awaited = speaker.awaited
    return awaited.unfit if isinstance(awaited, COUNTED) else 0


def way_out(speaker: Speaker, times: int) -> Buttons:
    """The button that calls a human, from the second time on; else none."""
    return human(speaker.word("act.offer_human")) if times >= TWICE else ()
