"""No statement of the desk reads a big table from end to end, on either engine.

With a million missions, claims or mails one that does would be felt by everybody. The stories of
`conversations/` are played and their statements explained (on SQLite, in `test_conversations`);
what no story does is done here.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.claims import eligibility
from core.due import due
from core.ground.paths import ROOT
from core.ground.rows import timers
from core.ground.tables import Claim, Timer
from core.review import routing
from core.roster.matching import SaidMission, matches
from core.support import case_life, find_people
from core.support.returned_mail.bounces import bounced
from tests.world import claims_in_review
from tests.world.claims_in_review import desk, submit
from tests.world.query_plans import listening, scans, steps
from tests.world.rows import Truth
from tests.world.story import Story
from tests.world.world import START, Stage, make_stage
from tools.bench import sick
from tools.bench.filling import Row, fill

STORIES = ROOT / "tests" / "conversations"
TELLING = (  # these send all statements that any story sends; SQLite is looked at in each story
    "another-language", "award-without-a-key", "biklab", "case-by-mail", "case-in-staff-group",
    "coach-awards-unasked",
    "coach-refuses-then-reclaim", "human-please", "jury", "link-second-address",
    "link-telegram-and-undo", "lost-badge-bounced", "lost-by-mail-unknown", "lost-in-review",
    "lost-preparing", "lost-revoked", "lost-too-short", "lost-without-mailbox",
    "normandie-region", "questions-in-chat", "review-overdue", "reviewer-decides-by-mail",
    "reviewer-on-holiday", "service-civique-too-short", "staff-merge", "stats-in-staff-chat",
    "undo-in-chat",
)  # fmt: skip
BESIDE = 2000  # rows beside those that are looked for


@pytest.mark.parametrize("story", TELLING)
def test_postgresql_reads_no_table_whole(
    story: str, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    stage = make_stage(tmp_path, new_database())
    with listening() as asked:
        Story(stage).play((STORIES / f"{story}.txt").read_text(encoding="utf-8"))
    assert scans(stage.world.store, asked) == {}
    stage.world.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """An installation in which nothing ever lay: a plan depends on what did."""
    on_postgres = request.param == "postgresql"
    made = make_stage(tmp_path, request.getfixturevalue("new_database")() if on_postgres else "")
    yield made
    made.world.store.close()


def come_back(stage: Stage) -> None:
    """A dozen mails of one domain, and their case a while later."""
    truth = Truth(stage)
    claim = truth.claim(truth.ago(days=3))
    rows = [truth.mail(f"{n}@orange.example", truth.ago(minutes=30), claim) for n in range(12)]
    for row in rows:
        with stage.world.turn() as turn:
            bounced(turn, row, "550 5.7.1 refused", hard=True)
    stage.clock.pass_(minutes=6)
    due(stage.world)


def stay_silent(stage: Stage) -> None:
    """Two reviewers who say nothing until the claim is late."""
    claims_in_review.staff(stage, "sam", "ines")
    claim = submit(stage, "lina")
    for _ in range(20):
        stage.clock.pass_(days=1)
        due(stage.world)
    assert desk(stage, claim)


def look_around(stage: Stage) -> None:
    """What the staff look for: people by name, mail and reference, cases, claims of others."""
    nora = stage.supporter("nora", "Nora Petit", "becode")
    sam = stage.reviewer("sam", "Sam Okafor", "becode")
    claim = submit(stage, "lina")
    with stage.world.turn() as turn:
        for text in ("lina", "lina@example.org", claim.ref, "Zoé Nobody"):
            find_people.find(turn, nora, text)
        case_life.open_cases(turn)
        case_life.open_cases(turn, "becode")
        case_life.of_person(turn, nora)
        assert [each.ref for each in routing.mine(turn, sam)] == [claim.ref]
        routing.others(turn, nora, 5)


def be_meant(stage: Stage) -> None:
    """A mission looked for by a name of five words and its days."""
    said = SaidMission("Awa Marie Fatou Diallo Ba", date(2025, 10, 1), date(2026, 5, 31), "Rouen")
    with stage.world.glance() as turn:
        matches(turn, ["service-civique", "normandie"], said)


def test_a_table_that_is_read_whole_is_noticed(either: Stage) -> None:
    with listening() as asked, either.world.glance() as turn:
        turn.db.exec(select(Claim).where(Claim.reason == "because"))
        turn.db.exec(select(Claim).order_by(col(Claim.opened_at)).where(Claim.reason == "because"))
        turn.db.exec(select(Claim).where(Claim.ref == "abc234"))
    assert len(scans(either.world.store, asked)) == 2


PATHS = (come_back, stay_silent, look_around, be_meant)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_no_table_is_read_whole_on_other_paths(
    either: Stage, path: Callable[[Stage], None]
) -> None:
    with listening() as asked:
        path(either)
    assert len(asked) > 1
    assert scans(either.world.store, asked) == {}


def campaign() -> Iterator[Row]:
    """Invitations that are due now, and a few things beside them."""
    for number in range(BESIDE):
        kind = "remind" if number % 500 == 0 else timers.BULK
        yield Timer, {
            "id": sick.key(sick.OTHER, number), "kind": kind, "subject": str(number),
            "due_at": START - timedelta(minutes=1), "attempts": 0, "error": "", "done_at": None,
        }  # fmt: skip


def take(stage: Stage) -> None:
    assert len(timers.take(stage.world)) == BESIDE / 500


def codes() -> Iterator[Row]:
    """Badges that many came to, one of them by the code of an event."""
    for number in range(BESIDE):
        yield from sick.someone(at := number * len(sick.KINDS) + sick.KINDS.index(sick.issued))
        yield sick.answer(at, "code", "TRI2026" if number == BESIDE // 2 else f"C{number}")


def count_codes(stage: Stage) -> None:
    with stage.world.glance() as turn:
        assert eligibility.used(turn, "service-civique", "TRI2026") == 1


LED = ((campaign, take, "ix_timer_first"), (codes, count_codes, "ix_answer_short"))


@pytest.mark.parametrize(("rows", "path", "index"), LED, ids=[index for _, _, index in LED])
def test_among_many_the_few_are_found_by_their_own_index(
    either: Stage, rows: Callable[[], Iterator[Row]], path: Callable[[Stage], None], index: str
) -> None:
    either.world.store.close()
    fill(either.world.store.url, rows())
    with listening() as asked:
        path(either)
    assert scans(either.world.store, asked) == {}
    assert any(index in step for step in steps(either.world.store, asked))
