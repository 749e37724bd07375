"""A door is its folder and one entry: a chat by carrier pigeon moves in, and nothing else moves."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlmodel import col, select

from cocarde.operate import doors, run
from cocarde.operate.doors import Door, Opening
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.messages import Message
from core.ground.tables import Outbox
from core.ground.world import World
from core.people import people
from tests.world.command import Cocarde
from tests.world.world import Stage

LISTEN = '''
"""Each file in `in/` is a note, its name who wrote it and when; each answer is a file in `out/`."""

import asyncio
import json
from pathlib import Path

from core.desk.incoming import Incoming
from core.desk.receive import receive as hear
from core.ground.rows import outbox
from core.ground.findings import beware
from core.ground.messages import Message

LOFT = Path({loft!r})


async def run(world, stop):
    while not stop.is_set():
        for note in sorted((LOFT / "in").glob("*.json")):
            await asyncio.to_thread(receive, world, note.read_bytes())
            note.unlink()
        await asyncio.to_thread(deliver, world)
        await asyncio.sleep(0.01)


def receive(world, raw):
    note = json.loads(raw)
    return hear(world, Incoming("pigeon", "pigeon", note["id"], note["from"], text=note["text"]))


def deliver(world):
    for row in outbox.take(world, "pigeon"):
        answer = LOFT / "out" / f"{{row.place}}-{{row.id}}.txt"
        answer.write_text(Message.from_json(row.message).text, encoding="utf-8")
        outbox.sent(world, row)


def check(settings):
    yield beware("pigeon", "check.mail_off", setting="COCARDE_LOFT")
'''
PIGEON = Door(
    "pigeon",
    "pigeon",
    openings=(Opening("pigeon.listen:run", sends=True),),
    receive="pigeon.listen:receive",
    check="pigeon.listen:check",
)


@pytest.fixture
def loft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the new door, its entry, and where its notes come and go."""
    loft, house = tmp_path / "loft", tmp_path / "house"
    for folder in (loft / "in", loft / "out", house / "pigeon"):
        folder.mkdir(parents=True)
    (house / "pigeon" / "__init__.py").touch()
    (house / "pigeon" / "listen.py").write_text(LISTEN.format(loft=str(loft)), encoding="utf-8")
    monkeypatch.syspath_prepend(house)
    monkeypatch.setattr(doors, "DOORS", [*doors.DOORS, PIGEON])
    return loft


def say(stage: Stage, text: str) -> Effects:
    """What somebody writes by pigeon, worked without the door."""
    name = stage.world.chance.letters(8)
    return receive(stage.world, Incoming("pigeon", "pigeon", name, "pia", text=text))


def code_sent_to(stage: Stage, mail: str) -> str:
    """The code in the last mail that was put for an address."""
    with stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.door == "mail", Outbox.place == mail)
        (*_, last) = turn.db.exec(query.order_by(col(Outbox.id)))
    (found,) = re.findall(r"\d{4} ?\d{4}", Message.from_json(last.message).text)
    return str(found)


def note(who: str, text: str, number: int = 1) -> str:
    return json.dumps({"id": f"{who}-{number}", "from": who, "text": text})


@asynccontextmanager
async def running(world: World, only: str) -> AsyncIterator[None]:
    """Parts of `cocarde run`, until the test is done with them."""
    stop = asyncio.Event()
    works = [asyncio.create_task(each) for each in run.works(world, doors.chosen(only), stop)]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*works)


async def answered(loft: Path, holds: Callable[[str], bool]) -> str:
    """The answers that lie in the loft, as soon as they are what is waited for."""
    async with asyncio.timeout(60):
        while True:
            told = "\n".join(each.read_text("utf-8") for each in sorted((loft / "out").iterdir()))
            if holds(told):
                return told
            await asyncio.sleep(0.01)


async def test_a_message_comes_in_and_its_answer_goes_out(stage: Stage, loft: Path) -> None:
    async with running(stage.world, "pigeon"):
        (loft / "in" / "1.json").write_text(note("lina", "Python avancé"), encoding="utf-8")
        told = await answered(loft, bool)
    assert "BeCode" in told
    with stage.world.turn() as turn:
        assert people.find(turn, "pigeon", "lina") is not None


def test_the_commands_know_it(loft: Path, tmp_path: Path) -> None:
    cocarde = Cocarde(tmp_path)
    raw = tmp_path / "note.json"
    raw.write_text(note("lina", "Python avancé"), encoding="utf-8")
    told = cocarde.json("receive", "pigeon", str(raw))
    assert {reply["door"] for reply in told["replies"]} == {"pigeon"}
    findings = cocarde.json("check")["findings"]
    assert any(finding["about"] == "pigeon" for finding in findings)
    assert "pigeon" in cocarde("run", "--help")


def test_whoever_writes_there_can_add_an_address_of_theirs(stage: Stage) -> None:
    """The reader of that address is told of it in the words for any chat."""
    stage.known("lina", "Lina Haddad", "lina@example.org")
    say(stage, "/link")
    say(stage, "lina@example.org")
    effects = say(stage, code_sent_to(stage, "lina@example.org"))
    told = "\n".join(reply["text"] for reply in effects.replies if reply["door"] != "pigeon")
    assert "une conversation" in told
    assert "- cette conversation" in say(stage, "/link").replies[0]["text"]
