"""Who may revoke or correct a badge, who must agree, and until when it can be taken back."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.ground.errors import Refusal
from core.ground.rows import timers
from core.ground.tables import Badge, Case, Claim, Person, Revocation
from core.ground.world import Turn
from core.issuing.revoke import REVOKE, RevocationState, already, close, named
from core.people.joined import ever_joined
from core.people.roles import Right, may
from core.reading.names.written_name import name_fault, neat_name
from core.reading.text import clean
from core.support import CaseSubject, Occasion, case_life, open_case

LONGEST_NAME, LONGEST_REASON = 120, 500
BOTH = 2  # people
COMMAND = "command"
OPEN = select(Revocation).where(col(Revocation.closed_at).is_(None))


@dataclass(frozen=True, slots=True)
class RevocationOrder:
    """What one of the staff orders, by which door; with a `name` the badge is replaced by one that
    bears it. `minutes` is how long it can be taken back, where that is not the programme's."""

    by: Person
    door: str
    reason: str = ""
    name: str = ""
    minutes: int | None = None


def order(turn: Turn, badge: Badge, wanted: RevocationOrder) -> Revocation:
    """Plan a revocation or a correction, or agree to one that a colleague has ordered.

    Raises `Refusal` to who may not, for a badge that is revoked or about to be, without a reason,
    and for a name that cannot stand in a badge.
    """
    form = form_of(turn, badge)
    check_right(turn, badge, wanted.by)
    turn.db.refresh(badge, with_for_update=True)
    if badge.revoked_at:
        raise already(turn, badge)
    reason, name = told_reason(turn, form, wanted), told_name(form, badge, wanted)
    standing = open_order(turn, badge)
    if standing is None or standing.state == RevocationState.WANTED:
        ordered = taken_up(turn, badge, wanted, standing)
        ordered.reason, ordered.new_name = reason, name
        if not name and form.programme.revocation.people == BOTH:
            propose(turn, form, ordered, badge)
            return ordered
    else:
        ordered = agreed(turn, form, standing, wanted, name)
    plan(turn, form, ordered, wanted)
    return ordered


def form_of(turn: Turn, badge: Badge) -> ClaimForm:
    """The claim that a badge was issued for."""
    return claim_form.form_of(turn, turn.db.get_one(Claim, badge.claim_id))


def check_right(turn: Turn, badge: Badge, member: Person) -> None:
    """Raise `Refusal` to who may not revoke this badge; nobody revokes their own."""
    if not may(turn, member, Right.REVOKE, badge.programme):
        raise Refusal("revoke.not_yours")
    if badge.person_id in ever_joined(turn, member.id):
        raise Refusal("revoke.own")


