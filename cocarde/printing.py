"""How commands speak: JSON for programs, short lines for people."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cocarde.language import language, text
from core.ground.clock import real_now
from core.ground.errors import Trouble

if TYPE_CHECKING:
    from core.ground.effects import Effects
    from core.ground.errors import Refusal
    from core.ground.world import World


def json_option(parser: ArgumentParser) -> None:
    """Give a command `--json`."""
    parser.add_argument("--json", action="store_true", help=text("help.json"))


def now_option(parser: ArgumentParser) -> None:
    """Give a command `--now ISO`, which `clock` reads."""
    parser.add_argument("--now", metavar="ISO", help=text("help.now"))


def clock(said: str | None) -> Callable[[], datetime]:
    """The clock of `--now`: it stands at that moment; without the option it is the real one."""
    if said is None:
        return real_now
    at = moment(said)
    return lambda: at


def moment(said: str) -> datetime:
    """A moment as ISO 8601; without a zone it is UTC. Raises `Trouble` for what is none."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        example = "2026-11-21T10:00:00+01:00"
        raise Trouble("command.no_moment", said=repr(said), example=example) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def refused(world: "World", refusal: "Refusal", otherwise: str = "") -> Trouble:
    """What a person would be told, for who acts in their place at the command line.

    Without a language chosen it is told in `otherwise`, or the one of those whose is not known.
    """
    chosen = language(otherwise or world.words.first)
    return Trouble("command.refused", why=world.words.say(chosen, refusal.word, **refusal.values))


def print_json(value: Any) -> None:
    """Print a value as indented JSON, letters beyond ASCII as they are; `TypeError` for what JSON
    has no shape for."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_effects(effects: "Effects", as_json: bool) -> None:
    """What an input or a timer caused."""
    if as_json:
        print_json(effects.as_json())
        return
    print(f"{effects.outcome}{': ' + effects.why if effects.why else ''}")
    new = text("command.new")
    for move in effects.moves:
        print(f"  = {move['claim']}: {move['from'] or new} → {move['to']}")
    for reply in effects.replies:
        lines = reply["text"].replace("\n", "\n      ")
        print(f"  < {reply['door']} {reply['to']}\n      {lines}")
        for button in reply["buttons"]:
            print(f"      [{button['label']}]")
    for badge in effects.badges:
        print(f"  * {text('command.person_badge')} {badge}")
