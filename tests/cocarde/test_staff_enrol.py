"""`staff enrol`, `staff reset`: who vouches on the machine; `programme export`: what changed."""

from pathlib import Path

import pytest

from core import staff
from core.claims.moves import Actor
from core.managing import settings
from core.programmes.catalogue import catalogue
from tests.world.command import Cocarde
from tests.world.manager import manager, signed_in
from tests.world.world import Stage

MONA = "mona@example.org"


@pytest.fixture
def cocarde(stage: Stage, tmp_path: Path) -> Cocarde:
    """The command over the store of the stage, where Mona manages and her phone is not known."""
    with stage.world.turn() as turn:
        staff.add(turn, staff.StaffMember(MONA, "becode", "manager", "Mona", "", "fr"))
    return Cocarde(tmp_path)


def test_a_code_of_enrolment_is_for_who_is_known(cocarde: Cocarde, stage: Stage) -> None:
    now = stage.clock.at.isoformat()
    code = cocarde.json("staff", "enrol", MONA, "--now", now)["code"]
    assert code.count("-") == 3
    told = cocarde("staff", "enrol", "nobody@example.org", status=2)
    assert "nobody@example.org" in told


async def test_a_reset_ends_sessions_and_factors_and_gives_a_new_code(
    stage: Stage, tmp_path: Path
) -> None:
    async with signed_in(stage) as mona:
        told = Cocarde(tmp_path).json("staff", "reset", MONA, "--now", stage.clock.at.isoformat())
        assert (await mona.get("/manage")).url.path == "/manage/sign-in"
    async with manager(stage, MONA) as mona:
        await mona.ask()
        await mona.press(mona.link())
        assert (await mona.code(told["code"])).url.path == "/manage/account"


def test_who_has_no_pages_gets_no_code(cocarde: Cocarde) -> None:
    cocarde("staff", "add", "sam@example.org", "--programme", "becode")
    assert "sam@example.org" in cocarde("staff", "enrol", "sam@example.org", status=2)


def test_what_pages_changed_is_printed_for_the_file(cocarde: Cocarde, stage: Stage) -> None:
    assert cocarde("programme", "export", "becode") == ""
    with stage.world.turn() as turn:
        found = catalogue(turn.settings.programmes_folder)["becode"]
        settings.change(turn, Actor(), found, "delays.undo_minutes", 30)
    assert cocarde("programme", "export", "becode") == "[delays]\nundo_minutes = 30\n"
