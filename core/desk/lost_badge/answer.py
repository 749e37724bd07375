"""Somebody asks where their badge is: the cause, what mends it, and what else there may be."""

from core.desk.lost_badge import asked_before, remedies, wording
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.people.people import MAIL
from core.support.diagnosis.causes import NOTHING_KNOWN, Diagnosis
from core.support.diagnosis.diagnose import diagnose


def answer(speaker: Speaker, programme: str = "", badge: str = "") -> bool:
    """Tell why a badge is missing and do what mends it, once; always answered, so always true.

    Asking again within ten minutes sends nothing new: a chat is told so, a letter is not answered.
    """
    asked_before.alone(speaker)
    diagnosis, *others = found(speaker, programme, badge)
    last = asked_before.lately(speaker, diagnosis)
    if last is not None and not (speaker.chatting and diagnosis.cause in NOTHING_KNOWN):
        wording.again(speaker, diagnosis, last.at)
        return True
    row = asked_before.count(speaker, diagnosis)
    speaker.turn.effects.conclude(Outcome.ASKED, f"diagnosed: {diagnosis.cause}")
    remedies.cure(speaker, diagnosis, others, row)
    return True


def found(speaker: Speaker, programme: str, badge: str) -> list[Diagnosis]:
    """What there is to tell, of the badge pressed or the letter's own claim first."""
    here = speaker.address if speaker.incoming.door != "web" else None
    all_of_them = diagnose(speaker.turn, speaker.person, programme, here)
    about = speaker.claim if speaker.incoming.token and speaker.incoming.door == MAIL else None

    def apart(each: Diagnosis) -> bool:
        meant = about is not None and each.claim is not None and each.claim.id == about.id
        return not (meant or (badge and each.badge == badge))

    return sorted(all_of_them, key=apart)
