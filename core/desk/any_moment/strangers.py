"""A language that nobody here speaks: one sentence in English that says which are, and the ways
on."""

from babel import Locale

from core.claims.states import ASKING
from core.desk import at_hand
from core.desk.any_moment import offers
from core.desk.chat import misfits
from core.desk.expecting import ExpectingNothing, ExpectingOffer, ExpectingQuestion
from core.desk.handling import Handling
from core.desk.speaker import Speaker
from core.programmes import answers_as_text
from core.reading.acts.kinds import ActKind
from core.reading.other_languages import is_other_language

ENGLISH = "en"
FREE = ExpectingNothing | ExpectingOffer | ExpectingQuestion
WAYS = (ActKind.CLAIM, ActKind.LOST, ActKind.HUMAN)


def found(speaker: Speaker) -> Handling | None:
    """Whether words are in a language that is not ours, where no answer is asked for and no
    question was understood."""
    incoming, understood = speaker.incoming, speaker.understood
    if not incoming.text or incoming.fields or incoming.group or not speaker.proven:
        return None
    claim = at_hand.under_way(speaker)
    answers = claim is not None and claim.state in ASKING
    if answers or understood.command or understood.questions:
        return None
    if not isinstance(speaker.awaited, FREE):
        return None
    other = is_other_language(incoming.text, speaker.turn.world.words.languages)
    return Handling("other language") if other else None


def answer(speaker: Speaker) -> None:
    """Say in English which languages are spoken; the second time in a row a human comes first."""
    codes = speaker.turn.world.words.languages
    names = [Locale.parse(code).get_display_name(ENGLISH) or code for code in codes]
    times = 1 + misfits.so_far(speaker)
    word = "act.other_language" if times < misfits.TWICE else "act.other_language_again"
    text = speaker.turn.say(ENGLISH, word, languages=answers_as_text.listed(names, ENGLISH))
    ways = WAYS if times < misfits.TWICE else WAYS[::-1]
    offers.offer(speaker, ways, text, times, locale=ENGLISH)
