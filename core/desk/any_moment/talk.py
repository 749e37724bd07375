"""Short natural answers: hello, thanks, who is there, one moment, anger; then what stood."""

from core.claims.states import ASKING
from core.desk import at_hand, greetings
from core.desk.any_moment import offers
from core.desk.claim import conversation
from core.desk.expecting import ExpectingAddress, ExpectingCode
from core.desk.identity import prove_mail
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.reading import languages
from core.reading.acts.kinds import ActKind
from core.reading.phrases import phrases
from core.reading.written_speech import spoken

THANKS = languages.words("staff.thanked")


def courtesy(speaker: Speaker) -> None:
    """A hello is greeted, thanks are welcome, an « ok » needs no answer; what was asked stands."""
    said = spoken(speaker.incoming.text)
    greeted = any((word,) in phrases("greeting") for word in said[:2])
    thanked = thanks(speaker)
    speaker.turn.effects.conclude(Outcome.IGNORED, ActKind.COURTESY)
    if is_asked(speaker):
        go_on(speaker, speaker.word("act.welcome") if thanked else "")
    elif greeted and not thanked:
        greetings.greet(speaker)
    elif thanked and speaker.chatting:
        speaker.reply(speaker.word("act.welcome"))


def thanks(speaker: Speaker) -> bool:
    """Whether a word of thanks is among the words; a late « oui » by mail has none."""
    return not THANKS.isdisjoint(spoken(speaker.incoming.text))


def identity(speaker: Speaker) -> None:
    """Say truly who answers here, and that people are behind it."""
    go_on(speaker, speaker.word("act.identity"))


def wait(speaker: Speaker) -> None:
    """Nothing is lost while somebody takes their time."""
    speaker.turn.effects.conclude(Outcome.ASKED, ActKind.WAIT)
    speaker.reply(speaker.word("act.wait"))


def complain(speaker: Speaker) -> None:
    """Say sorry, and offer what mends it."""
    offers.offer(speaker, (ActKind.LOST, ActKind.HUMAN), speaker.word("act.sorry"))


def is_asking(speaker: Speaker) -> bool:
    """Whether a claim of theirs waits for an answer."""
    claim = at_hand.under_way(speaker)
    return claim is not None and claim.state in ASKING


def awaits_address(speaker: Speaker) -> bool:
    """Whether a mail address or its code is awaited."""
    return isinstance(speaker.awaited, ExpectingAddress | ExpectingCode)


def is_asked(speaker: Speaker) -> bool:
    """Whether something is awaited of who speaks."""
    return is_asking(speaker) or awaits_address(speaker)


def go_on(speaker: Speaker, text: str) -> None:
    """Say it, and with it what was asked, once more."""
    claim = at_hand.under_way(speaker)
    speaker.turn.effects.conclude(Outcome.ASKED)
    if text:
        speaker.aside = SaidFirst(text)
    if speaker.chatting and prove_mail.again(speaker, claim):
        return
    if claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim)
    elif speaker.aside is not None:
        speaker.aside = None
        speaker.reply(text)
    else:
        greetings.help_(speaker)
