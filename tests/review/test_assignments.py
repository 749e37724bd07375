"""Being given a claim: one card, a place in the queue, a line in the list of the staff."""

from core import staff
from core.review import routing
from tests.world import claims_in_review
from tests.world.claims_in_review import desk, member, submit, submitted
from tests.world.world import Stage


def test_only_who_is_seated_gets_a_card(stage: Stage) -> None:
    claims_in_review.staff(stage, "ana", "bob")
    claim = submit(stage, "lina")
    assert [
        f"{name.lower()}@example.org" for name in desk(stage, claim)
    ] == claims_in_review.places(stage, "review")


def test_a_queue_shows_first_what_is_mine_then_where_i_may_decide_too(stage: Stage) -> None:
    ana, bob = claims_in_review.staff(stage, "ana", "bob")
    first, second = submit(stage, "lina"), submit(stage, "noor")
    with stage.world.glance() as turn:
        assert [c.ref for c in routing.mine(turn, ana)] == [first.ref]
        assert [c.ref for c in routing.others(turn, ana, 5)] == [second.ref]
        assert [c.ref for c in routing.mine(turn, bob)] == [second.ref]
        assert routing.others(turn, bob, 0) == []


def test_the_list_of_the_staff_tells_what_narrows_what_waits_and_absences(stage: Stage) -> None:
    with stage.world.turn() as turn:
        member(turn, "ana", badges=" git , sql", languages="nl")
        mia = member(turn, "mia")
        submitted(turn, "lina", "hackathon")
        claims_in_review.leave(turn, mia, 30, 40)
        told = [seen.as_dict() for seen in staff.members(turn, "becode")]
    assert [(each["name"], each["badges"], each["waiting"]) for each in told] == [
        ("Ana", "git,sql", 0), ("Mia", "", 1),
    ]  # fmt: skip
    assert told[1]["away"] == [{"from": "2026-12-16", "to": "2026-12-26", "deputy": ""}]
