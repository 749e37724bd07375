"""Somebody asks for a human: a case, or more words in the one that waits already."""

from core.claims import claim_form
from core.desk.casework import person_replies
from core.desk.speaker import Speaker
from core.ground.tables import Case, Claim
from core.people import roles
from core.programmes.catalogue import catalogue
from core.reading.keyboard_mash import is_mash
from core.support import CaseSubject, Occasion, case_life, open_case
from core.support.case import CaseState

LONGEST = 300
THEIRS = (Occasion.HUMAN, Occasion.MISSPELT)  # what a person has opened in their own words


def call(
    speaker: Speaker,
    programme: str,
    claim: Claim | None,
    occasion: Occasion = Occasion.HUMAN,
) -> Case | None:
    """The case in which a person asks for a human; None where no staff would see it, but for a
    badge that is wrong: an operator finds it.

    One that waits is taken for those who are proven to be the person; else one is opened a day.
    """
    turn = speaker.turn
    if occasion is Occasion.HUMAN and not roles.supporters(turn, programme):
        return None
    case = waiting(speaker, programme) if speaker.proven else None
    if case is None:
        case = open_case(turn, matter(speaker, programme, claim, occasion))
    if case.opened_at == turn.at:
        return case
    followed = case_life.followed(turn, case) or case
    words = speaker.incoming.text
    if words and not is_mash(words):
        woken = case_life.heard(turn, followed, words, speaker.incoming.door)
        person_replies.tell_staff(speaker, followed, woken=woken)
    elif followed.state == CaseState.CLOSED:
        case_life.waits(turn, followed)
        person_replies.tell_staff(speaker, followed, woken=True)
    return followed


def waiting(speaker: Speaker, programme: str) -> Case | None:
    """Their own call for a human that is not closed."""
    for case in case_life.of_person(speaker.turn, speaker.person):
        if case.occasion in THEIRS and programme in ("", case.programme):
            return case
    return None


def matter(
    speaker: Speaker, programme: str, claim: Claim | None, occasion: Occasion
) -> CaseSubject:
    """What they said, else at which question they stood."""
    turn = speaker.turn
    by = speaker.person.id if speaker.proven else f"unproven:{speaker.person.id}"
    subject = f"{by}:{turn.at:%Y-%m-%d}"
    asked = claim_form.form_of(turn, claim).label(claim.asked) if claim else ""
    said = speaker.incoming.text[:LONGEST] or asked
    why = f"« {said} »" if said else ""
    if not speaker.proven:
        known = catalogue(turn.settings.programmes_folder).programmes.get(programme)
        locale = known.languages[0] if known else turn.world.words.first
        why += "\n" + turn.say(locale, "case.unproven", who=speaker.incoming.value)
    return CaseSubject(occasion, subject, why, programme, speaker.person, claim)
