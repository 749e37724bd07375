"""Badges that somebody gave unasked, before a test begins."""

from sqlmodel import select

from core.ground.tables import Badge
from core.issuing.issue import issue_approved
from core.people import people
from core.review import awards
from tests.world.world import Stage


def awarded(stage: Stage, giver: str, programme: str, badge: str, mail: str) -> Badge:
    """The badge that a member of the staff, by the name of their mailbox, gives to an address."""
    with stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, f"{giver}@example.org")
        assert address is not None
        who = people.person_of(turn, address)
        claim = awards.award(turn, who, programme, badge, mail, "Pour son travail.", "terminal")
    issue_approved(stage.world, turn.effects)
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge).where(Badge.claim_id == claim.id)).one()
