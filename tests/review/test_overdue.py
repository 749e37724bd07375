"""A claim whose reviewers are silent: reminders, somebody else, then a case; each exactly once."""

import math
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from core import due, support
from core.claims import opening
from core.claims.moves import COCARDE
from core.claims.states import State
from core.due import ACTS
from core.ground.message_kinds import MessageKind
from core.ground.rows import timers
from core.ground.rows.in_hand import LEASE
from core.ground.tables import Claim, Outbox, Timer
from core.people import people
from core.reading.acts.kinds import ReviewVerdict
from core.review import assign, assignments, deadlines, decide
from core.review.decision import Decision
from tests.world import claims_in_review
from tests.world.claims_in_review import desk, submit
from tests.world.world import START as MONDAY
from tests.world.world import Stage

PARIS = ZoneInfo("Europe/Paris")
KINDS = ("review", "seat_moved", "seat_alarm", "case")
HOUR = timedelta(hours=1)
START = MONDAY + timedelta(days=4)  # a Friday: five days on, and again, are no weekend


@pytest.fixture(autouse=True)
def on_friday(stage: Stage) -> None:
    """Everything here begins on that day."""
    stage.clock.at = START


def hourly_silence(stage: Stage, days: int) -> None:
    """Nobody says anything for so many days; the worker looks every hour."""
    for _ in range(days * 24):
        stage.clock.at += HOUR
        due.due(stage.world)


def silence(stage: Stage, days: int) -> None:
    """Nobody says anything for so many days; the worker looks at each hour that brings work."""
    end = stage.clock.at + timedelta(days=days)
    while stage.clock.at < end:
        stage.clock.at = min(end, stage.clock.at + max(1, hours_without_work(stage)) * HOUR)
        due.due(stage.world)


def hours_without_work(stage: Stage) -> int:
    """In how many hours, rounded up, the next timer is due."""
    with stage.world.glance() as turn:
        waiting = select(Timer.due_at).where(col(Timer.done_at).is_(None))
        first = turn.db.exec(waiting.order_by(col(Timer.due_at))).first()
    return math.ceil((first - stage.clock.at) / HOUR) if first else 24


