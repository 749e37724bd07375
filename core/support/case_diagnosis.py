"""What the person of a case is diagnosed with: the top of its card, and the proposed answer."""

from core.claims import sending
from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said, variant
from core.support.case import Occasion
from core.support.diagnosis import wording
from core.support.diagnosis.causes import Cause, Diagnosis
from core.support.diagnosis.diagnose import diagnose

CANNED = ("spam", "short", "roster", "address", "again", "share", "reviewer", "looking", "thanks")
FITTING = {
    Cause.NOT_ON_ROSTER: ("roster", "address"),
    Cause.TOO_SHORT: ("short",),
    Cause.INTERRUPTED: ("short",),
    Cause.INVITATION_BOUNCED: ("address", "again"),
    Cause.UNANSWERED: ("spam", "again"),
    Cause.IN_REVIEW: ("reviewer",),
    Cause.BADGE_BOUNCED: ("address", "again"),
    Cause.ISSUED_HERE: ("again", "spam", "share"),
    Cause.ISSUED_ELSEWHERE: ("address", "again"),
}

NEXT = {Cause.TOO_SHORT: "short", Cause.NOT_ON_ROSTER: "roster"}  # once the person knows the cause


def person_of(turn: Turn, case: Case) -> Person | None:
    """The person whom a case is about; None for one of somebody unknown, as of a stranger's
    mail."""
    return turn.db.get(Person, case.person_id) if case.person_id else None


def claim_of(turn: Turn, case: Case) -> Claim | None:
    """The claim that a case is about; None where it is about no claim."""
    return turn.db.get(Claim, case.claim_id) if case.claim_id else None


def diagnosis(turn: Turn, case: Case) -> Diagnosis | None:
    """The one about the case's claim, else the most telling; none where there is no person, or the
    case is about something else than what they miss."""
    person = person_of(turn, case)
    if person is None or case.occasion in (Occasion.JOINING, Occasion.COMPONENT):
        return None
    if (case.id, "diagnosis") not in turn.memo:
        found = diagnose(turn, person, case.programme)
        about = [each for each in found if each.claim and each.claim.id == case.claim_id]
        turn.memo[case.id, "diagnosis"] = next(iter(about or found), None)
    known: Diagnosis | None = turn.memo[case.id, "diagnosis"]
    return known


def sentence(turn: Turn, case: Case, locale: str) -> str:
    """The diagnosis of a case in words; empty where there is none."""
    found = diagnosis(turn, case)
    return wording.sentence(turn, found, locale) if found else ""


def proof(turn: Turn, case: Case, locale: str) -> list[str]:
    """The rows that show the diagnosis of a case, each in a line."""
    found = diagnosis(turn, case)
    return wording.evidence_lines(turn, found, locale) if found else []


def locale_of(turn: Turn, case: Case) -> str:
    """The words to use with the person: their language, in the programme's register."""
    person, claim = person_of(turn, case), claim_of(turn, case)
    if person is None:
        return turn.world.words.first
    known = catalogue(turn.settings.programmes_folder).programmes.get(case.programme)
    if claim is not None or known is None:
        return sending.locale_of(turn, person, claim)
    return variant(sending.locale_of(turn, person), known.register_)


def team_of(turn: Turn, case: Case, locale: str) -> str:
    """The name of the programme in whose name the staff answer."""
    known = catalogue(turn.settings.programmes_folder).programmes.get(case.programme)
    return said(known.name, locale.partition("-")[0]) if known else "Cocarde"


def team_named(turn: Turn, case: Case, locale: str) -> str:
    """The programme in whose name the staff answer, within a sentence, with its article."""
    known = catalogue(turn.settings.programmes_folder).programmes.get(case.programme)
    return known.named(locale.partition("-")[0]) if known else "Cocarde"


def proposed(turn: Turn, case: Case) -> str:
    """An answer in the person's language: what the diagnosis says, or what comes next after it.

    Empty where it says nothing, where a row of the roster was found for somebody unknown, and in a
    case that is about a badge which they hold.
    """
    if case.occasion in (Occasion.MISSPELT, Occasion.REVOCATION):
        return ""
    found = diagnosis(turn, case)
    if found is None or found.cause is Cause.UNKNOWN:
        return ""
    if case.occasion == Occasion.MATCH and case.mission_id is not None:
        return ""
    if found.cause in NEXT:
        return canned(turn, case, NEXT[found.cause])
    return sentence(turn, case, locale_of(turn, case))


def canned(turn: Turn, case: Case, slug: str) -> str:
    """An answer from the templates, in the person's language."""
    return turn.say(locale_of(turn, case), f"canned.text_{slug}")


def fitting(case: Case) -> tuple[str, ...]:
    """The answers from the templates, those that fit the cause first."""
    first = FITTING.get(Cause(case.cause), ()) if case.cause in set(Cause) else ()
    return (*first, *(slug for slug in CANNED if slug not in first))
