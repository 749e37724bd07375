"""Which language to answer in: that of the first words somebody writes."""

from core.desk.identity import preferences
from core.desk.speaker import SaidFirst, Speaker
from core.ground.words import spoken_languages
from core.people import people
from core.reading.languages import in_language
from core.reading.sentence_language import sentence_language, surely_in

ENGLISH = "en"  # what is answered in where a language is not spoken here


def hear(speaker: Speaker) -> None:
    """Remember the language of somebody's first words, or of any while none is known.

    On the page of a claim it is the language that was chosen there. What a telephone is set to
    counts for less than whole sentences. A language that is understood but not spoken here is
    answered in English, after a sentence that says so.
    """
    incoming, person = speaker.incoming, speaker.person
    if incoming.door == people.WEB and incoming.language and speaker.claim is not None:
        preferences.read_claim_in(speaker, speaker.claim, incoming.language)
        return
    if not incoming.text or incoming.text.startswith("/") or incoming.group:
        return
    if person.language and not speaker.new:
        return
    sure = surely_in(incoming.text)
    likely = sure or ("" if person.language else sentence_language(incoming.text))
    if likely in spoken_languages():
        if likely != person.language:
            preferences.set_language(speaker, likely)
    elif sure and (instead := in_language(sure, "usual_questions.in_english")):
        preferences.set_language(speaker, ENGLISH)
        speaker.aside = SaidFirst(instead)
