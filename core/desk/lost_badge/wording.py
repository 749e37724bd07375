"""The words around a diagnosis: what is done about it, what else there is, who else can help."""

from datetime import datetime

from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant
from core.support.diagnosis.causes import Cause, Cure, Diagnosis
from core.support.diagnosis.wording import badge_name, sentence

MOST_OTHERS = 3
OFFERING = frozenset({Cause.TOO_SHORT, Cause.INTERRUPTED})  # their words offer a human


def locale(speaker: Speaker, programme: str) -> str:
    """The speaker's language in the programme's register."""
    known = catalogue(speaker.turn.settings.programmes_folder).programmes.get(programme)
    return variant(speaker.language, known.register_) if known else speaker.locale


def cause(speaker: Speaker, diagnosis: Diagnosis) -> str:
    """What a diagnosis says, in the speaker's language and the register of its programme."""
    return sentence(speaker.turn, diagnosis, locale(speaker, diagnosis.programme))


def word(speaker: Speaker, diagnosis: Diagnosis, key: str, **values: str) -> str:
    """A sentence in the register of the programme."""
    return speaker.turn.say(locale(speaker, diagnosis.programme), key, **values)


def also(speaker: Speaker, others: list[Diagnosis]) -> str:
    """In a letter the other badges follow, a sentence each; a chat has buttons for them."""
    if speaker.chatting or not others:
        return ""
    told = [cause(speaker, each) for each in others[:MOST_OTHERS]]
    return "\n".join((word(speaker, others[0], "recovery.others"), *told))


def ways_on(speaker: Speaker, diagnosis: Diagnosis, others: list[Diagnosis]) -> Buttons:
    """The other badges, one that nobody here knows of, or a human unless one was just called."""
    if not speaker.chatting:
        return ()
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    rows = [
        (Button(badge_name(known[each.programme], each.badge, speaker.language), pressed(each)),)
        for each in others[:MOST_OTHERS]
    ]
    other = Button(word(speaker, diagnosis, "recovery.button_other"), "otherbadge")
    human = Button(speaker.word("faq.button_human"), f"human:{diagnosis.programme}")
    called = not diagnosis.programme or diagnosis.cure is Cure.HUMAN
    return (*rows, (other,) if called else (other, human))


def pressed(diagnosis: Diagnosis) -> str:
    return f"where:{diagnosis.programme}:{diagnosis.badge}"


def last(speaker: Speaker, diagnosis: Diagnosis) -> str:
    """In a letter that ends with the cause: a human can help, unless that was said already."""
    if speaker.chatting or diagnosis.cause in OFFERING or diagnosis.cure is Cure.HUMAN:
        return ""
    return word(speaker, diagnosis, "recovery.not_it")


def again(speaker: Speaker, diagnosis: Diagnosis, at: datetime) -> None:
    """It was answered a moment ago, and nothing has moved since."""
    speaker.turn.effects.conclude(Outcome.IGNORED, "answered within the last ten minutes")
    if not speaker.chatting:
        return
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    zone = known.get(diagnosis.programme, next(iter(known.values()))).zone
    when = f"{at.astimezone(zone):%H:%M}"
    speaker.reply(word(speaker, diagnosis, "recovery.just_told", when=when))
