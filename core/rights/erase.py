"""Erasing a person: every row about them goes, or says nothing of anybody any more.

What stays: keys and moments, so that figures and the chain of events hold; the badges, nameless or
revoked. Decisions that somebody took as staff stay under their key.
"""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlmodel import col, or_, select

from core.badges.signing import key_file
from core.claims.evidence import kept_files
from core.claims.moves import Actor, move
from core.claims.states import Move, State
from core.ground import tables as t
from core.ground.errors import Refusal
from core.ground.rows import events, timers
from core.ground.rows.events import Happened
from core.ground.tables import Badge, Claim, Erasure, Person
from core.ground.world import Turn
from core.issuing import revoke
from core.people import gone
from core.programmes.catalogue import catalogue
from core.programmes.members import organisations
from core.programmes.programme import Programme
from core.rights import belongings
from core.rights.belongings import Belongings
from core.rights.every_table import EVERY_TABLE, ErasureFate, by_subject
from core.rights.nameless import take_name_away
from core.support.case import CASE, CaseState

ERASED = "erased"  # the door of an address that was one
OPEN = (State.DRAFT, State.READY, State.IN_REVIEW, State.REFUSED, State.RETURNED)


def refuse_staff(turn: Turn, own: Belongings) -> None:
    """Raise `Refusal` for who works here: a manager takes their roles away first."""
    query = select(t.Role.id).where(col(t.Role.person_id).in_(own.persons)).limit(1)
    if turn.db.exec(query).first() is not None:
        raise Refusal("rights.is_staff")


def erase(turn: Turn, person: Person, erasure: Erasure) -> Belongings:
    """Erase all that is about a person, in this turn; gives what was theirs. A second time changes
    nothing more. Raises `Refusal` for who works here."""
    own = belongings.of(turn, person)
    refuse_staff(turn, own)
    actor = Actor(erasure.by_id, erasure.door)
    end_claims(turn, own, actor)
    badges(turn, own, keep=erasure.keeps_badges)
    tombstones(turn, own)
    blank_cases(turn, own)
    blank_rows(turn, own)
    delete_rows(turn, own)
    blank_people(turn, own)
    told = Happened("", actor_id=erasure.by_id, door=erasure.door, subject=str(erasure.id))
    events.erase(turn, told, own.persons, own.claims)
    return own


def end_claims(turn: Turn, own: Belongings, actor: Actor) -> None:
    """Withdraw what is under way, so that nobody decides on it any more; their files go."""
    for claim in turn.db.exec(select(Claim).where(col(Claim.id).in_(own.claims))):
        if claim.state in OPEN:
            move(turn, claim, Move.WITHDRAW, actor, "")
        kept_files.drop_all(turn, claim)


def badges(turn: Turn, own: Belongings, *, keep: bool) -> None:
    """Let the badges stand without a name, or revoke them: what they said is gone either way."""
    keyring = key_file.read(turn.settings.key_path)
    known = catalogue(turn.settings.programmes_folder).programmes
    for badge in turn.db.exec(select(Badge).where(col(Badge.id).in_(own.badges))).all():
        if keep and badge.revoked_at is None:
            take_name_away(turn, keyring, badge)
        else:
            if badge.revoked_at is None:
                revoke.revoke(turn, badge, turn.say(badge.language, "rights.revoked_reason"))
            badge.credential, badge.assertion = b"", b""
            badge.revoked_reason = turn.say(badge.language, "rights.revoked_reason")
        if badge.organisation and not is_known(
            turn, known.get(badge.programme), badge.organisation
        ):
            badge.organisation = badge.id
        turn.db.add(badge)
    turn.db.flush()


def is_known(turn: Turn, programme: Programme | None, name: str) -> bool:
    """Whether a name is that of an organisation that the programme knows, and not somebody's own
    words."""
    known = organisations.known_organisations(turn, programme) if programme else []
    return any(each.name == name for each in known)


def tombstones(turn: Turn, own: Belongings) -> None:
    """Note which rows of rosters, and whose past missions, are not to come back."""
    digests = [gone.mail_digest(turn, mail) for mail in own.mails]
    digests += [gone.mission_digest(turn, m.programme, m.reference) for m in own.missions]
    gone.remember(turn, digests, turn.at)


