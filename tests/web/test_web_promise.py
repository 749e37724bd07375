"""How promptly messages leave: counted as they go, shown to anybody."""

import pytest

from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox, promptness
from core.ground.rows.outbox import Failure, To
from tests.world.query_plans import listening, scans
from tests.world.visitors import visitor
from tests.world.world import Stage


def put(stage: Stage, name: str, door: str = "mail") -> None:
    with stage.world.turn() as turn:
        to = To(door, f"{name}@example.org")
        outbox.put(turn, to, MessageKind.AGAIN, name, Message("Bonjour.", "fr"))


def sent_after(stage: Stage, seconds: float, name: str, door: str = "mail") -> None:
    put(stage, name, door)
    stage.clock.pass_(seconds=seconds)
    for row in outbox.take(stage.world, door):
        outbox.sent(stage.world, row)


async def shown(stage: Stage, path: str = "/promise") -> str:
    async with visitor(stage) as client:
        answer = await client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.text


async def test_it_tells_of_thirty_days_what_left_in_time(either: Stage) -> None:
    sent_after(either, 1, "long-ago")
    either.clock.pass_(days=31)
    for number in range(19):
        sent_after(either, 10, f"prompt{number}")
    sent_after(either, 11, "late")
    sent_after(either, 3, "chat", "telegram")
    async with visitor(either) as client:
        told = (await client.get("/promise.json")).json()
    assert told == {
        "promise": {"share": 0.95, "seconds": 10, "days": 30},
        "messages": 21, "within": 20, "never": 0, "share": 0.9524, "kept": True, "late_now": 0,
        "doors": {
            "mail": {"messages": 20, "within": 19, "never": 0, "share": 0.95},
            "telegram": {"messages": 1, "within": 1, "never": 0, "share": 1.0},
        },
    }  # fmt: skip
    page = await shown(either)
    assert "Promise kept: 95% in time" in page
    assert "Invitations of a campaign are not counted" in page


async def test_what_never_leaves_is_late_and_what_waits_is_told(stage: Stage) -> None:
    put(stage, "lost")
    (row,) = outbox.take(stage.world, "mail")
    outbox.failed(stage.world, row, Failure("no such letter", permanent=True))
    put(stage, "waiting")
    stage.clock.pass_(seconds=30)
    page = await shown(stage)
    assert "Promise not kept: 0% in time" in page
    assert "1 messages have waited for more than 10 seconds" in page


async def test_campaigns_are_not_counted_and_nothing_is_told_of_nothing(stage: Stage) -> None:
    stage.mission("service-civique", mail="awa@example.org", name="Awa Diallo",
                  starts_on="2026-03-15", ends_on="2026-11-14", organisation="Les Passerelles",
                  domain="Solidarité")  # fmt: skip
    stage.invite()
    stage.clock.pass_(hours=1)
    for row in outbox.take(stage.world, "mail"):
        outbox.sent(stage.world, row)
    assert "No message has gone out in the last 30 days" in await shown(stage)


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
async def test_it_is_read_in_each_language(stage: Stage, language: str) -> None:
    title = stage.world.words.say(language, "promise.title")
    assert f"<h1>{title}</h1>" in await shown(stage, f"/promise?lang={language}")


def test_it_costs_a_few_rows_however_many_messages_there_are(either: Stage) -> None:
    sent_after(either, 1, "one")
    with listening() as asked, either.world.glance() as turn:
        promptness.promptness(turn)
        promptness.late_now(turn)
    assert len(asked) == 2
    assert scans(either.world.store, asked) == {}
