"""A badge is handed in: what it is, whose, and whether it was noted."""

from core.badges.verify.verdict import MARKS
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.issuing.witnesses import values_in, witness


def answer(speaker: Speaker) -> None:
    """Say the verdict on the badge that came along, in the colours of the page; a partner's badge
    that is true and theirs is noted with today's date."""
    handed = speaker.understood.handed_in
    if handed is None:
        return
    told = handed.verdict
    values = {**values_in(told, speaker.language), "mail": handed.mail}
    sentences = [speaker.word(told.word(handed.mail), **values)]
    if told.valid and speaker.proven:
        noted = bool(handed.mail) and witness(speaker.turn, speaker.person, handed)
        sentences += [speaker.word("badge.handed_noted")] if noted else []
        sentences += [] if handed.mail else [speaker.word("badge.handed_to_another")]
    speaker.turn.effects.conclude(Outcome.BADGE_JUDGED, told.reason)
    speaker.reply(f"{MARKS[told.tone]} {' '.join(sentences)}")