def told(stage: Stage) -> list[str]:
    """Who was told what, when (in Paris), first to last."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(
            select(Outbox.created_at, Outbox.kind, Outbox.place)
            .where(col(Outbox.kind).in_(KINDS))
            .order_by(col(Outbox.created_at), col(Outbox.id))
        )
        return [
            f"{at.astimezone(PARIS):%d/%m %H:%M} {kind} {place.partition('@')[0]}"
            for at, kind, place in rows
        ]


IN_SILENCE = [
    "20/11 10:00 review ana",
    "23/11 09:00 review ana",  # half of the time: 22:00 the evening before
    "24/11 10:00 review ana",  # a day before
    "25/11 10:00 review bob",
    "25/11 10:00 seat_moved lina",
    "28/11 09:00 review bob",
    "29/11 10:00 review bob",
    "30/11 10:00 case sue",
    "30/11 10:00 seat_alarm lina",
]


def test_a_month_of_silence_in_messages(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claim = submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    hourly_silence(stage, 12)
    silence(stage, 18)
    ours = [each for each in told(stage) if "case" not in each or each == IN_SILENCE[7]]
    assert ours == IN_SILENCE
    assert desk(stage, claim) == ["Bob"]
    with stage.world.glance() as turn:
        (case,) = support.open_cases(turn)
        assert (case.occasion, case.claim_id) == ("overdue", claim.id)


def test_a_worker_that_slept_a_month_catches_up_without_a_flood(stage: Stage) -> None:
    """Each step has its own time from when it was done: nobody is overtaken by arrears."""
    claims_in_review.staff(stage, "ana")
    submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    stage.clock.pass_(days=30)
    for _ in range(3):
        due.due(stage.world)
    assert told(stage) == [
        "20/11 10:00 review ana", "20/12 10:00 review bob", "20/12 10:00 seat_moved lina",
    ]  # fmt: skip


def test_alone_and_silent_means_a_case_at_the_first_date(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claim = submit(stage, "lina")
    silence(stage, 10)
    assert [each for each in told(stage) if "review" not in each][:2] == [
        "25/11 10:00 case sue", "25/11 10:00 seat_alarm lina",
    ]  # fmt: skip
    assert desk(stage, claim) == ["Ana"]


def test_without_staff_the_learner_is_not_told_that_somebody_looks_after_it(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana")
    submit(stage, "lina")
    silence(stage, 10)
    assert [each for each in told(stage) if "review" not in each] == []
    with stage.world.glance() as turn:
        assert [case.occasion for case in support.open_cases(turn)] == ["overdue"]


def test_it_goes_to_somebody_who_will_be_here_when_it_is_due_anew(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana")
    claim = submit(stage, "lina")
    bob, _ = claims_in_review.staff(stage, "bob", "cleo")
    with stage.world.turn() as turn:
        claims_in_review.leave(turn, bob, 10, 10)
    silence(stage, 5)
    assert desk(stage, claim) == ["Cleo"]


def test_a_decision_ends_the_reminders(stage: Stage) -> None:
    ana, _ = claims_in_review.staff(stage, "ana", "bob")
    claim = submit(stage, "lina")
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        decide.decide(
            turn, held, Decision(ana, ReviewVerdict.REFUSE, "Le dépôt est vide.", "terminal")
        )
    silence(stage, 30)
    assert told(stage) == ["20/11 10:00 review ana"]


def test_long_after_a_decision_only_the_seats_that_spoke_are_left(stage: Stage) -> None:
    """Else the load of a reviewer would be counted among ever more seats."""
    ana, bob = claims_in_review.staff(stage, "ana", "bob")
    claim = submit(stage, "lina")
    assert desk(stage, claim) == ["Ana"]
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        decide.decide(turn, held, Decision(bob, ReviewVerdict.APPROVE, "", "terminal"))
        assert {seat.person_id for seat in assignments.seated(turn, held)} == {ana.id, bob.id}
    silence(stage, 6)
    with stage.world.glance() as turn:
        assert [seat.person_id for seat in assignments.seated(turn, claim)] == [bob.id]


def test_claims_of_an_older_store_get_their_seats_and_nobody_a_message(either: Stage) -> None:
    """Before seats, every reviewer had a card; the timer is set by the migration."""
    claims_in_review.staff(either, "ana", "bob")
    claims = [submit(either, f"learner{number}") for number in range(5)]
    with either.world.turn() as turn:
        for claim in claims:
            assignments.clear(turn, claim)
        before = len(told(either))
        timers.put(turn, assign.SEAT_CLAIMS, "", turn.at)
    due.due(either.world)
    assert sorted(name for claim in claims for name in desk(either, claim)) == [
        "Ana", "Ana", "Ana", "Bob", "Bob",
    ]  # fmt: skip
    assert len(told(either)) == before
    with either.world.glance() as turn:
        left = select(Timer).where(Timer.kind == assign.SEAT_CLAIMS, col(Timer.done_at).is_(None))
        assert turn.db.exec(left).all() == []


def test_the_silent_one_may_still_decide_and_their_successor_too(stage: Stage) -> None:
    ana, _ = claims_in_review.staff(stage, "ana", "bob")
    first, second = submit(stage, "lina"), submit(stage, "noor")
    silence(stage, 6)
    assert (desk(stage, first), desk(stage, second)) == (["Bob"], ["Ana"])
    with stage.world.turn() as turn:
        for claim, person in ((first, ana), (second, ana)):
            held = turn.db.get_one(Claim, claim.id)
            decide.decide(turn, held, Decision(person, ReviewVerdict.APPROVE, "", "terminal"))
            assert held.state == State.APPROVED


def test_a_new_round_begins_with_a_new_time(stage: Stage) -> None:
    """After a return and a re-claim the second time is a first time again: no case yet."""
    ana, _ = claims_in_review.staff(stage, "ana", "bob")
    claim = submit(stage, "lina")
    silence(stage, 7)
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        decide.decide(
            turn, held, Decision(ana, ReviewVerdict.RETURN, "Ajoutez un lien.", "terminal")
        )
        opening.reopen(turn, held, COCARDE)
    with stage.world.turn() as turn:
        claims_in_review.submitted(turn, "lina")
    silence(stage, 4)
    with stage.world.glance() as turn:
        assert support.open_cases(turn) == []
    silence(stage, 8)
    with stage.world.glance() as turn:
        assert len(support.open_cases(turn)) == 1


STEPS = [
    (deadlines.NUDGE, 3, "review ana"),
    (deadlines.DUE, 5, "review bob"),
    (deadlines.LATE, 10, "case sue"),
]


@pytest.mark.parametrize(("kind", "days", "what"), STEPS)
def test_a_timer_that_comes_twice_does_its_step_once(
    either: Stage, kind: str, days: float, what: str
) -> None:
    """As after a kill between the act and the end of its lease."""
    either.clock.at = START
    claims_in_review.staff(either, "ana")
    claims_in_review.staff(either, "sue", role="support")
    claim = submit(either, "lina")
    claims_in_review.staff(either, "bob")
    claims_in_review.pass_days(either, 5 if days > 5 else days)
    due.due(either.world)
    if days > 5:
        claims_in_review.pass_days(either, 5)
        due.due(either.world)
    before = told(either)
    assert sum(what in each for each in before) == (2 if kind == deadlines.NUDGE else 1)
    for _ in range(3):
        with either.world.turn() as turn:
            ACTS[kind](turn, str(claim.id))
    assert told(either) == before


def test_a_step_that_is_cut_off_is_done_whole_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims_in_review.staff(stage, "ana")
    submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    stage.clock.pass_(days=5)

    def cut(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("core.review.assignment_notices.tell_moved", cut)
        due.due(stage.world)
    assert told(stage) == ["20/11 10:00 review ana"]
    stage.clock.at += LEASE
    due.due(stage.world)
    assert told(stage)[1:] == ["25/11 10:00 review bob", "25/11 10:00 seat_moved lina"]


def test_of_many_reminders_in_a_chat_five_are_cards_and_the_rest_one_line(stage: Stage) -> None:
    stage.reviewer("ana", "Ana", "becode")
    with stage.world.turn() as turn:
        chat = people.find(turn, people.TERMINAL, "ana")
        assert chat is not None
        people.used(turn, chat)
    claims = [submit(stage, f"learner{number}") for number in range(9)]
    silence(stage, 3)
    assert sum("23/11 09:00 review ana" in each for each in told(stage)) == 5
    with stage.world.glance() as turn:
        more = turn.db.exec(select(Outbox).where(Outbox.kind == MessageKind.REVIEW_MORE)).all()
        assert [row.place for row in more] == ["ana"]
        held = [seat for claim in claims for seat in assignments.waiting(turn, claim)]
        assert all(seat.reminded_at for seat in held)


# By day


@pytest.mark.parametrize("hour", [0, 5, 8, 12, 20, 22])
def test_a_claim_sent_at_any_hour_disturbs_nobody_at_night(stage: Stage, hour: int) -> None:
    stage.clock.at = START.replace(hour=hour)
    claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    silence(stage, 14)
    hours = [int(each[6:8]) for each in told(stage)[1:] if " case " not in each]
    assert hours
    assert all(9 <= each < 21 for each in hours)


def test_a_moved_deadline_is_waited_for(stage: Stage) -> None:
    """The timer looks at the claim: a date put off meanwhile holds."""
    claims_in_review.staff(stage, "ana", "bob")
    claim = submit(stage, "lina")
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        held.review_due_at = START + timedelta(days=8)
        turn.db.add(held)
    silence(stage, 7)
    assert desk(stage, claim) == ["Ana"]
    silence(stage, 1)
    assert desk(stage, claim) == ["Bob"]


# A jury


def test_of_a_jury_only_the_silent_are_replaced(stage: Stage) -> None:
    coaches = claims_in_review.staff(stage, "ana", "bob", "cleo", "dan")
    claim = submit(stage, "lina")
    with stage.world.turn() as turn:
        held = turn.db.get_one(Claim, claim.id)
        assignments.give(turn, held, coaches[1:3])
        first = assignments.seated(turn, held)[0]
        first.verdict = ReviewVerdict.APPROVE
        turn.db.add(first)
    silence(stage, 6)
    assert desk(stage, claim) == ["Cleo", "Dan"]
