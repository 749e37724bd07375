"""One claim is followed through the log of every process by its reference; nobody is in there."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import select

from core.ground import logs
from core.ground.rows import outbox
from core.ground.rows.outbox import Receipt
from core.ground.tables import Claim
from core.ground.watched.about import MOST_CLAIMS, about, references_now, touches
from tests.world.visitors import claimed
from tests.world.world import Stage


@pytest.fixture
def written(stage: Stage) -> Iterator[io.StringIO]:
    """The log of this test at DEBUG, as a machine reads it; the loggers are put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level, root.filters[:]
    filters = [(handler, handler.filters[:]) for handler in root.handlers]
    logs.configure(replace(stage.world.settings, log_level="DEBUG"), stream)
    yield stream
    root.handlers[:], root.filters[:] = before[0], before[2]
    root.setLevel(before[1])
    for handler, theirs in filters:
        handler.filters = theirs


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_work_names_what_it_is_about_and_forgets_it_after() -> None:
    with about(input="telegram:7"):
        touches("AB12CD")
        with about(row="r1"):
            touches("EF34GH")
            assert references_now() == {
                "input": "telegram:7", "claims": ["AB12CD", "EF34GH"], "row": "r1",
            }  # fmt: skip
        assert references_now() == {"input": "telegram:7", "claims": ["AB12CD"]}
    touches("IJ56KL")
    assert references_now() == {}


def test_work_on_a_hundred_claims_names_the_first_few() -> None:
    with about(timer="weekly"):
        for number in range(100):
            touches(f"C{number}")
        assert len(references_now()["claims"]) == MOST_CLAIMS


PERSONAL = ("lina", "Lina", "meteo", "github")


def test_a_claim_is_followed_by_its_reference_and_nobody_is_named(
    stage: Stage, written: io.StringIO
) -> None:
    claimed(stage)
    for row in outbox.take(stage.world, "mail"):
        outbox.sent_together(stage.world, [Receipt(row)])
    with stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    theirs = [line for line in lines(written) if ref in str(line.get("claims"))]
    told = " | ".join(str(line["message"]) for line in theirs)
    for step in (f"Claim {ref}: ready to in_review", "Message put: review", "Message sent: review"):
        assert step in told
    text = written.getvalue().replace("terminal:lina", "")  # how tests call their chats
    found = [line for line in text.splitlines() for word in PERSONAL if word in line]
    assert found == []
