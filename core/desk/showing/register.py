"""How people are addressed about what is theirs: as the programmes do in which they have badges."""

from core.desk.speaker import Speaker
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant
from core.showing import report_access


def locale(speaker: Speaker) -> str:
    """The speaker's locale; informal where all programmes that they have to do with are."""
    if speaker.claim is not None:
        return speaker.locale
    turn, person = speaker.turn, speaker.person
    slugs = report_access.own_programmes(turn, person) or report_access.programmes(turn, person)
    known = catalogue(turn.settings.programmes_folder).programmes
    registers = {known[slug].register_ for slug in slugs if slug in known}
    return variant(speaker.language, registers.pop()) if len(registers) == 1 else speaker.locale


def say(speaker: Speaker, key: str, **values: str) -> str:
    """A sentence in that locale."""
    return speaker.turn.say(locale(speaker), key, **values)
