"""Cases: each told once, to those who look after them."""

from datetime import UTC, datetime

import pytest

from core import support
from core.ground.tables import Case
from core.people import people
from core.staff import StaffMember, add
from core.support import CaseSubject, Occasion, answer_due
from tests.world.letters import Letters, plain
from tests.world.talking import word
from tests.world.world import Stage


def staff(stage: Stage, key: str, role: str, programme: str = "becode") -> None:
    stage.known(key, key.capitalize(), f"{key}@example.org")
    with stage.world.turn() as turn:
        add(turn, StaffMember(f"{key}@example.org", programme, role, key.capitalize()))


def opened(stage: Stage, subject: str = "1", programme: str = "becode") -> str:
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, "lina@example.org", name="Lina Haddad")
        who = people.person_of(turn, address)
        matter = CaseSubject(Occasion.HUMAN, subject, "« Je n'y arrive pas »", programme, who)
        return support.open_case(turn, matter).ref


@pytest.fixture
def letters(stage: Stage) -> Letters:
    return Letters(stage)


def test_a_case_is_told_once_to_the_support_of_its_programme(letters: Letters) -> None:
    staff(letters.stage, "ines", "support")
    staff(letters.stage, "max", "manager")
    staff(letters.stage, "noor", "support", "normandie")
    assert opened(letters.stage) == opened(letters.stage)
    told = letters.sent()
    assert [mail["To"] for mail in told] == ["ines@example.org"]
    assert word("case.occasion_human") in told[0]["Subject"]
    assert "Lina Haddad · lina@example.org" in plain(told[0])
    assert "« Je n'y arrive pas »" in plain(told[0])


def test_where_there_is_no_support_the_manager_is_told(letters: Letters) -> None:
    staff(letters.stage, "max", "manager")
    opened(letters.stage)
    assert [mail["To"] for mail in letters.sent()] == ["max@example.org"]


def test_without_any_staff_the_case_is_kept(stage: Stage) -> None:
    opened(stage)
    with stage.world.glance() as turn:
        waiting = support.open_cases(turn)
        assert [(case.occasion, case.state) for case in waiting] == [("human", "open")]
        assert support.open_cases(turn, "normandie") == []


def test_a_case_that_was_closed_is_not_opened_again_by_the_same_subject(stage: Stage) -> None:
    ref = opened(stage)
    with stage.world.turn() as turn:
        case = turn.db.get_one(Case, support.open_cases(turn)[0].id)
        case.state = "closed"
        turn.db.add(case)
    assert opened(stage) == ref
    assert opened(stage, "2") != ref


@pytest.mark.parametrize(
    ("opened", "until"),
    [
        ("2026-11-16T09:00", "mercredi 18 novembre"),  # a Monday
        ("2026-11-19T22:30", "lundi 23 novembre"),
        ("2026-11-20T16:00", "mardi 24 novembre"),  # a Friday
        ("2026-11-21T10:00", "mardi 24 novembre"),
        ("2026-11-22T23:30", "mercredi 25 novembre"),  # Monday already in Brussels
        ("2026-11-27T10:00", "mardi 1er décembre"),
    ],
)
def test_an_answer_is_promised_in_two_working_days(stage: Stage, opened: str, until: str) -> None:
    stage.clock.at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    with stage.world.turn() as turn:
        at = answer_due.due(turn, "becode")
        assert answer_due.until(turn, "becode", at, "fr") == until
        assert (at.hour, at.isoweekday() <= 5) == (18, True)


def test_a_case_that_nobody_is_told_of_is_never_late(stage: Stage) -> None:
    with stage.world.turn() as turn:
        matter = CaseSubject(Occasion.POISON, "x", "unreadable")
        assert support.open_case(turn, matter, told=False).due_at is None
