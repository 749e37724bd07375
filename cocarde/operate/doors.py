"""The doors of the house, one entry each: all that the commands know of a door stands here.

A door is a folder beside `core`. An entry names functions as `module:function` and imports none of
them, for a door is slow to import and most commands need only one.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from core.ground.errors import Trouble
from core.ground.settings import Settings

WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Opening:
    """A way in or out: a coroutine of `(world, stop)` that goes on as long as Cocarde runs.

    It is open where its setting is given, a field of `Settings`; without one it always is. `sends`
    says that it delivers what the outbox holds for the door.
    """

    run: str
    setting: str = ""
    sends: bool = False

    def is_open(self, settings: Settings) -> bool:
        """Whether these settings let anything pass here."""
        return not self.setting or bool(getattr(settings, self.setting))


@dataclass(frozen=True, slots=True)
class Door:
    """One door: `part` is what `run --only` calls it, `name` stands in addresses and the outbox.

    `pushed` gives the paths on which the web door takes what is pushed to this one,
    `(world) -> list[Route]`. `programs`: its receivers are no people, so that what is given up here
    becomes no case. `receive` works one raw input, `(world, bytes) -> Effects`, for the
    command of that name. `check` tells what keeps the door shut, `(settings) -> Iterator[Finding]`;
    `live` tries it for real, `(settings, seconds of patience) -> Iterator[LiveStep]`.
    """

    part: str
    name: str
    openings: tuple[Opening, ...]
    programs: bool = False
    pushed: Opening | None = None
    receive: str = ""
    check: str = ""
    live: str = ""

    def sends(self, settings: Settings) -> bool:
        """Whether messages go out here with these settings."""
        return any(each.sends and each.is_open(settings) for each in self.openings)


DOORS = [
    Door(
        "web",
        "web",
        openings=(Opening("cocarde.operate.pages:run"),),
        live="cocarde.live_pages:look",
    ),
    Door(
        "bot",
        "telegram",
        openings=(Opening("bot.listen:run", "telegram_token", sends=True),),
        pushed=Opening("bot.updates.webhook:routes", "telegram_webhook_secret"),
        receive="bot.updates.work_update:work",
        check="bot.check:look",
        live="bot.live:look",
    ),
    Door(
        "mail",
        "mail",
        openings=(
            Opening("mail.deliver:run", "smtp_url", sends=True),
            Opening("mail.listen:run", "imap_url"),
        ),
        receive="mail.listen:receive_mail",
        check="mail.check:look",
        live="mail.live:look",
    ),
    Door(
        "webhooks",
        "webhook",
        openings=(Opening("webhooks.deliver:run", "webhook_secrets", sends=True),),
        programs=True,
        check="webhooks.check:look",
    ),
    Door(
        "factory",
        "factory",
        openings=(Opening("factory.deliver:run", "factory_secrets", sends=True),),
        programs=True,
        check="factory.check:look",
    ),
]


def parts() -> list[str]:
    """Everything that can run: each door, and the worker."""
    return [*(door.part for door in DOORS), WORKER]


def chosen(only: str) -> list[str]:
    """The parts named, all where none is; raises `Trouble` for a part that there is not."""
    wanted = [part.strip() for part in only.split(",") if part.strip()]
    for part in wanted:
        if part not in parts():
            raise Trouble("command.no_part", part=repr(part), known=", ".join(parts()))
    return wanted or parts()


def senders(settings: Settings) -> list[str]:
    """The names of the doors that can deliver what the outbox holds for them."""
    return sorted(door.name for door in DOORS if door.sends(settings))


def load(place: str) -> Any:
    """The function that an entry names as `module:function`, its module imported."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
