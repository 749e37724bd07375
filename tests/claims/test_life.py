"""The life of a claim: the table, and that its events tell the same story."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.claims.moves import history, move
from core.claims.opening import open_claim
from core.claims.states import CLOSED, MOVES, Move, State
from core.ground.errors import IllegalMove
from core.ground.tables import Claim
from tests.world.world import Stage, make_stage


def test_an_issued_claim_has_no_way_out() -> None:
    assert [step for step, (leaves, _) in MOVES.items() if State.ISSUED in leaves] == []


def test_a_badge_is_issued_only_from_an_approved_claim() -> None:
    assert MOVES[Move.ISSUE] == (frozenset({State.APPROVED}), State.ISSUED)


def test_every_state_but_the_last_ones_leads_somewhere() -> None:
    left = frozenset().union(*(leaves for leaves, _ in MOVES.values()))
    assert set(State) - left == set(CLOSED)


def test_every_state_can_be_reached() -> None:
    reached = {State.DRAFT}
    for _ in MOVES:
        reached |= {to for leaves, to in MOVES.values() if leaves & reached}
    assert reached == set(State)


def draft(stage: Stage) -> Claim:
    person = stage.known("lina", "Lina Haddad", "lina@example.org")
    with stage.world.turn() as turn:
        return open_claim(turn, person, "becode", "python-avance")


def test_a_move_from_the_wrong_state_changes_nothing(either: Stage) -> None:
    claim = draft(either)
    with pytest.raises(IllegalMove), either.world.turn() as turn:
        move(turn, turn.db.get_one(Claim, claim.id), Move.APPROVE)
    with either.world.glance() as turn:
        assert turn.db.get_one(Claim, claim.id).state == State.DRAFT
        assert [event.move for event in history(turn, claim)] == ["open"]


def test_of_two_that_move_from_the_same_state_one_is_too_late(stage: Stage) -> None:
    claim = draft(stage)
    with stage.world.glance() as turn:
        stale = turn.db.get_one(Claim, claim.id)
    with stage.world.turn() as turn:
        move(turn, turn.db.get_one(Claim, claim.id), Move.COMPLETE)
    with pytest.raises(IllegalMove), stage.world.turn() as turn:
        move(turn, stale, Move.COMPLETE)


@settings(max_examples=40, deadline=None)
@given(steps=some.lists(some.sampled_from(list(MOVES)), max_size=12))
def test_history_replays_to_the_state(steps: list[Move]) -> None:
    stage = make_stage(Path(mkdtemp()))
    claim = draft(stage)
    for step in steps:
        try:
            with stage.world.turn() as turn:
                move(turn, turn.db.get_one(Claim, claim.id), step)
        except IllegalMove:
            continue
    with stage.world.glance() as turn:
        kept = turn.db.get_one(Claim, claim.id)
        assert history(turn, kept)[-1].to_state == kept.state
    stage.world.store.close()
