"""The first badge of a kind holds up nobody: answers leave first, and its pictures are there."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from bot.updates.work_update import work
from cocarde.worker import draw_next, to_draw
from core.badges.picture import draw
from core.claims.states import State
from core.due import due
from core.ground.effects import Effects
from core.ground.tables import Claim, Document
from core.issuing.drawing import draw_ahead
from core.issuing.issue import issue_approved
from core.people import people
from core.programmes.catalogue import catalogue
from tests.world import bot_updates
from tests.world.talking import Talk, badges
from tests.world.visitors import claimed, only_claim
from tests.world.world import Stage

SAM = bot_updates.user(77, "Sam Okafor")


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The titles of the pictures that are drawn from now on."""
    drawn: list[str] = []
    draw.render.cache_clear()
    rasterise = draw.rasterise

    def noted(svg: str, width: int, height: int) -> bytes:
        drawn.append(svg)
        return rasterise(svg, width, height)

    monkeypatch.setattr(draw, "rasterise", noted)
    yield drawn
    draw.render.cache_clear()


def test_an_approval_in_telegram_is_answered_before_anything_is_drawn(
    stage: Stage, drawings: list[str]
) -> None:
    claimed(stage)
    with stage.world.turn() as turn:
        sam = people.find(turn, people.MAIL, "sam@example.org")
        assert sam is not None
        people.confirm(turn, people.add_address(
            turn, people.person_of(turn, sam), "telegram", "77"))  # fmt: skip
    under = bot_updates.message(5, SAM, stage.clock.at)
    press = bot_updates.pressed(under, f"approve:{only_claim(stage).ref}")
    effects = work(stage.world, json.dumps(press).encode(), issue=False)
    assert [each["door"] for each in effects.replies][:1] == ["telegram"]
    assert only_claim(stage).state == State.APPROVED
    assert drawings == []
    issued = issue_approved(stage.world, Effects(approved=effects.approved))
    assert issued.badges == [each.id for each in badges(stage)]
    assert only_claim(stage).state == State.ISSUED


def test_the_worker_draws_ahead_what_the_first_badge_of_a_kind_needs(
    stage: Stage, drawings: list[str]
) -> None:
    known = catalogue(stage.world.settings.programmes_folder)
    becode = known["becode"]
    badge = known.badge("becode", "python-avance")
    assert draw_ahead(stage.world, becode, badge) == len(becode.languages) + 1  # and a logo
    assert draw_ahead(stage.world, becode, badge) == 0  # they stand there now, for every process
    before = len(drawings)
    claimed(stage)
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(col(Claim.state) == State.IN_REVIEW)).one()
        claim.state = State.APPROVED
        turn.db.add(claim)
    issue_approved(stage.world, Effects(approved=[str(only_claim(stage).id)]))
    assert len(badges(stage)) == 1
    assert len(drawings) - before == 1  # the dated one alone


def test_it_goes_on_with_the_next_kind_until_all_are_drawn(stage: Stage) -> None:
    ahead = to_draw(stage.world)
    for _ in range(3):
        draw_next(stage.world, ahead)
    with stage.world.glance() as turn:
        paths = turn.db.exec(select(Document.path)).all()
    assert len({path.rpartition("/")[0].rpartition("/")[0] for path in paths}) >= 1
    assert len(paths) >= 3


def test_a_fault_while_issuing_leaves_the_answers_and_the_timer_tries_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong in drawing: the reviewer is answered, the learner's badge comes later."""
    claimed(stage)

    def broken(*_: object) -> bytes:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("core.issuing.picture.picture", broken)
        told = Talk(stage, "sam").send(choice=f"approve:{only_claim(stage).ref}")
        assert told.replies
        assert only_claim(stage).state == State.APPROVED
    stage.clock.pass_(minutes=5)
    due(stage.world)
    assert only_claim(stage).state == State.ISSUED
