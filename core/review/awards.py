"""A badge given unasked: a claim that a coach opens and approves in one step."""

from email_validator import EmailNotValidError, validate_email
from sqlmodel import select

from core.audit import basis
from core.claims import claim_form, unasked
from core.claims.eligibility import holds
from core.claims.moves import Actor, move
from core.claims.opening import open_claim
from core.claims.states import Move, State
from core.ground.errors import Refusal
from core.ground.tables import Claim, Mission, Person
from core.ground.world import Turn
from core.people import people
from core.people.joined import ever_joined
from core.people.roles import Right, may, roles
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.form import ReviewBy
from core.programmes.members.organisations import has_left
from core.reading.addresses import mail_typos
from core.reading.text import clean
from core.review import decide
from core.roster import mail_addresses

LONGEST = 1000


def reason(text: str) -> str:
    """The giver's words as they will stand in the badge: without tabs, bells and other letters that
    nobody sees, which could not be signed. Raises `Refusal` where they are too long."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    written = "\n".join(line for line in lines if line)
    if len(written) > LONGEST:
        raise Refusal("award.long", most=str(LONGEST))
    return written


def recipient(text: str) -> str:
    """The mail address in what was said, in its usual form; raises `Refusal` where it is none."""
    try:
        said_so = text.strip().strip("<>.,;")
        return validate_email(said_so, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Refusal("account.mail_wrong", said=text.strip()[:80]) from None


def doubted(turn: Turn, mail: str) -> str:
    """What was meant by an address that looks mistyped; empty for one that is known here.

    Only for staff: to anybody else an answer would tell who is known.
    """
    likely = mail_typos.meant(mail, mail_addresses.own(turn))
    known = likely and people.find(turn, people.MAIL, mail) is not None
    listed = likely and turn.db.exec(select(Mission.id).where(Mission.mail == mail)).first()
    return "" if known or listed else likely


def award(
    turn: Turn, giver: Person, programme: str, badge: str, mail: str, why: str, door: str
) -> Claim:
    """Give a badge to a mail address; `why` stands in the badge. The claim comes back approved.

    Raises `Refusal` to who may not give it, or whose organisation has left, for a badge of one's
    own, and where the person has it or a claim for it is under way; `Trouble` for an unknown
    programme or badge.
    """
    known = catalogue(turn.settings.programmes_folder)
    wanted, why = known.badge(programme, badge), reason(why)
    if not may(turn, giver, Right.AWARD, programme, None):
        raise Refusal("award.not_yours")
    address = people.meet(turn, people.MAIL, recipient(mail))
    person = people.person_of(turn, address)
    if person.id in ever_joined(turn, giver.id):
        raise Refusal("award.own")
    organisation = organisation_of(turn, giver, programme, wanted)
    if has_left(turn, programme, organisation):
        raise Refusal("award.organisation_left", name=organisation)
    values = {"badge": said(wanted.name, giver.language), "mail": address.value}
    if holds(turn, person.id, programme, badge, organisation):
        raise Refusal("award.held", **values)
    claim = open_claim(turn, person, programme, badge, actor=Actor(giver.id, door))
    if claim.state != State.DRAFT:
        raise Refusal("award.under_way", ref=claim.ref, **values)
    claim.organisation, claim.reason = organisation, why
    turn.db.add(claim)
    ground = basis.of_claim(claim_form.form_of(turn, claim))
    move(turn, claim, Move.AWARD, Actor(giver.id, door), why, ground)
    decide.approved(turn, claim)
    return claim


def organisation_of(turn: Turn, giver: Person, programme: str, badge: BadgeClass) -> str:
    """The organisation in whose name the giver awards, where organisations confirm the badge."""
    known = catalogue(turn.settings.programmes_folder)[programme]
    if known.form_of(badge).review.by is not ReviewBy.ORGANISATION:
        return ""
    held = [role for role in roles(turn, giver, Right.AWARD) if role.programme == programme]
    return next((role.organisation for role in held if role.organisation), "")


def signature(turn: Turn, giver: Person, programme: str, badge: BadgeClass, language: str) -> str:
    """How the badge will name its giver, in this language: name and organisation, or the team."""
    known = catalogue(turn.settings.programmes_folder)[programme]
    organisation = organisation_of(turn, giver, programme, badge)
    return unasked.named(turn, giver, known, organisation, language)
