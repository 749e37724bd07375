"""A mission gets another address, once a human has looked at the proof; its former one may object.

What this never does: send an issued badge elsewhere, or take a claim from somebody who has shown
that they are reached at the roster's address. Those are for staff to answer, or to merge.
The reader of the former address is told, and can object for 72 hours.
"""

from sqlmodel import col, select

from core.claims import claim_form, recap, sending
from core.claims.eligibility import holds
from core.claims.moves import Actor, move
from core.claims.opening import open_claim
from core.claims.states import ASKING, CLOSED, MENDABLE, Move, State
from core.ground.errors import Refusal
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Address, Case, Claim, Mission, Person, Token
from core.ground.world import Turn
from core.people import people, tokens
from core.people.joined import ever_joined
from core.people.roles import Right, may
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.programmes.file_values import variant
from core.programmes.programme import Programme
from core.roster.invitations import changes, letter, schedule
from core.support import CaseSubject, Occasion, open_case

OBJECTED = "the former address objects"


def readdress(
    turn: Turn, mission: Mission, address: Address, by: Person, door: str = ""
) -> Claim | None:
    """Give a mission this proven address, open its claim there, and tell the former address.

    None where the mission goes on, as it will be invited there. Done before, it changes nothing.
    Raises `Refusal` (`proving.readdress_…`) to who may not, for an address that nobody has proven,
    and for a mission whose badge is given or whose former address has its reader.
    """
    turn.db.refresh(mission, with_for_update=True)
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    person, badge = people.person_of(turn, address), badge_of(programme, mission)
    if address.door != people.MAIL or address.proven_at is None:
        raise Refusal("proving.readdress_unproven")
    authorise(turn, by, mission, person)
    if mission.mail != address.value:
        former = people.meet(turn, people.MAIL, mission.mail)
        check_free(turn, mission, badge, former, person)
        tell_former(turn, mission, former)
        give(turn, programme, mission, address.value)
    due = schedule.due_at(programme, mission)
    if due is not None and due > turn.at:
        return None
    return opened(turn, mission, badge, address, Actor(by.id, door))


def badge_of(programme: Programme, mission: Mission) -> str:
    """The badge that the mission is for; refused where the roster leaves it open."""
    if mission.badge or programme.invitation:
        return mission.badge or (programme.invitation.badge if programme.invitation else "")
    if len(programme.badge) == 1:
        return programme.badge[0].slug
    raise Refusal("proving.readdress_badge")


def authorise(turn: Turn, by: Person, mission: Mission, person: Person) -> None:
    """Staff who may change addresses in this programme, and never their own."""
    own = person.id in ever_joined(turn, by.id)
    if own or not may(turn, by, Right.CHANGE_ADDRESS, mission.programme):
        raise Refusal("proving.readdress_not_yours")


def check_free(turn: Turn, mission: Mission, badge: str, former: Address, person: Person) -> None:
    """Nobody has the badge of this mission, and nobody was ever heard from its former address."""
    holder = people.person_of(turn, former)
    persons = (person.id, holder.id)
    if any(holds(turn, each, mission.programme, badge) for each in persons):
        raise Refusal("proving.readdress_issued")
    claims = claims_of(turn, mission)
    if any(each.state in (State.APPROVED, State.ISSUED) for each in claims):
        raise Refusal("proving.readdress_issued")
    if holder.id == person.id:
        return
    begun = any(
        each.person_id != person.id and each.state not in ASKING | CLOSED for each in claims
    )
    heard = (each.proven_at or each.last_used_at for each in people.addresses(turn, holder))
    if begun or any(heard):
        raise Refusal("proving.readdress_theirs")


def claims_of(turn: Turn, mission: Mission) -> list[Claim]:
    return list(turn.db.exec(select(Claim).where(col(Claim.mission_id) == mission.id)))


