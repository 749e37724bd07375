"""A badge given unasked: a claim that a coach opens and approves in one step."""

from email_validator import EmailNotValidError, validate_email

from core.claims import filling, people, review
from core.claims.life import Move, State
from core.claims.moving import Actor, move
from core.claims.opening import open_claim
from core.claims.roles import Action, by_organisation, may, roles
from core.ground.errors import Refusal
from core.ground.tables import Claim, Person
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import said


def recipient(text: str) -> str:
    """A mail address as said, checked for its form."""
    try:
        said_so = text.strip().strip("<>.,;")
        return validate_email(said_so, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Refusal("account.mail_wrong", said=text.strip()[:80]) from None


def award(
    turn: Turn, giver: Person, programme: str, badge: str, mail: str, why: str, door: str
) -> Claim:
    """Give a badge to a mail address; the reason stands in the badge. Once per person."""
    wanted = catalogue(turn.settings.programmes_folder).badge(programme, badge)
    name = said(wanted.name, giver.language)
    if not may(turn, giver, Action.AWARD, programme, None):
        raise Refusal("award.not_yours")
    address = people.meet(turn, people.MAIL, recipient(mail))
    person = people.person_of(turn, address)
    if person.id == giver.id:
        raise Refusal("award.own")
    actor = Actor(giver.id, door)
    claim = open_claim(turn, person, programme, badge, actor=actor)
    if claim.state != State.DRAFT:
        raise Refusal("award.under_way", badge=name, mail=address.value, ref=claim.ref)
    if by_organisation(turn, claim):
        claim.organisation = organisation(turn, giver, programme)
    if filling.held(turn, filling.sheet(turn, claim)):
        move(turn, claim, Move.WITHDRAW, actor, "held")
        raise Refusal("award.held", badge=name, mail=address.value)
    claim.reason = why
    turn.db.add(claim)
    move(turn, claim, Move.AWARD, actor, why)
    review.approved(turn, claim)
    return claim


def organisation(turn: Turn, giver: Person, programme: str) -> str:
    """The organisation in whose name the giver awards, if any."""
    held = [role for role in roles(turn, giver, Action.AWARD) if role.programme == programme]
    return next((role.organisation for role in held if role.organisation), "")
