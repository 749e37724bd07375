"""Why somebody's badges are missing: one cause for each badge, the most telling first."""

from core.ground.tables import Address, Person
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.support.diagnosis import claim_causes, load_facts, mission_causes
from core.support.diagnosis.causes import HELD, Cause, Cure, Diagnosis


def diagnose(
    turn: Turn, person: Person, programme: str = "", here: Address | None = None
) -> list[Diagnosis]:
    """One cause for each badge that concerns a person; never none. Reads only.

    `programme` narrows; `here` is the address that the person speaks from, else the last one.
    """
    known = load_facts.gather(turn, person, programme, here)
    found = {(each.programme, each.badge): each for each in mission_causes.diagnoses(turn, known)}
    for each in claim_causes.diagnoses(turn, known):
        found[each.programme, each.badge] = each
    told = sorted(found.values(), key=lambda each: telling(turn, each))
    return told or [nothing(turn, programme)]


def telling(turn: Turn, diagnosis: Diagnosis) -> tuple[bool, float]:
    """In which order diagnoses are told: a badge that arrived comes last, and of the rest the
    latest first."""
    since = turn.at - (diagnosis.at or turn.at)
    return diagnosis.cause in HELD and since.days > claim_causes.LATELY, abs(since.total_seconds())


def nothing(turn: Turn, programme: str) -> Diagnosis:
    """No claim, no badge, and no list has an address that is theirs."""
    known = catalogue(turn.settings.programmes_folder).programmes.get(programme)
    listed = known is not None and known.invitation is not None
    cause = Cause.NOT_ON_ROSTER if listed else Cause.UNKNOWN
    badge = known.invitation.badge if known and known.invitation else ""
    return Diagnosis(cause, Cure.MATCH, programme, badge, at=turn.at)
