"""Rounds of kills: people come and go meanwhile, then all is left to settle, and is followed."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import func, select

from core.ground.clock import real_now
from core.ground.rows import outbox
from core.ground.tables import Outbox
from tools.chaos.processes.following import Followed, follow
from tools.chaos.processes.killing import PARTS, Killer, Part
from tools.chaos.processes.people import Crowd, coach
from tools.chaos.processes.town import Town, town

AT_ONCE = 6  # people under way
A_ROUND = 25  # kills, each round over a store of its own
SETTLED = 120.0  # seconds at most until what is left has gone out


def rounds(engine: str, kills: int, notes: Path) -> Iterator[dict[str, Any]]:
    """So many kills on an engine, with those that `notes` tells of; each round is noted there."""
    done = [each for each in read(notes) if each["engine"] == engine]
    yield from done
    count = sum(each["kills"] for each in done)
    while count < kills:
        with town(engine) as place:
            began = real_now()
            number = len(done)
            found, killer = asyncio.run(play(place, min(A_ROUND, kills - count), number))
        made = {"engine": engine, "round": number, "kills": killer.total, "of": killer.kills,
                "seconds": (real_now() - began).total_seconds(), **asdict(found)}  # fmt: skip
        with notes.open("a", encoding="utf-8") as file:
            file.write(json.dumps(made) + "\n")
        done.append(made)
        count += killer.total
        yield made


def read(notes: Path) -> list[dict[str, Any]]:
    """The rounds that were played before."""
    if not notes.exists():
        return []
    return [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]


async def play(place: Town, kills: int, seed: int) -> tuple[Followed, Killer]:
    """One round."""
    logs = place.servers.folder
    parts = [Part(name, place.environment(), logs / f"{name}.log") for name in PARTS]
    killer, crowd = Killer(parts, Random(seed)), Crowd(place)
    deciding = asyncio.create_task(coach(place.coach))
    try:
        for part in parts:
            part.start()
        killing = asyncio.create_task(killer.kill(kills))
        await asyncio.gather(*(keep_coming(crowd, killing) for _ in range(AT_ONCE)))
        await killing
        await settle(place)
    finally:
        deciding.cancel()
        await asyncio.gather(*(asyncio.to_thread(part.end, kill=False) for part in parts))
    return follow(place, crowd), killer


async def keep_coming(crowd: Crowd, killing: "asyncio.Task[None]") -> None:
    """One person after the other, as long as there are kills."""
    while not killing.done():
        await crowd.comes()


async def settle(place: Town) -> None:
    """Wait until nothing waits any more."""

    def waiting() -> int:
        with place.world.glance() as turn:
            query = select(func.count()).select_from(Outbox).where(Outbox.state == outbox.WAITING)
            return turn.db.exec(query).one()

    try:
        async with asyncio.timeout(SETTLED):
            while await asyncio.to_thread(waiting):  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.5)
    except TimeoutError:
        return  # what is left is found by following it


def shown(made: dict[str, Any]) -> Iterator[str]:
    """A round as lines: its sums, then what must not be."""
    yield (f"{made['engine']} {made['round']}: {made['kills']} kills, {made['people']} people, "
           f"{made['badges']} badges in {made['seconds']:.0f} s")  # fmt: skip
    for name in ("lost", "doubled", "waiting"):
        yield from (f"  {name}: {each}" for each in made[name])


def table(made: list[dict[str, Any]]) -> Iterator[str]:
    """The rounds of each engine added up, as rows of a table."""
    yield ("| engine | kills | people | badges | lost | doubled | mails (again) | in chats (again) "
           "| latest badge | latest message | over 60 s |")  # fmt: skip
    yield "|---" * 11 + "|"
    for engine in dict.fromkeys(each["engine"] for each in made):
        rows = [each for each in made if each["engine"] == engine]
        sums = Counter({name: sum(each[name] for each in rows) for name in rows[0]
                        if isinstance(rows[0][name], int | float)})  # fmt: skip
        lost, doubled = (sum(len(each[name]) for each in rows) for name in ("lost", "doubled"))
        badge, message = (max(each[n] for each in rows) for n in ("latest_badge", "latest_message"))
        yield (f"| {engine} | {sums['kills']:.0f} | {sums['people']:.0f} | {sums['badges']:.0f} "
               f"| {lost} | {doubled} | {sums['mails']:.0f} ({sums['repeated_mails']:.0f}) "
               f"| {sums['chat_messages']:.0f} ({sums['repeated_in_chat']:.0f}) "
               f"| {badge:.0f} s | {message:.0f} s | {sums['over_a_minute']:.0f} |")  # fmt: skip
