"""What is wrong is told by its name, and only what is wrong: each thing tried for real."""

import shutil
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core.ground.leases import names
from core.ground.leases.ownership import Ownership
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import Failure, To
from core.ground.tables import Running
from core.ground.watched import tallies, troubles
from core.watching import beating, certificates
from core.watching.certificates import SeenCertificate
from core.watching.conditions import conditions
from tests.world.visitors import visitor
from tests.world.world import Stage

US, THEM = "here/1", "there/2"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What one test counted, or had trouble with, is none of the next one's."""
    tallies.take()
    yield
    for what in troubles.now():
        troubles.over(what)
    tallies.take()


@pytest.fixture
def well(stage: Stage) -> Stage:
    """An installation where everything works: a process with all parts has just said so."""
    beating.beat(stage.world, US, ("web", "bot", "mail", "worker"))
    return stage


def wrong(stage: Stage) -> dict[str, dict[str, Any]]:
    return {each.name: each.told for each in conditions(stage.world)}


def with_settings(stage: Stage, **settings: Any) -> None:
    stage.world = replace(stage.world, settings=replace(stage.world.settings, **settings))


def put(stage: Stage, subject: str, door: str = "mail") -> None:
    with stage.world.turn() as turn:
        message = Message("Bonjour", "fr")
        outbox.put(turn, To(door, "lina@example.org"), MessageKind.REPLY, subject, message)


def test_nothing_is_wrong_where_all_works(well: Stage) -> None:
    assert wrong(well) == {}


async def test_watchers_read_what_is_wrong_and_the_status_stays(well: Stage) -> None:
    well.clock.pass_(minutes=2)
    async with visitor(well) as client:
        usual, strict = await client.get("/readyz"), await client.get("/readyz?strict")
    assert (usual.status_code, strict.status_code) == (200, 503)
    assert usual.json()["ready"] is True
    assert usual.json()["wrong"] == [{"name": "worker_missing", "out_of_service": False}]


async def test_a_store_of_another_version_is_out_of_service(well: Stage) -> None:
    with well.world.turn() as turn:
        turn.db.connection().execute(text("UPDATE alembic_version SET version_num = '0012'"))
    async with visitor(well) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert answer.json()["wrong"][0]["store"] == "0012"


def test_a_worker_that_stopped_in_good_order_is_missing_at_once(well: Stage) -> None:
    beating.end(well.world, US)
    assert wrong(well) == {"worker_missing": {}}


def test_a_worker_elsewhere_will_do(well: Stage) -> None:
    beating.end(well.world, US)
    beating.beat(well.world, THEM, ("worker",))
    assert wrong(well) == {}


def test_a_mail_server_that_is_down_fails_its_door(well: Stage) -> None:
    put(well, "first")
    (row,) = outbox.take(well.world, "mail")
    outbox.failed(well.world, row, Failure("refused for sam@example.org"))
    well.clock.pass_(seconds=30)
    told = wrong(well)["door_failing"]
    assert (told["door"], told["messages"], told["seconds"]) == ("mail", 1, 30.0)
    assert "sam@" not in told["error"]


def test_messages_that_nobody_takes_are_late(well: Stage) -> None:
    put(well, "first", "telegram")
    well.clock.pass_(seconds=50)
    assert wrong(well) == {}
    well.clock.pass_(minutes=3)
    beating.beat(well.world, US, ("worker",))
    assert wrong(well) == {"outbox_late": {"door": "telegram", "seconds": 230.0}}


def test_timers_that_nobody_does_are_late(well: Stage) -> None:
    with well.world.turn() as turn:
        timers.put(turn, "remind", "someone", turn.at + timedelta(hours=1))
    well.clock.pass_(hours=1, minutes=4)
    beating.beat(well.world, US, ("worker",))
    assert wrong(well) == {"timers_late": {"seconds": 240.0}}


def test_a_mailbox_and_a_bot_that_nobody_reads(well: Stage) -> None:
    with_settings(well, imap_url="imaps://x:y@mail.example.org", telegram_token="1:a")
    assert [each.told for each in conditions(well.world)] == [
        {"lease": names.MAILBOX}, {"lease": names.UPDATES},
    ]  # fmt: skip
    for name in (names.MAILBOX, names.UPDATES):
        assert Ownership(well.world, name, US).take()
    assert wrong(well) == {}
    well.clock.pass_(minutes=2)  # the holder was killed
    beating.beat(well.world, THEM, ("worker",))
    assert set(wrong(well)) == {"lease_unheld"}


def test_a_bot_that_telegram_calls_reads_nothing(well: Stage) -> None:
    with_settings(well, telegram_token="1:a", telegram_webhook_secret="s")
    assert wrong(well) == {}


def test_a_mailbox_that_cannot_be_read_for_a_minute(well: Stage) -> None:
    troubles.tell("imap", "connection refused", well.clock.at)
    well.clock.pass_(seconds=40)
    troubles.tell("imap", "login refused", well.clock.at)
    beating.beat(well.world, US, ("worker",))
    assert wrong(well) == {}
    well.clock.pass_(seconds=30)
    told = wrong(well)["part_failing"]
    assert (told["part"], told["error"], told["seconds"]) == ("imap", "login refused", 70.0)
    troubles.over("imap")
    beating.beat(well.world, US, ("worker",))
    assert wrong(well) == {}


def test_a_clock_that_was_set_back_is_wrong(well: Stage) -> None:
    well.clock.pass_(seconds=-30)
    assert wrong(well)["clock_wrong"]["seconds"] == 30.0


def test_a_process_whose_clock_is_ahead_of_the_databases(well: Stage) -> None:
    with well.world.turn() as turn:
        at = turn.at + timedelta(seconds=600)
        turn.db.add(Running(holder=THEM, host=THEM, parts="bot", beat_at=at, clock_ahead=600.0))
    assert wrong(well) == {"clock_wrong": {"process": THEM, "seconds": 600.0}}


def test_a_disk_that_is_nearly_full(well: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    gigabyte = 2**30
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(20 * gigabyte, 0, gigabyte // 4))
    assert wrong(well)["disk_full"]["free_bytes"] == gigabyte // 4
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2 * gigabyte, 0, gigabyte // 4))
    assert wrong(well) == {}


def test_a_certificate_that_ends_soon_or_is_not_believed(well: Stage) -> None:
    seen = [
        SeenCertificate("badges.example.org:443", "web", well.clock.at + timedelta(days=60)),
        SeenCertificate("mail.example.org:465", "smtp", well.clock.at + timedelta(days=3)),
        SeenCertificate("mail.example.org:993", "imap", error="certificate has expired"),
    ]
    certificates.write(well.world, seen)
    found = [each.told for each in conditions(well.world)]
    assert [(each["server"], each["days_left"]) for each in found] == [
        ("smtp", 3.0),
        ("imap", None),
    ]
    certificates.write(well.world, seen[:1])
    assert wrong(well) == {}


async def test_machines_paths_and_errors_are_for_watchers_alone(well: Stage) -> None:
    with_settings(well, metrics_token="figures")
    certificates.write(well.world, [SeenCertificate("mail.inside:993", "imap", error="refused")])
    async with visitor(well) as client:
        anybody = await client.get("/readyz")
        watcher = await client.get("/readyz", headers={"Authorization": "Bearer figures"})
    assert "mail.inside" not in anybody.text
    assert anybody.json()["wrong"][0]["name"] == "certificate_ending"
    assert watcher.json()["wrong"][0]["place"] == "mail.inside:993"
