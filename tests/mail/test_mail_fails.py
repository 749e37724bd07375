"""Issue 9, line 21: watchers and `check` tell that mail fails, since when, and its last error."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cocarde.operate.check_outbox import look
from core.ground.database.read_only import peek
from core.ground.findings import Finding
from core.ground.rows import outbox
from core.ground.rows.outbox import Failure
from core.ground.settings import Settings
from tests.world.visitors import claimed, visitor
from tests.world.world import Stage

REFUSED = "the mail server said on entering: 535 5.7.8 <badges@cocarde.test>: wrong password"
TOKEN = "figures-of-our-own"


def refuse(stage: Stage, why: str = REFUSED) -> int:
    """The mail server takes nothing of what is due; how many messages that were."""
    rows = outbox.take(stage.world, "mail")
    for row in rows:
        outbox.failed(stage.world, row, Failure(why))
    return len(rows)


def checked(stage: Stage, **time: float) -> list[Finding]:
    """What `check` says of the outbox a while after now."""
    settings: Settings = replace(stage.world.settings, smtp_url="smtp://127.0.0.1:9")
    return list(look(settings, peek(settings), stage.clock.at + timedelta(**time)))


async def test_the_watchers_read_which_door_fails_since_when_and_why(either: Stage) -> None:
    settings = replace(either.world.settings, metrics_token=TOKEN)
    either.world = replace(either.world, settings=settings)
    claimed(either)
    count = refuse(either)
    either.clock.pass_(minutes=10)
    async with visitor(either) as client:
        ready = await client.get("/readyz")
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        figures = (await client.get("/metrics", headers=bearer)).text
    told = ready.json()["failing"]["mail"]
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert (told["messages"], told["oldest_seconds"]) == (count, 600.0)
    assert "535 5.7.8" in told["last_error"]
    assert "badges@cocarde.test" not in ready.text + figures
    assert f'cocarde_outbox_failing{{door="mail"}} {float(count)}' in figures
    assert 'cocarde_outbox_failing_oldest_seconds{door="mail"} 600.0' in figures
    assert 'cocarde_outbox_last_error{door="mail",error="the mail server said' in figures


async def test_nothing_fails_any_more_once_it_was_taken(stage: Stage) -> None:
    claimed(stage)
    refuse(stage)
    stage.clock.pass_(minutes=10)
    for row in outbox.take(stage.world, "mail"):
        outbox.sent(stage.world, row)
    async with visitor(stage) as client:
        assert (await client.get("/readyz")).json()["failing"] == {}
    assert checked(stage, days=1) == []


def test_check_tells_a_refusal_of_this_minute_as_a_thing_to_know(either: Stage) -> None:
    claimed(either)
    refuse(either)
    (found,) = checked(either, minutes=1)
    assert (found.weight, found.about) == ("beware", "mail")
    assert "535 5.7.8" in found.what
    assert "badges@cocarde.test" not in found.what


def test_check_tells_what_fails_for_an_hour_as_wrong(either: Stage) -> None:
    claimed(either)
    refuse(either)
    (found,) = checked(either, hours=2)
    assert found.weight == "wrong"
    assert f"since {either.clock.at:%Y-%m-%d at %H:%M} UTC" in found.what


def test_check_tells_that_nobody_sends(either: Stage) -> None:
    claimed(either)
    assert checked(either, minutes=1) == []
    (found,) = checked(either, minutes=20)
    assert found.weight == "wrong"
    assert "nothing was tried" in found.what
    assert "cocarde run" in found.mend


def test_check_says_nothing_of_a_door_that_is_off(stage: Stage) -> None:
    claimed(stage)
    settings = stage.world.settings
    assert list(look(settings, peek(settings), datetime(2030, 1, 1, tzinfo=UTC))) == []
