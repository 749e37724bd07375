"""A mission's former address learns that staff gave it another, and can object for 72 hours."""

from datetime import timedelta

from sqlmodel import col, select

from core.claims import people, post, tokens, unissued
from core.claims.cases import Matter, Occasion, open_case
from core.claims.life import ASKING, MENDABLE, Move, State
from core.claims.linking.telling import moment
from core.claims.moving import move
from core.claims.tokens import Purpose
from core.ground import outbox
from core.ground.messages import Message
from core.ground.outbox import To
from core.ground.tables import Address, Case, Claim, Mission, Person, Token
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import said, variant

TOLD, OBJECTED = "address_changed", "the former address objects"
UNDO: timedelta = tokens.LIFE[Purpose.READDRESS]


def tell(turn: Turn, mission: Mission, former: Address) -> None:
    """Tell the address that the roster had of the new one, in one mail whose secret lets its reader
    object."""
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    reader = people.person_of(turn, former)
    locale = variant(post.locale_of(turn, reader), programme.register_)
    language = locale.partition("-")[0]
    text = turn.say(
        locale,
        "proving.address_changed",
        programme=said(programme.name, language),
        until=moment(turn, turn.at + UNDO, locale),
    )
    secret = tokens.give(turn, Purpose.READDRESS, former, about=mission.id)
    to = To(former.door, former.value, former.person_id)
    outbox.put(turn, to, TOLD, str(turn.chance.uuid()), Message(text, locale, token=secret))


def object_to(turn: Turn, token: Token) -> Case | None:
    """Give the mission its former address again, and let the staff look at it; None the second
    time."""
    from core.claims.roster.readdress import give  # noqa: PLC0415 - which tells of this

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
            unissued.over(turn, claim)
        if claim.state in ASKING | MENDABLE | {State.IN_REVIEW}:
            move(turn, claim, Move.WITHDRAW, reason=OBJECTED)
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    give(turn, programme, mission, former.value)
    return opened(turn, mission, former, given, claims)


def opened(turn: Turn, mission: Mission, former: Address, given: str, claims: list[Claim]) -> Case:
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
        Matter(Occasion.NOT_ME, subject, why, mission.programme, reader, mission=mission),
    )
