"""The figures of the staff, against small truths made by hand, on both engines."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from core.claims.states import State
from core.ground.errors import Trouble
from core.ground.tables import Diagnosed
from core.programmes.period import DAYS, period
from core.reports.as_json import as_json
from core.reports.figures import Figures, figures
from core.reports.numbers import length, number, share
from core.reports.speed import Wait, wait
from core.support.diagnosis.causes import Cause, Cure
from tests.world.query_plans import listening, steps
from tests.world.rows import BECODE, CIVIC, Truth
from tests.world.world import Stage


def seen(stage: Stage, programme: str = "", days: int = DAYS) -> Figures:
    with stage.world.glance() as turn:
        return figures(turn, programme, days)


def told(stage: Stage, programme: str = "", days: int = DAYS) -> dict[str, Any]:
    return as_json(seen(stage, programme, days))


def test_an_empty_store_has_figures_that_say_nothing(either: Stage) -> None:
    found = told(either)
    assert found["causes"] == {}
    assert found["badges"]["from_yes"] == {"count": 0, "median_s": None, "p90_s": None}
    assert found["waiting"] == {"claims": 0, "overdue": 0, "nobody": 0, "reviewers": []}
    assert found["bounces"] == {"total": 0, "hard": 0, "soft": 0, "domains": []}


def test_causes_are_counted_with_what_was_mended_without_a_human(either: Stage) -> None:
    truth = Truth(either)
    for _ in range(3):
        truth.diagnosed("unanswered", "resume")
    truth.diagnosed("unanswered", "human")
    truth.diagnosed("not_ended")
    truth.diagnosed("issued_here", "send_again", BECODE)
    truth.diagnosed("revoked", "human", at=truth.ago(days=40))
    found = told(either)
    assert list(found["causes"].items()) == [
        ("unanswered", 4),
        ("issued_here", 1),
        ("not_ended", 1),
    ]
    assert found["mended"] == {"unanswered": 3, "issued_here": 1}
    assert found["cures"] == {"resume": 3, "human": 1, "send_again": 1}
    assert told(either, BECODE)["causes"] == {"issued_here": 1}
    assert told(either, days=60)["causes"]["revoked"] == 1


def test_the_time_to_a_badge_counts_from_the_start_and_from_the_yes(either: Stage) -> None:
    truth = Truth(either)
    for days in range(1, 11):
        truth.badge(truth.ago(days=days, hours=2), truth.ago(hours=days), truth.ago(hours=0))
    truth.badge(truth.ago(days=1), None, truth.ago(hours=1))
    truth.badge(truth.ago(days=90), truth.ago(days=80), truth.ago(days=70))
    found = told(either, CIVIC)["badges"]
    hour, day = 3600.0, 86400.0
    assert found["issued"] == 11
    assert found["from_yes"] == {"count": 10, "median_s": 5.5 * hour, "p90_s": 9 * hour}
    assert found["from_opened"] == {
        "count": 10, "median_s": 5.5 * day + 2 * hour, "p90_s": 9 * day + 2 * hour,
    }  # fmt: skip
    assert told(either, BECODE)["badges"]["issued"] == 0


def test_claims_are_counted_where_they_stand(either: Stage) -> None:
    truth = Truth(either)
    for state in (State.DRAFT, State.DRAFT, State.REFUSED):
        truth.claim(truth.ago(days=2), state)
    truth.claim(truth.ago(days=2), State.READY, BECODE)
    truth.claim(truth.ago(days=31), State.DRAFT)
    assert told(either)["claims"] == {"opened": 4, "states": {"draft": 2, "ready": 1, "refused": 1}}
    assert told(either, BECODE)["claims"] == {"opened": 1, "states": {"ready": 1}}


def test_what_waits_lies_on_the_desks_of_those_who_have_a_seat(either: Stage) -> None:
    truth = Truth(either)
    sam = either.reviewer("sam", "Sam Okafor", BECODE)
    ines = either.reviewer("ines", "Inès Lambert", BECODE)
    late, soon = truth.ago(days=1), truth.ago(days=-1)
    old = truth.claim(truth.ago(days=90), State.IN_REVIEW, BECODE, due=late)
    new = truth.claim(truth.ago(days=1), State.IN_REVIEW, BECODE, due=soon)
    done = truth.claim(truth.ago(days=1), State.APPROVED, BECODE)
    truth.seat(old, sam, truth.ago(days=9))
    truth.seat(new, sam, truth.ago(days=1))
    truth.seat(new, ines, truth.ago(hours=3))
    truth.seat(old, ines, truth.ago(days=9), "approve")
    truth.seat(done, ines, truth.ago(days=2))
    waiting = seen(either, BECODE).waiting
    assert (waiting.claims, waiting.overdue, waiting.nobody) == (2, 1, 0)
    assert [(desk.name, desk.waiting, desk.overdue, desk.oldest) for desk in waiting.desks] == [
        ("Sam Okafor", 2, 1, truth.ago(days=9)),
        ("Inès Lambert", 1, 0, truth.ago(hours=3)),
    ]


def test_a_claim_without_a_seat_is_before_nobody(either: Stage) -> None:
    truth, sam = Truth(either), either.reviewer("sam", "Sam Okafor", BECODE)
    truth.claim(truth.ago(days=3), State.IN_REVIEW, CIVIC)
    truth.claim(truth.ago(days=3), State.DRAFT, CIVIC)
    theirs = truth.claim(truth.ago(days=2), State.IN_REVIEW, BECODE)
    truth.seat(theirs, sam, truth.ago(days=2))
    assert told(either)["waiting"]["claims"] == 2
    assert told(either)["waiting"]["nobody"] == 1
    assert told(either, BECODE)["waiting"]["nobody"] == 0


def test_cases_are_counted_with_the_wait_for_a_first_answer(either: Stage) -> None:
    truth = Truth(either)
    truth.case(truth.ago(days=5), truth.ago(days=4), state="closed")
    truth.case(truth.ago(days=5), truth.ago(days=2), state="answered")
    truth.case(truth.ago(days=3), due=truth.ago(hours=1))
    truth.case(truth.ago(days=1), due=truth.ago(hours=-5))
    truth.case(truth.ago(days=99), due=truth.ago(days=97))
    assert told(either, CIVIC)["cases"] == {
        "open": 3, "overdue": 2, "opened": 4, "answered": 2, "first_answer_median_s": 2 * 86400.0,
    }  # fmt: skip


def test_invitations_are_followed_to_their_answer_or_back(either: Stage) -> None:
    truth = Truth(either)
    claims = [truth.claim(truth.ago(days=3)) for _ in range(5)]
    for number_, claim in enumerate(claims):
        state = "dead" if number_ == 4 else "sent"
        truth.mail(f"v{number_}@orange.example", truth.ago(days=3), claim, state=state)
    truth.answer(claims[0], "roster")
    truth.answer(claims[1], "person")
    confirmed = truth.claim(truth.ago(days=3), State.ISSUED)
    truth.mail("w@orange.example", truth.ago(days=3), confirmed)
    truth.mail("x@orange.example", truth.ago(days=3), claims[0], "remind")
    truth.mail("y@orange.example", truth.ago(days=33), claims[0])
    assert told(either, CIVIC)["invitations"] == {"sent": 6, "bounced": 1, "answered": 2}
    assert told(either, BECODE)["invitations"] == {"sent": 0, "bounced": 0, "answered": 0}


def test_bounces_are_told_by_domain_with_their_share_of_what_was_sent(either: Stage) -> None:
    truth = Truth(either)
    claim = truth.claim(truth.ago(days=3))
    rows = [truth.mail(f"{n}@orange.example", truth.ago(days=1), claim) for n in range(8)]
    other = truth.mail("a@poste.example", truth.ago(days=1), claim)
    for row in rows[:2]:
        truth.bounce(row, "orange.example", truth.ago(hours=5))
    truth.bounce(rows[2], "orange.example", truth.ago(hours=5), hard=False)
    truth.bounce(other, "poste.example", truth.ago(hours=5))
    truth.bounce(rows[3], "orange.example", truth.ago(days=40))
    gone = truth.mail("b@gone.example", truth.ago(days=35), claim)
    truth.bounce(gone, "gone.example", truth.ago(hours=5))
    assert told(either, CIVIC)["bounces"] == {
        "total": 5,
        "hard": 4,
        "soft": 1,
        "domains": [
            {"domain": "orange.example", "bounces": 3, "hard": 2, "soft": 1, "sent": 8,
             "share": 0.375},
            {"domain": "gone.example", "bounces": 1, "hard": 1, "soft": 0, "sent": 0,
             "share": None},
            {"domain": "poste.example", "bounces": 1, "hard": 1, "soft": 0, "sent": 1,
             "share": 1.0},
        ],
    }  # fmt: skip


ROWS = st.lists(
    st.tuples(
        st.sampled_from(list(Cause)),
        st.sampled_from(list(Cure)),
        st.sampled_from([CIVIC, BECODE]),
        st.integers(0, 45),
    ),
    max_size=25,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, days=st.integers(1, 50))
def test_the_counts_of_the_programmes_add_up_to_those_of_all(
    stage: Stage, rows: list[tuple[Cause, Cure, str, int]], days: int
) -> None:
    truth = Truth(stage)
    with stage.world.turn() as turn:
        turn.db.exec(delete(Diagnosed))
    for cause, cure, programme, age in rows:
        truth.diagnosed(cause, cure, programme, truth.ago(days=age))
    expected = Counter(str(cause) for cause, _, _, age in rows if age < days)
    found = {programme: seen(stage, programme, days).causes for programme in ("", CIVIC, BECODE)}
    assert found[""].counts == expected
    assert Counter(found[CIVIC].counts) + Counter(found[BECODE].counts) == expected
    assert list(found[""].counts.values()) == sorted(expected.values(), reverse=True)
    assert all(found[""].mended.get(cause, 0) <= count for cause, count in expected.items())


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_nine_in_ten_waited_no_longer_than_the_ninth_tenth(seconds: list[int]) -> None:
    found = wait(timedelta(seconds=each) for each in seconds)
    assert found.median is not None
    assert found.p90 is not None
    within = sum(each <= found.p90.total_seconds() for each in seconds)
    assert within >= 0.9 * len(seconds)
    assert found.p90.total_seconds() in seconds
    assert sum(each <= found.median.total_seconds() for each in seconds) >= len(seconds) / 2


def test_nobody_waited_where_there_is_nobody() -> None:
    assert wait([]) == Wait()


def test_a_period_begins_at_midnight_where_the_programme_lives(stage: Stage) -> None:
    stage.clock.at = datetime(2026, 3, 30, 22, 30, tzinfo=UTC)  # the 31st in Paris, summer time
    with stage.world.glance() as turn:
        week = period(turn, CIVIC, 7)
        past = period(turn, CIVIC, 7, whole=True)
    assert week.start.isoformat() == "2026-03-24T23:00:00+00:00"  # winter time
    assert (past.start.isoformat(), past.end.isoformat()) == (
        "2026-03-23T23:00:00+00:00", "2026-03-30T21:59:59.999999+00:00",
    )  # fmt: skip


@pytest.mark.parametrize(("programme", "days"), [("nothing", 30), (CIVIC, 0), (CIVIC, 10**6)])
def test_figures_of_what_is_not_there_are_refused(stage: Stage, programme: str, days: int) -> None:
    with pytest.raises(Trouble):
        seen(stage, programme, days)


LENGTHS = [
    (None, "fr", "–"),
    (timedelta(seconds=20), "fr", "< 1 min"),
    (timedelta(minutes=4), "fr", "4 min"),
    (timedelta(days=2, hours=3, minutes=50), "fr", "2 j 3 h"),
    (timedelta(days=9), "nl", "9 dagen"),
    (timedelta(hours=1, minutes=5), "en", "1 hr 5 mins"),
    (timedelta(days=1, minutes=5), "fr", "1 j"),
]


@pytest.mark.parametrize(("time", "locale", "written"), LENGTHS)
def test_a_length_is_told_in_its_two_largest_units(
    time: timedelta | None, locale: str, written: str
) -> None:
    assert length(time, locale).replace("\xa0", " ") == written


def test_numbers_are_written_as_the_language_does() -> None:
    assert (number(1284, "fr"), number(1284, "en")) == ("1\xa0284", "1,284")
    assert share(0.231, "fr").replace("\xa0", " ").replace("\u202f", " ") == "23 %"
    assert (share(0.022, "en"), share(1, "en")) == ("2.2%", "100%")


INDEXES = {
    "ix_diagnosed_at",
    "ix_badge_issued",
    "ix_claim_opened",
    "(state=?)",  # the index of claims by state alone, or by state and day
    "ix_outbox_due",
    "ix_bounce_at",
    "ix_support_case_opened",
    "ix_support_case_waiting",
}


def test_every_statement_is_led_by_an_index(stage: Stage) -> None:
    """With 1 million rows a table that is read from end to end would be felt by everybody."""
    truth = Truth(stage)
    truth.bounce(truth.key(), "orange.example", truth.ago(hours=1))
    with listening() as asked, stage.world.glance() as turn:
        figures(turn, CIVIC)
    read = steps(stage.world.store, asked)
    assert len(read) >= 10
    assert [step for step in read if step.startswith("SCAN")] == []
    assert {name for name in INDEXES if any(name in step for step in read)} == INDEXES