def give(turn: Turn, programme: Programme, mission: Mission, mail: str) -> None:
    """Put a mission's address in the place of its former one; the claims that the former one was
    invited to are over."""
    mission.mail_was = "" if mail == mission.mail_was else mission.mail_was or mission.mail
    mission.mail = mail
    turn.db.add(mission)
    turn.db.flush()
    known = changes.RosterMission(mission.id, mission.mail, mission.ends_on, mission.interrupted)
    changes.follow(turn, programme, [known])
    for claim in claims_of(turn, mission):
        if claim.state in ASKING and not reads(turn, claim, mail):
            move(turn, claim, Move.WITHDRAW, reason=changes.CORRECTED)


def reads(turn: Turn, claim: Claim, mail: str) -> bool:
    """Whether a claim's person is the one of this address."""
    address = people.find(turn, people.MAIL, mail)
    return address is not None and address.person_id == claim.person_id


def opened(turn: Turn, mission: Mission, badge: str, address: Address, actor: Actor) -> Claim:
    """The claim of the mission; where no invitation will bring its recap, it is sent at once."""
    person = people.person_of(turn, address)
    claim = open_claim(turn, person, mission.programme, badge, mission=mission, actor=actor)
    claim.mission_id = claim.mission_id or mission.id
    turn.db.add(claim)
    turn.db.flush()
    form = claim_form.form_of(turn, claim)
    if letter.barred(turn, form):
        move(turn, claim, Move.WITHDRAW, actor, "the rules refuse it")
    elif schedule.due_at(form.programme, mission) is None:
        sending.send(
            turn,
            address,
            claim,
            MessageKind.READDRESSED,
            f"{mission.id}:claim",
            recap.recap(turn, form),
        )
    return claim


def tell_former(turn: Turn, mission: Mission, former: Address) -> None:
    """One mail to the address that the roster had; its secret lets its reader object."""
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    reader = people.person_of(turn, former)
    locale = variant(sending.locale_of(turn, reader), programme.register_)
    language = locale.partition("-")[0]
    until = turn.at + tokens.life(turn, Purpose.READDRESS, mission.programme)
    text = turn.say(
        locale,
        "proving.address_changed",
        programme=programme.named(language),
        until=sending.moment(turn, until, locale),
    )
    secret = tokens.give(
        turn, Purpose.READDRESS, former, about=mission.id, programme=mission.programme
    )
    to = To(former.door, former.value, former.person_id)
    outbox.put(
        turn,
        to,
        MessageKind.ADDRESS_CHANGED,
        str(turn.chance.uuid()),
        Message(text, locale, token=secret),
    )


def object_to(turn: Turn, token: Token) -> Case | None:
    """Give the mission its former address again, and let the staff look at it; None the second
    time."""
    mission = turn.db.get_one(Mission, token.about_id)
    turn.db.refresh(mission, with_for_update=True)
    former = turn.db.get_one(Address, token.address_id)
    if token.used_at or mission.mail == former.value:
        return None
    token.used_at = turn.at
    turn.db.add(token)
    given = mission.mail
    query = select(Claim).where(col(Claim.mission_id) == mission.id)
    claims = list(turn.db.exec(query))
    for claim in claims:
        if claim.state == State.APPROVED:
            move(turn, claim, Move.UNDO, reason=OBJECTED)
        if claim.state in ASKING | MENDABLE | {State.IN_REVIEW}:
            move(turn, claim, Move.WITHDRAW, reason=OBJECTED)
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    give(turn, programme, mission, former.value)
    return open_objection(turn, mission, former, given, claims)


def open_objection(
    turn: Turn, mission: Mission, former: Address, given: str, claims: list[Claim]
) -> Case:
    """The case: which addresses, and the badge if one went out meanwhile."""
    issued = next((c.ref for c in claims if c.state == State.ISSUED), "–")
    why = turn.say(
        turn.world.words.first,
        "proving.objection",
        reference=mission.reference,
        former=former.value,
        given=given,
        issued=issued,
    )
    reader = turn.db.get_one(Person, former.person_id)
    subject = f"readdress:{mission.id}:{turn.at.isoformat()}"
    return open_case(
        turn,
        CaseSubject(Occasion.NOT_ME, subject, why, mission.programme, reader, mission=mission),
    )