def blank_cases(turn: Turn, own: Belongings) -> None:
    """Close the cases of the person; what was said in them goes."""
    for case in turn.db.exec(select(t.Case).where(col(t.Case.id).in_(own.cases))).all():
        case.subject, case.why, case.mission_id = str(case.id), "", None
        case.state, case.due_at = CaseState.CLOSED, None
        case.closed_at = case.closed_at or turn.at
        timers.drop(turn, CASE, str(case.id))
        turn.db.add(case)
    said = or_(col(t.Entry.case_id).in_(own.cases), col(t.Entry.actor_id).in_(own.persons))
    turn.db.exec(update(t.Entry).where(said).values(text=""))
    turn.db.flush()


def blank_rows(turn: Turn, own: Belongings) -> None:
    """Take out of the rows that stay what they said of the person."""
    persons, claims = own.persons, own.claims
    theirs = col(t.Assignment.claim_id).in_(claims) | col(t.Assignment.person_id).in_(persons)
    for statement in (
        update(t.Claim).where(col(t.Claim.id).in_(claims))
        .values(reason="", mission_id=None, organisation="", asked="", review_due_at=None),
        update(t.Assignment).where(theirs).values(reason="", wrong=""),
        update(t.Revocation).where(col(t.Revocation.badge_id).in_(own.badges))
        .values(new_name="", reason=""),
        update(t.IssuedElsewhere).where(col(t.IssuedElsewhere.badge_id).in_(own.badges))
        .values(recipient=""),
        update(t.Rating).where(col(t.Rating.person_id).in_(persons)).values(person_id=None),
        update(t.Bounce).where(col(t.Bounce.outbox_id).in_(own.messages)).values(why=""),
        update(t.Link).where(col(t.Link.id).in_(own.links)).values(moved="{}"),
        update(t.Consent).where(col(t.Consent.person_id).in_(persons))
        .values(name="", words="", public=False, door=""),
        update(t.Consent)
        .where(col(t.Consent.person_id).in_(persons), col(t.Consent.withdrawn_at).is_(None))
        .values(withdrawn_at=turn.at),
        update(t.Inbox).where(col(t.Inbox.person_id).in_(persons))
        .values(raw=b"", said="", why="", outcome=""),
    ):  # fmt: skip
        turn.db.exec(statement.execution_options(synchronize_session=False))
    blank_unread(turn, own)


def blank_unread(turn: Turn, own: Belongings) -> None:
    """Take out the raw inputs of nobody known that name one of the person's addresses: those that
    could not be read, and those that came before we knew whose they were."""
    query = select(t.Inbox.id, t.Inbox.raw).where(
        col(t.Inbox.person_id).is_(None), col(t.Inbox.raw) != b""
    )
    needles = [place.encode() for place in own.places if len(place) >= SHORTEST_PLACE]
    named = [
        key
        for key, raw in turn.db.execute(query.execution_options(yield_per=200))
        if any(each in raw.lower() for each in needles)
    ]
    blank = (
        update(t.Inbox)
        .where(col(t.Inbox.id).in_(named))
        .values(raw=b"", said="", why="", outcome="")
    )
    turn.db.exec(blank.execution_options(synchronize_session=False))


SHORTEST_PLACE = 5  # signs: a shorter number of a chat stands in too many inputs


def delete_rows(turn: Turn, own: Belongings) -> None:
    """Delete the rows that nothing else needs, the ones that refer to others first."""
    turn.db.flush()
    for each in sorted(EVERY_TABLE, key=order):
        if each.fate is ErasureFate.DELETED:
            gone_rows = delete(each.table).where(each.which(own))
            turn.db.exec(gone_rows.execution_options(synchronize_session=False))
    subjects: Sequence[str] = by_subject(own)
    turn.db.exec(delete(t.Timer).where(col(t.Timer.subject).in_(subjects)))


def order(fate: object) -> int:
    """Missions come last: claims and cases let go of them before; sessions before factors."""
    table = getattr(fate, "table", None)
    return {t.SignIn: 0, t.PageSession: 1, t.Mission: 3}.get(table, 2)  # type: ignore[arg-type]


def blank_people(turn: Turn, own: Belongings) -> None:
    """Empty the person and their addresses: the keys stay, for badges and events."""
    for address in own.addresses:
        address.door, address.value = ERASED, str(address.id)
        address.proven_at = address.confirmed_at = address.preferred_at = None
        address.unreachable_at, address.last_used_at = turn.at, None
        turn.db.add(address)
    for key in own.persons:
        somebody = turn.db.get_one(Person, key)
        somebody.name, somebody.language = "", ""
        turn.db.add(somebody)
    turn.db.flush()