def told_reason(turn: Turn, form: ClaimForm, wanted: RevocationOrder) -> str:
    """The reason as everybody will read it; of a correction, that there is another badge."""
    reason = " ".join(clean(wanted.reason).split())
    if not reason and wanted.name:
        return turn.say(form.language, "revoke.corrected")
    if not reason:
        raise Refusal("revoke.no_reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal("revoke.long", most=str(LONGEST_REASON))
    return reason


def told_name(form: ClaimForm, badge: Badge, wanted: RevocationOrder) -> str:
    """The name that the new badge will bear; empty where there is to be none."""
    name = neat_name(wanted.name)
    if not wanted.name:
        return ""
    if not badge.credential:
        raise Refusal("revoke.elsewhere")
    borne = named(form)
    if borne is None:
        raise Refusal("revoke.unnamed", badge=form.claim.badge)
    if len(name) > LONGEST_NAME or "@" in name or not any(map(str.isalpha, name)):
        raise Refusal("revoke.no_name", said=name[:LONGEST_NAME])
    if fault := name_fault(name, person=True):
        raise Refusal(f"revoke.name_{fault}", said=name[:LONGEST_NAME])
    if name == borne.value:
        raise Refusal("revoke.same_name", name=name)
    return name


def open_order(turn: Turn, badge: Badge) -> Revocation | None:
    """What is wanted, ordered or planned for a badge; None where nothing is."""
    query = OPEN.where(Revocation.badge_id == badge.id)
    return turn.db.exec(query.with_for_update()).first()


def pending(turn: Turn, badge: Badge) -> Revocation | None:
    """What is ordered for a badge and can be taken back, to be looked at only; None for nothing."""
    found = turn.db.exec(OPEN.where(Revocation.badge_id == badge.id)).first()
    return None if found is None or found.state == RevocationState.WANTED else found


def ordered_by(turn: Turn, member: Person) -> Badge | None:
    """The badge for which one of the staff last ordered what can still be taken back; None where
    there is none."""
    theirs = col(Revocation.by_id).in_(ever_joined(turn, member.id))
    query = OPEN.where(theirs, Revocation.state != RevocationState.WANTED)
    found = turn.db.exec(query.order_by(col(Revocation.asked_at).desc())).first()
    return turn.db.get_one(Badge, found.badge_id) if found else None


def taken_up(
    turn: Turn, badge: Badge, wanted: RevocationOrder, standing: Revocation | None
) -> Revocation:
    """The row of an order: the one in which the holder asks for it, else a new one."""
    ordered = standing or Revocation(
        id=turn.chance.uuid(),
        badge_id=badge.id,
        state=RevocationState.WANTED,
        asked_at=turn.at,
    )
    ordered.by_id, ordered.door = wanted.by.id, wanted.door
    return ordered


def propose(turn: Turn, form: ClaimForm, ordered: Revocation, badge: Badge) -> None:
    """Let a second person of the staff see it, in a case of its own."""
    ordered.state = RevocationState.PROPOSED
    turn.db.add(ordered)
    turn.db.flush()
    who = turn.db.get_one(Person, ordered.by_id)
    why = turn.say(
        form.programme.languages[0],
        "revoke.second_wanted",
        who=who.name,
        badge=badge.name,
        reason=ordered.reason,
    )
    holder = turn.db.get_one(Person, badge.person_id)
    about = CaseSubject(
        Occasion.REVOCATION, str(ordered.id), why, badge.programme, holder, form.claim
    )
    case = open_case(turn, about)
    ordered.case_id = case.id
    turn.db.add(ordered)
    turn.db.flush()


def agreed(
    turn: Turn, form: ClaimForm, standing: Revocation, wanted: RevocationOrder, name: str
) -> Revocation:
    """An order to which a second person agrees. Raises `Refusal` where it is theirs already, or
    something else is under way."""
    first = turn.db.get_one(Person, standing.by_id)
    if standing.state == RevocationState.PLANNED or name:
        until = form.moment(standing.due_at or turn.at)
        word = "revoke.planned" if standing.due_at else "revoke.waits"
        raise Refusal(word, who=first.name, until=until)
    if standing.by_id in ever_joined(turn, wanted.by.id):
        raise Refusal("revoke.second_self")
    standing.second_id = wanted.by.id
    end_case(turn, standing, wanted.by, wanted.door)
    return standing


def end_case(turn: Turn, ordered: Revocation, member: Person, door: str) -> None:
    """Close the case in which a second person was asked for."""
    case = turn.db.get(Case, ordered.case_id) if ordered.case_id else None
    if case is not None and case.occasion == Occasion.REVOCATION and not case.closed_at:
        case_life.close(turn, case, member, door)


def plan(turn: Turn, form: ClaimForm, ordered: Revocation, wanted: RevocationOrder) -> None:
    """Set the timer that carries it out; at once where there is no pause."""
    pause = timedelta(minutes=pause_of(form, wanted))
    ordered.state, ordered.due_at = RevocationState.PLANNED, turn.at + pause
    turn.db.add(ordered)
    turn.db.flush()
    timers.put(turn, REVOKE, str(ordered.id), ordered.due_at)
    if not pause:
        turn.effects.revocations.append(str(ordered.id))


def pause_of(form: ClaimForm, wanted: RevocationOrder) -> int:
    """For how many minutes it can be taken back: as a decision by letter or page; the command does
    it at once."""
    if wanted.minutes is not None:
        return wanted.minutes
    return 0 if wanted.door == COMMAND else form.programme.delays.undo_minutes


def undo(turn: Turn, badge: Badge, member: Person, door: str) -> Revocation:
    """Take back what is planned or waits for a second person; whoever may revoke may. Raises
    `Refusal` to others, and once it is too late."""
    check_right(turn, badge, member)
    turn.db.refresh(badge, with_for_update=True)
    ordered = open_order(turn, badge)
    if badge.revoked_at:
        raise Refusal("revoke.undo_late", badge=badge.name)
    if ordered is None or ordered.state == RevocationState.WANTED:
        raise Refusal("revoke.undo_nothing", badge=badge.name)
    drop(turn, ordered)
    end_case(turn, ordered, member, door)
    return ordered


def drop(turn: Turn, ordered: Revocation) -> None:
    """Let nothing come of an order, and of its timer."""
    close(turn, ordered, RevocationState.DROPPED)
    timers.drop(turn, REVOKE, str(ordered.id))
