"""Which mail address a badge bears."""

from core.ground.tables import Address, Claim, Mission, Person
from core.ground.world import Turn
from core.people import people


def recipient(turn: Turn, claim: Claim) -> Address | None:
    """The address for the badge of a claim: proven, else the one that a giver or a letter named.

    For a mission it is the roster's, unless its reader has confirmed that one and chosen another:
    whoever opened a forwarded invitation cannot lead the badge elsewhere. None where the claimant
    has no mail address.
    """
    person = turn.db.get_one(Person, claim.person_id)
    proven, invited = people.proven_mail(turn, person), of_mission(turn, claim)
    if invited is not None:
        return proven if proven is not None and invited.confirmed_at else invited
    mails = [each for each in people.addresses(turn, person) if each.door == people.MAIL]
    return proven or next(iter(mails), None)


def of_mission(turn: Turn, claim: Claim) -> Address | None:
    """The roster's address for the mission of a claim, where it is the claimant's."""
    mission = turn.db.get(Mission, claim.mission_id) if claim.mission_id else None
    address = people.find(turn, people.MAIL, mission.mail) if mission else None
    return address if address and address.person_id == claim.person_id else None
