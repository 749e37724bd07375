"""What must hold after each step of a life, whatever happened before."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from core.claims.states import ISSUE, MOVES, Move, State
from core.ground.rows import outbox
from core.ground.tables import (
    Assignment,
    Badge,
    Case,
    Claim,
    Event,
    Inbox,
    Outbox,
    Person,
    Timer,
    Token,
)
from core.ground.world import Turn
from core.issuing import stored_badges
from core.people.joined import ever_joined, living
from core.review import deadlines

DECISIONS = frozenset({Move.APPROVE, Move.RETURN, Move.REFUSE, Move.VOTE, Move.AWARD})


@dataclass(slots=True)
class Remembered:
    """What was seen before, to be held against what is."""

    issued: set[UUID] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    used: dict[UUID, datetime] = field(default_factory=dict)
    worked: set[UUID] = field(default_factory=set)
    ended: set[UUID] = field(default_factory=set)
    verified: set[str] = field(default_factory=set)
    events: dict[UUID, int] = field(default_factory=dict)


def hold(turn: Turn, before: Remembered) -> None:
    """All of them; raises AssertionError with what does not hold."""
    claims = list(turn.db.exec(select(Claim)))
    history = events(turn)
    issued_is_final(claims, before)
    history_replays(claims, history, before)
    one_badge_each(turn)
    nobody_decides_on_their_own(turn, claims, history)
    a_used_secret_stays_dead(turn, before)
    an_input_is_worked_once(turn, before)
    what_was_sent_stays_sent(turn, before)
    every_badge_verifies(turn, before)
    assignments_lead_somewhere(turn, claims)
    what_waits_has_a_timer(turn, claims)


def events(turn: Turn) -> dict[UUID, list[Event]]:
    """The events of each claim, first to last."""
    found: dict[UUID, list[Event]] = {}
    for each in turn.db.exec(select(Event).order_by(col(Event.id))):
        if each.claim_id is not None:
            found.setdefault(each.claim_id, []).append(each)
    return found


def issued_is_final(claims: list[Claim], before: Remembered) -> None:
    issued = {each.id for each in claims if each.state == State.ISSUED}
    assert before.issued <= issued, "an issued claim is not issued any more"
    before.issued = issued


def history_replays(
    claims: list[Claim], history: dict[UUID, list[Event]], before: Remembered
) -> None:
    """Each move leaves where the one before led to; the last leads to where the claim stands."""
    for claim in claims:
        stands = ""
        for each in history[claim.id]:
            assert not stands or each.from_state == stands, (claim.ref, each.move, stands)
            if each.move in MOVES and each.move in set(Move):
                leaves, to = MOVES[Move(each.move)]
                assert each.from_state in leaves, (claim.ref, each.move, each.from_state)
                assert each.to_state == to, (claim.ref, each.move, each.to_state)
            stands = each.to_state
        assert stands == claim.state, (claim.ref, stands, claim.state)
        count = len(history[claim.id])
        assert count >= before.events.get(claim.id, 0), "events were taken away"
        before.events[claim.id] = count


def one_badge_each(turn: Turn) -> None:
    """One person has a badge of a class once, unless the other is revoked, renewed, or theirs by
    two persons who turned out to be one."""
    standing = list(turn.db.exec(select(Badge).where(col(Badge.revoked_at).is_(None))))
    held = Counter((b.programme, b.badge, b.person_id, b.organisation, b.renews) for b in standing)
    assert all(count == 1 for count in held.values()), held
    by_claim = Counter(badge.claim_id for badge in standing)
    assert all(count == 1 for count in by_claim.values()), "a claim has two badges"


def nobody_decides_on_their_own(
    turn: Turn, claims: list[Claim], history: dict[UUID, list[Event]]
) -> None:
    for claim in claims:
        decided = {each.actor_id for each in history[claim.id] if each.move in DECISIONS}
        decided.discard(None)
        for actor in decided:
            made = [e for e in history[claim.id] if e.actor_id == actor and e.move in DECISIONS]
            assert claim.person_id != actor, (claim.ref, made[-1].move, "decided on their own")
            if claim.state in (State.APPROVED,):
                assert actor is not None
                assert claim.person_id not in ever_joined(turn, actor), (claim.ref, made[-1].move)


def a_used_secret_stays_dead(turn: Turn, before: Remembered) -> None:
    used = {t.id: t.used_at for t in turn.db.exec(select(Token)) if t.used_at is not None}
    for key, at in before.used.items():
        assert used.get(key) == at, "a used secret lives again"
    before.used = used


def an_input_is_worked_once(turn: Turn, before: Remembered) -> None:
    rows = list(turn.db.exec(select(Inbox.id, Inbox.state)))
    assert all(state == "worked" for _, state in rows), [s for _, s in rows if s != "worked"]
    worked = {key for key, state in rows if state == "worked"}
    assert before.worked <= worked, "a worked input waits again"
    before.worked = worked


def what_was_sent_stays_sent(turn: Turn, before: Remembered) -> None:
    ended = set(turn.db.exec(select(Outbox.id).where(Outbox.state == outbox.SENT)))
    assert before.ended <= ended, "a message that was sent waits again"
    before.ended = ended


def every_badge_verifies(turn: Turn, before: Remembered) -> None:
    """By its picture: true while it stands, and not once it is revoked."""
    for badge in turn.db.exec(select(Badge)):
        if badge.id not in before.verified:
            verdict = stored_badges.judge(turn, badge.credential)
            revoked = badge.revoked_at is not None
            assert verdict.valid is not revoked, (badge.id, verdict.reason, revoked)
            before.verified.add(badge.id)
        if badge.revoked_at and badge.id not in before.revoked:
            assert stored_badges.judge(turn, badge.credential).valid is False, badge.id
            before.revoked.add(badge.id)
    standing = set(turn.db.exec(select(Badge.id).where(col(Badge.revoked_at).is_not(None))))
    assert before.revoked <= standing, "a revoked badge stands again"


def assignments_lead_somewhere(turn: Turn, claims: list[Claim]) -> None:
    """A claim in review lies before somebody who is not its learner, as long as there is staff;
    an assignment leads to a claim and to a person who lives."""
    by_id = {each.id: each for each in claims}
    seats: dict[UUID, list[Assignment]] = {}
    for seat in turn.db.exec(select(Assignment)):
        assert seat.claim_id in by_id, "an assignment of no claim"
        seats.setdefault(seat.claim_id, []).append(seat)
    for claim in claims:
        if claim.state != State.IN_REVIEW:
            continue
        for seat in seats.get(claim.id, []):
            who = living(turn, turn.db.get_one(Person, seat.person_id))
            assert who.id == seat.person_id, (claim.ref, "before somebody who was merged away")
            assert who.id != claim.person_id, (claim.ref, "before its own learner")


def what_waits_has_a_timer(turn: Turn, claims: list[Claim]) -> None:
    """An approved claim is to be issued; one in review has an end, or is a case by then."""
    called = set(turn.db.exec(select(Case.claim_id)))
    open_timers = {(t.kind, t.subject) for t in turn.db.exec(
        select(Timer).where(col(Timer.done_at).is_(None)))}  # fmt: skip
    for claim in claims:
        subject = str(claim.id)
        if claim.state == State.APPROVED:
            assert (ISSUE, subject) in open_timers, (claim.ref, "approved and never issued")
        if claim.state == State.IN_REVIEW and claim.id not in called:
            kinds = {kind for kind, of in open_timers if of == subject}
            assert kinds & {deadlines.NUDGE, deadlines.DUE, deadlines.LATE}, (claim.ref, kinds)
