"""Two persons merged by the staff, and parted again."""

from datetime import timedelta
from uuid import UUID

import pytest

from core.claims.opening import open_claim
from core.ground.errors import Refusal
from core.ground.tables import (
    Link,
)
from core.joining import by_staff
from core.people import people
from core.staff import StaffMember
from core.staff import add as add_member
from tests.world.linked_people import AWA, BEN, notices, pair, who
from tests.world.world import Stage


def supporter(stage: Stage, programme: str = "becode", role: str = "support") -> None:
    with stage.world.turn() as turn:
        add_member(turn, StaffMember("nour@example.org", programme, role, "Nour Benali"))


def merged(stage: Stage, guest: str = BEN, host: str = AWA) -> UUID:
    with stage.world.turn() as turn:
        by = who(turn, "nour@example.org")
        return by_staff.merge(turn, by, who(turn, guest), who(turn, host)).id


def test_the_staff_merges_and_parts_at_any_time(either: Stage) -> None:
    pair(either)
    supporter(either)
    link = merged(either)
    assert set(notices(either)) == {AWA, BEN}
    either.clock.at += timedelta(days=300)
    with either.world.turn() as turn:
        by = who(turn, "nour@example.org")
        assert by_staff.unmerge(turn, by, turn.db.get_one(Link, link))
        assert who(turn, AWA).id != who(turn, BEN).id
        assert not by_staff.unmerge(turn, by, turn.db.get_one(Link, link))


def test_merging_takes_the_right_in_every_programme_concerned(stage: Stage) -> None:
    pair(stage)
    supporter(stage)
    with stage.world.turn() as turn:
        open_claim(turn, who(turn, AWA), "becode", "sql")
    stage.mission("service-civique", reference="1", mail=BEN, name="Ben Diallo",
                  starts_on="2026-01-01", ends_on="2026-08-01")  # fmt: skip
    with pytest.raises(Refusal, match="not_yours"):
        merged(stage)
    supporter(stage, "service-civique")
    assert merged(stage)


def test_roles_change_hands_only_by_who_gives_roles(stage: Stage) -> None:
    """Else support staff could make themselves a friend who manages."""
    pair(stage)
    supporter(stage)
    with stage.world.turn() as turn:
        add_member(turn, StaffMember(BEN, "becode", "manager", "Ben"))
    with pytest.raises(Refusal, match="not_yours"):
        merged(stage)
    supporter(stage, role="manager")
    assert merged(stage)


def test_nobody_merges_themselves_or_without_a_role(stage: Stage) -> None:
    pair(stage)
    supporter(stage)
    with pytest.raises(Refusal, match=r"link\.own"):
        merged(stage, "nour@example.org", AWA)
    with pytest.raises(Refusal, match=r"link\.one_already"):
        merged(stage, AWA, AWA)
    with pytest.raises(Refusal, match="not_yours"), stage.world.turn() as turn:
        stage_by = people.meet(turn, people.MAIL, "learner@example.org")
        by = people.person_of(turn, stage_by)
        by_staff.merge(turn, by, who(turn, BEN), who(turn, AWA))
