"""The Telegram door running against the emulator, and people who talk to it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from string import Template

from sqlmodel import select

from bot.listen import run
from core.ground.tables import Outbox
from core.ground.world import World
from core.people import people
from core.staff import StaffMember, add
from tests.servers.telegram import BotApi, Limits, Message, Person, Press
from tests.world.world import WORDS, Stage

PATIENCE = 20.0
REPOSITORY, SITE = "https://github.com/lina/app", "https://lina.example.org"


def sentences(key: str, language: str = "fr") -> list[str]:
    """A word in each register of a language."""
    found = [WORDS.keys(locale).get(key) for locale in (language, f"{language}-informal")]
    return [sentence for sentence in found if sentence]


def told(key: str, language: str = "fr") -> Callable[[Message], bool]:
    """Whether a message says this word, whatever stands in its places."""
    wanted = [
        re.compile(re.sub(r"\\\$\w+", ".*", re.escape(sentence)), re.DOTALL)
        for sentence in sentences(key, language)
    ]
    assert wanted, f"no words for {key}"
    return lambda message: any(pattern.search(message.text) for pattern in wanted)


def press(person: Person, key: str, **values: str) -> Press:
    """Press the newest button that bears this word."""
    for sentence in sentences(key):
        with suppress(LookupError):
            return person.presses(Template(sentence).substitute(values))
    raise LookupError(f"no button {key} in {[m.labels for m in person.inbox]}")


@dataclass(slots=True)
class Scene:
    """An installation with its bot, which can be stopped and started again."""

    stage: Stage
    api: BotApi
    world: World
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the door; returns once it listens to Telegram."""
        self.stop = asyncio.Event()
        told = len([call for call in self.api.calls if call.method == "getUpdates"])
        self.task = asyncio.create_task(run(self.world, self.stop))
        if not self.world.settings.telegram_webhook_secret:
            waiting = asyncio.create_task(self.listening(told))
            await asyncio.wait({self.task, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if self.task.done():
                waiting.cancel()
                await self.task

    async def listening(self, told: int) -> None:
        """Wait for the long poll, or for the first answer to one."""
        updates = self.api.state.updates
        calls = self.api.state.called
        await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            while updates._poll is None and self.polls() <= told:
                await calls.until(lambda: self.polls() > told or None, 0.01)

    def polls(self) -> int:
        return len([call for call in self.api.calls if call.method == "getUpdates"])

    async def end(self) -> None:
        """Stop the door as an operator does."""
        self.stop.set()
        if self.task is not None:
            async with asyncio.timeout(PATIENCE):
                await self.task
            self.task = None

    def known(self, person: Person, name: str, mail: str) -> None:
        """The person's mail address is proven already."""
        with self.world.turn() as turn:
            chat = people.meet(turn, people.TELEGRAM, str(person.id), name=name, language="fr")
            address = people.add_address(turn, people.person_of(turn, chat), people.MAIL, mail)
            people.confirm(turn, address)
            people.used(turn, chat)

    def reviewer(self, name: str, programme: str = "becode") -> Person:
        """A coach who has opened the chat."""
        person, mail = self.api.person(name, "fr"), f"{name.lower()}@example.org"
        person.user.started = True
        self.known(person, name, mail)
        with self.world.turn() as turn:
            add(turn, StaffMember(mail, programme, "reviewer", name, "", "fr"))
        return person

    def learner(self, name: str = "Lina", language: str = "fr") -> Person:
        """Somebody with a proven mail address who has opened the chat."""
        person = self.api.person(name, language)
        person.user.started = True
        self.known(person, f"{name} Haddad", f"{name.lower()}@example.org")
        return person

    async def asked(self, person: Person) -> Message:
        """Bring a learner's claim to its first question."""
        person.opens_link("becode_python-avance")
        return await person.hears("1/2")

    async def submitted(self, person: Person) -> str:
        """Bring a learner's claim to review; gives its reference."""
        await self.asked(person)
        person.says(REPOSITORY)
        await person.hears("2/2")
        person.says(SITE)
        await person.hears(told("claim.recap"))
        yes = press(person, "claim.button_yes")
        await person.hears(told("status.in_review"))
        return yes.data.partition(":")[2]

    def rows(self, **wanted: object) -> list[Outbox]:
        """The outbox rows with these values, in their order."""
        with self.world.glance() as turn:
            query = select(Outbox).order_by(Outbox.id)  # type: ignore[arg-type]
            for name, value in wanted.items():
                query = query.where(getattr(Outbox, name) == value)
            return list(turn.db.exec(query))

    async def settled(self, state: str, **wanted: object) -> Outbox:
        """Wait until an outbox row stands so."""
        async with asyncio.timeout(PATIENCE):
            while not (found := self.rows(state=state, **wanted)):  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.01)
        return found[0]


@asynccontextmanager
async def scene(
    stage: Stage, *, limits: Limits | None = None, started: bool = True, webhook_secret: str = ""
) -> AsyncIterator[Scene]:
    """A bot over the stage, its updates and messages all on the emulator."""
    async with BotApi(limits=limits or Limits(on=False), webhook_delay=0.05) as api:
        settings = replace(
            stage.world.settings,
            telegram_api=api.url,
            telegram_token=api.token,
            telegram_webhook_secret=webhook_secret,
        )
        world = replace(stage.world, settings=settings)
        made = Scene(stage, api, world)
        if started:
            await made.start()
        try:
            yield made
        finally:
            await made.end()
