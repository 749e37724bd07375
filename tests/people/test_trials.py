"""A programme on trial: its staff and guests get its messages, nobody else, not even afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from sqlmodel import select

from cocarde.operate.check_programmes import look
from core.claims.sending import send
from core.due import due
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.paths import TEMPLATES
from core.ground.rows import outbox
from core.ground.rows.outbox import HELD, WAITING
from core.ground.tables import Outbox
from core.people import people
from tests.world.talking import Talk
from tests.world.world import Stage, make_stage

CIVIC = "service-civique"
MISSION = {
    "starts_on": "2026-03-15", "ends_on": "2026-11-15", "organisation": "Les Passerelles",
    "domain": "Solidarité",
}  # fmt: skip


def programmes(folder: Path, trial: str) -> Path:
    """The programme of the civic service alone, with these lines in its file."""
    place = folder / "programmes"
    if not place.exists():
        copytree(TEMPLATES / "programmes" / CIVIC, place / CIVIC)
    file = place / CIVIC / "programme.toml"
    told = file.read_text(encoding="utf-8").partition("\n# on trial\n")[0]
    file.write_text(f"{told}\n# on trial\n{trial}\n", encoding="utf-8")
    return place


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Stage]:
    guests = '[trial]\nguests = ["lea@example.org", "telegram:4242"]'
    stage = make_stage(tmp_path, programmes=programmes(tmp_path, guests))
    stage.clock.pass_(days=2)
    yield stage
    stage.world.store.close()


def states(stage: Stage) -> dict[str, str]:
    with stage.world.glance() as turn:
        return {row.place: row.state for row in turn.db.exec(select(Outbox))}


def test_a_campaign_reaches_guests_and_the_simulator_alone(trial: Stage) -> None:
    for name in ("lea@example.org", "awa@example.org", "bounce@simulator.test"):
        trial.mission(CIVIC, mail=name, name="Awa Diallo", **MISSION)
    trial.invite()
    assert states(trial) == {
        "lea@example.org": WAITING, "awa@example.org": HELD, "bounce@simulator.test": WAITING
    }  # fmt: skip
    with trial.world.glance() as turn:
        held = turn.db.exec(select(Outbox).where(Outbox.state == HELD)).one()
    assert "Awa Diallo" in held.message  # the staff read what would have been said


def test_whoever_writes_from_outside_hears_nothing_and_a_guest_does(trial: Stage) -> None:
    for place in ("4242", "666"):
        with trial.world.turn() as turn:
            address = people.meet(turn, people.TELEGRAM, place)
            send(turn, address, None, MessageKind.REPLY, place, Message("Bonjour", "fr"))
    assert states(trial) == {"4242": WAITING, "666": HELD}


def test_staff_and_a_guests_other_addresses_hear_it(trial: Stage) -> None:
    trial.supporter("nour", "Nour Petit", CIVIC)
    trial.known("lea", "Léa", "lea@example.org")
    for who in ("nour", "lea"):
        Talk(trial, who).say("bonjour")
    assert set(states(trial).values()) == {WAITING}


def test_when_the_trial_is_over_nothing_old_goes_out(trial: Stage, tmp_path: Path) -> None:
    trial.mission(CIVIC, mail="awa@example.org", name="Awa Diallo", **MISSION)
    trial.invite()
    programmes(tmp_path, "")
    assert outbox.take(trial.world, "mail") == []
    for _ in range(40):
        trial.clock.pass_(days=1)
        due(trial.world)
    assert outbox.take(trial.world, "mail") == []
    assert WAITING not in states(trial).values()


def test_check_says_it_loudly(trial: Stage, tmp_path: Path) -> None:
    told = [str(each.what) for each in look(trial.world.settings)]
    assert any("ON TRIAL" in each and "lea@example.org" in each for each in told)
    programmes(tmp_path, '[trial]\nguests = ["everybody"]')
    settings = replace(trial.world.settings)
    assert any("everybody" in str(each.what) + str(each.mend) for each in look(settings))
