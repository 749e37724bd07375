"""What processes counted is added up, and Prometheus can read it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from core.ground.rows import outbox
from core.ground.watched import tallies
from core.watching import beating
from tests.world.visitors import claimed, visitor
from tests.world.world import Stage

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What one test counted is none of the next one's."""
    tallies.take()
    yield
    tallies.take()


async def read(stage: Stage) -> Samples:
    """The page of figures, as Prometheus reads it."""
    settings = replace(stage.world.settings, metrics_token="figures")
    seen = replace(stage, world=replace(stage.world, settings=settings))
    async with visitor(seen) as client:
        text = (await client.get("/metrics", headers={"Authorization": "Bearer figures"})).text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def key(name: str, /, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


async def test_a_claim_is_counted_from_its_first_word_to_its_mail(either: Stage) -> None:
    claimed(either)
    either.clock.pass_(seconds=5)
    rows = outbox.take(either.world, "mail")
    for row in rows:
        outbox.sent(either.world, row)
    beating.beat(either.world, "here/1", ("web", "worker"))
    told = await read(either)
    assert told[key("cocarde_claim_moves_total", state="in_review")] == 1
    sent = [value for (name, _), value in told.items() if name == "cocarde_messages_sent_total"]
    assert sum(sent) == len(rows) > 0
    wait = "cocarde_message_wait_seconds"
    assert told[key(f"{wait}_bucket", door="mail", le="1")] == 0
    assert told[key(f"{wait}_bucket", door="mail", le="10")] == len(rows)
    assert told[key("cocarde_processes", part="worker")] == 1
    assert told[key("cocarde_condition", name="worker_missing")] == 0


async def test_two_processes_add_up_and_a_restart_sets_nothing_back(either: Stage) -> None:
    for holder in ("here/1", "there/2", "here/3"):
        tallies.count("inputs", door="mail", outcome="complaint")
        beating.beat(either.world, holder, ("mail",))
    told = await read(either)
    assert told[key("cocarde_inputs_total", door="mail", outcome="complaint")] == 3
    assert told[key("cocarde_complaints")] == 3


def test_what_could_not_be_written_is_written_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tallies.count("inputs", door="mail", outcome="case")
    with monkeypatch.context() as patch:
        patch.setattr(beating, "put_all", None)
        with pytest.raises(TypeError):
            beating.beat(stage.world, "here/1", ("mail",))
    beating.beat(stage.world, "here/1", ("mail",))
    with stage.world.glance() as turn:
        assert beating.counted(turn, "inputs", outcome="case") == 1
