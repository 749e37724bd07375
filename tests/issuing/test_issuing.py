"""Issuing: all of it or nothing, once a claim, whatever fails in between."""

from itertools import count
from uuid import UUID

import pytest
from sqlmodel import select

from core.badges.picture import bake
from core.claims.states import State
from core.due import due
from core.ground.errors import Trouble
from core.ground.tables import Badge, Claim, Document, Event, Outbox
from core.issuing import issue
from core.issuing.stored_badges import picture
from core.review import awards
from tests.world.cut_store import Cut, failing_at
from tests.world.world import Stage


def approved(stage: Stage) -> UUID:
    """A claim that only has to be issued."""
    sam = stage.reviewer("sam", "Sam Okafor", "becode")
    with stage.world.turn() as turn:
        claim = awards.award(turn, sam, "becode", "git", "temi@example.org", "Bravo.", "test")
    return claim.id


def standing(stage: Stage) -> tuple[str, int, int, int]:
    """State of the claim, badges, messages with a badge, events of issuing."""
    with stage.world.glance() as turn:
        return (
            turn.db.exec(select(Claim.state)).one(),
            len(turn.db.exec(select(Badge)).all()),
            len(turn.db.exec(select(Outbox).where(Outbox.kind == "badge")).all()),
            len(turn.db.exec(select(Event).where(Event.move == "issue")).all()),
        )


def test_a_failure_at_any_statement_leaves_nothing_and_the_next_try_issues_once(
    either: Stage,
) -> None:
    claim = approved(either)
    tried = 0
    for statement in count(1):
        try:
            with failing_at(statement):
                issue.issue(either.world, claim)
        except Cut:
            tried += 1
            if standing(either) != (State.APPROVED, 0, 0, 0):
                pytest.fail(f"after a failure at statement {statement}: {standing(either)}")
        else:
            break
    assert tried > 20
    assert standing(either) == (State.ISSUED, 1, 1, 1)


def test_what_could_not_be_issued_is_issued_by_the_worker_later(stage: Stage) -> None:
    claim = approved(stage)
    with pytest.raises(Cut), failing_at(8):
        issue.issue(stage.world, claim)
    stage.clock.pass_(seconds=1)
    assert len(due(stage.world).badges) == 1
    assert due(stage.world).badges == []
    assert standing(stage) == (State.ISSUED, 1, 1, 1)


def test_issuing_twice_gives_one_badge(either: Stage) -> None:
    claim = approved(either)
    first, second = issue.issue(either.world, claim), issue.issue(either.world, claim)
    assert (len(first.badges), len(second.badges)) == (1, 0)
    assert standing(either) == (State.ISSUED, 1, 1, 1)


def test_without_a_key_nothing_is_issued_and_the_claim_waits(stage: Stage) -> None:
    claim = approved(stage)
    stage.world.settings.key_path.unlink()
    with pytest.raises(Trouble, match="no key to sign with"):
        issue.issue(stage.world, claim)
    assert standing(stage) == (State.APPROVED, 0, 0, 0)


def test_every_language_of_a_badge_is_hosted(stage: Stage) -> None:
    issue.issue(stage.world, approved(stage))
    with stage.world.glance() as turn:
        paths = set(turn.db.exec(select(Document.path)))
    for language in ("fr", "en", "nl"):
        for place in ("/ob2/c/becode/git", "/ob3/a/becode/git"):
            assert any(path.startswith(f"{place}/{language}/") for path in paths), (place, language)


def test_the_picture_bears_exactly_the_signed_bytes(stage: Stage) -> None:
    issue.issue(stage.world, approved(stage))
    with stage.world.glance() as turn:
        badge = turn.db.exec(select(Badge)).one()
    _, png = picture(stage.world, badge.id)
    texts = bake.unbake(png)
    assert texts[bake.KEYWORD_3].encode() == badge.credential
    assert texts[bake.KEYWORD_2].encode() == badge.assertion
