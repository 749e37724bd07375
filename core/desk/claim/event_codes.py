"""The code of an event in somebody's words: it begins the claim of the event's badge."""

from core.claims import claim_form
from core.claims.states import ASKING
from core.desk.claim import beginning
from core.desk.expecting import ExpectingNothing
from core.desk.speaker import Speaker
from core.programmes.catalogue import catalogue
from core.programmes.form import QuestionKind
from core.programmes.programme_parts import ProgrammeEvent
from core.reading.text import words

LONGEST = 4  # parts that people write a code in: « LABO 47 KX »


def told(speaker: Speaker) -> tuple[str, ProgrammeEvent] | None:
    """The event whose code stands in the words, with its programme, where nothing else is being
    asked that it could answer."""
    if not isinstance(speaker.awaited, ExpectingNothing) or speaker.incoming.fields:
        return None
    said = words(speaker.incoming.text)
    parts = (said[n : n + length] for length in range(1, LONGEST + 1) for n in range(len(said)))
    written = {"".join(part).upper() for part in parts} - asked(speaker)
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    events = ((slug, each) for slug, programme in known.items() for each in programme.event)
    return next(((slug, event) for slug, event in events if event.code in written), None)


def asked(speaker: Speaker) -> set[str]:
    """The codes that the claim under way takes as an answer: those of its programme, but the one
    that it has."""
    claim = speaker.claim
    if claim is None or claim.state not in ASKING:
        return set()
    form = claim_form.form_of(speaker.turn, claim)
    asks = any(question.kind is QuestionKind.CODE for question in form.questions)
    codes = {event.code for event in form.programme.event} if asks else set()
    return codes - set(form.values.values())


def begin(speaker: Speaker, programme: str, event: ProgrammeEvent) -> None:
    """Open the claim of the event's badge, its code answered already."""
    beginning.start(speaker, programme, event.badge, code=event.code)
