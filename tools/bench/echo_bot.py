"""The floor for Cocarde's bot: a bare echo bot on the emulator, and how long its answers take.

``python -m tools.bench.echo_bot`` measures it; ``bench(command=…)`` measures any other bot that a
command starts, with the same people, so that both figures come from one run on one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from telegram import Bot

from tests.servers.telegram import BotApi, Limits, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = "COCARDE_TELEGRAM_API"
TOKEN: Final = "COCARDE_TELEGRAM_TOKEN"
ECHO: Final = (sys.executable, "-m", "tools.bench.echo_bot", "--answer")
START_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds from a person's message to the first answer, and answers a second."""

    answers: int
    p50: float
    p95: float
    per_second: float

    def times(self, floor: Figures) -> float:
        """How many times the floor the median is."""
        return self.p50 / floor.p50


async def echo(root: str, token: str) -> None:
    """Answer every text with itself, polling with python-telegram-bot until cancelled."""
    offset = 0
    async with Bot(token, f"{root}/bot", f"{root}/file/bot") as bot:
        while True:
            for update in await bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1
                if update.message and update.message.text:
                    await bot.send_message(update.message.chat.id, update.message.text)


def bench(
    *,
    people: int = 10,
    rounds: int = 20,
    command: Sequence[str] = ECHO,
    environment: Mapping[str, str] | None = None,
    says: Callable[[int], str] = "message {}".format,
) -> Figures:
    """Figures of the bot that a command starts; it reads root and token of the Bot API from
    COCARDE_TELEGRAM_API and COCARDE_TELEGRAM_TOKEN. Each person waits for the answer to a message
    before writing the next; the first round warms up and is not counted."""
    with BotApi(limits=Limits(on=False)) as api, _running(command, environment or {}, api):
        crowd = [api.person(f"Person {n}") for n in range(people)]
        return asyncio.run(_measure(api, crowd, rounds, says))


async def _measure(
    api: BotApi, crowd: list[Person], rounds: int, says: Callable[[int], str]
) -> Figures:
    for person in crowd:
        await _ask(person, "/start", START_SECONDS)
    begun = api.state.clock()
    taken = await asyncio.gather(*(_talk(person, rounds, says) for person in crowd))
    seconds = api.state.clock() - begun
    waits = [wait for each in taken for wait in each]
    cuts = statistics.quantiles(waits, n=20, method="inclusive")
    return Figures(len(waits), statistics.median(waits), cuts[-1], len(waits) / seconds)


async def _talk(person: Person, rounds: int, says: Callable[[int], str]) -> list[float]:
    return [await _ask(person, says(number), ANSWER_SECONDS) for number in range(rounds)]


async def _ask(person: Person, text: str, patience: float) -> float:
    said = person.says(text)
    heard = await person.hears(lambda message: message.id > said.id, patience)
    return (heard.at - said.at) * 1000


@contextmanager
def _running(
    command: Sequence[str], environment: Mapping[str, str], api: BotApi
) -> Iterator[subprocess.Popen[bytes]]:
    known = os.environ | environment | {ROOT: api.url, TOKEN: api.token}
    with subprocess.Popen(command, env=known) as process:
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def main() -> None:
    """Measure the echo bot, or be it (``--answer``)."""
    options = argparse.ArgumentParser(prog="echo_bot", description=main.__doc__)
    options.add_argument("--answer", action="store_true", help="be the bot")
    options.add_argument("--people", type=int, default=10)
    options.add_argument("--rounds", type=int, default=20)
    given = options.parse_args()
    if given.answer:
        asyncio.run(echo(os.environ[ROOT], os.environ[TOKEN]))
    else:
        print(json.dumps(asdict(bench(people=given.people, rounds=given.rounds))))


if __name__ == "__main__":
    main()
