"""How long a question of Cocarde takes in Telegram, beside a bare echo bot in the same run.

``python -m tools.bench.telegram`` prints both and the milliseconds between them. The people make
real claims: a link opens one, two answers are read, judged and kept, then the recap is shown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from core.desk.staff_actions import STAFF_ACTIONS
from core.followers import FOLLOWERS
from core.ground.tables import Outbox
from tools.bench.echo_bot import Figures, bench

if TYPE_CHECKING:
    from core.ground.world import World

COCARDE: Final = (sys.executable, "-m", "tools.bench.telegram", "--answer")
DOOR: Final = "telegram"
FIRST_PERSON: Final = 500_000_001  # the emulator counts its people from here
NOBODY: Final = FIRST_PERSON - 1
BADGES: Final = (
    "html-css",
    "javascript",
    "git",
    "sql",
    "api",
    "python-avance",
    "devops",
    "accessibilite",
)
STEPS: Final = ("/start becode_{badge}", "https://github.com/lina/{badge}", "https://{badge}.test")
ROUNDS: Final = len(BADGES) * len(STEPS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both bots with the same people; `between` is milliseconds at the median."""

    people: int
    echo: Figures
    cocarde: Figures

    @property
    def between(self) -> float:
        return self.cocarde.p50 - self.echo.p50

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "between": self.between, "times": self.cocarde.times(self.echo)}


def says(number: int) -> str:
    """What each person says in a round: claim after claim, step after step."""
    claim, step = divmod(number, len(STEPS))
    return STEPS[step].format(badge=BADGES[claim % len(BADGES)])


def compare(people: int = 1, rounds: int = ROUNDS) -> Comparison:
    """Measure the echo bot, then Cocarde over a fresh SQLite store."""
    echo = bench(people=people, rounds=rounds, says=says)
    with tempfile.TemporaryDirectory() as folder:
        store = {"COCARDE_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}"}
        cocarde = bench(people=people, rounds=rounds, says=says, command=COCARDE, environment=store)
    return Comparison(people, echo, cocarde)


async def answer() -> None:
    """Be Cocarde's bot: people with proven mail addresses, evidence that is always found."""
    from bot.listen import run
    from core.ground.database.store import Store
    from core.ground.settings import read_settings
    from core.ground.words import Words
    from core.ground.world import World
    from core.programmes.link_check import LinkCheck

    settings = read_settings()
    store = Store(settings.database_url)
    store.create()
    world = World(
        store,
        Words.read(),
        settings,
        fetch=lambda url: LinkCheck("found", 200),
        followers=FOLLOWERS,
        staff_actions=STAFF_ACTIONS,
    )
    seed(world)
    warm(world)
    await run(world, asyncio.Event())


def seed(world: World) -> None:
    """Everybody who may write has a proven mail address."""
    from core.people import people

    with world.turn() as turn:
        for number in range(NOBODY, FIRST_PERSON + 100):
            chat = people.meet(turn, people.TELEGRAM, str(number), language="fr")
            person = people.person_of(turn, chat)
            mail = people.add_address(turn, person, people.MAIL, f"{number}@example.org")
            people.confirm(turn, mail)


def warm(world: World) -> None:
    """One claim by nobody: what is built at first use is built, as after an hour of service."""
    from core.desk.incoming import Incoming
    from core.desk.receive import receive

    for number in range(len(STEPS) * 2):
        receive(world, Incoming(DOOR, "warm", str(number), str(NOBODY), text=says(number)))
    with world.turn() as turn:
        for row in turn.db.exec(select(Outbox)):
            turn.db.delete(row)


def main() -> None:
    """Compare, or be the bot (``--answer``)."""
    options = argparse.ArgumentParser(prog="telegram", description=main.__doc__)
    options.add_argument("--answer", action="store_true", help="be the bot")
    options.add_argument("--people", type=int, default=1)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    if given.answer:
        asyncio.run(answer())
    else:
        print(json.dumps(compare(given.people, given.rounds).as_json()))


if __name__ == "__main__":
    main()
