"""The keys that sign badges: one or more an issuer; retired ones stay listed for life."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import json_option, moment, print_json
from core.badges.openbadges.paths import programme_and_organisation
from core.badges.signing import key_file
from core.badges.signing.key_file import Key, Keyring
from core.ground.clock import real_now
from core.ground.errors import Trouble
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.settings import read_settings
from core.ground.world import RealChance, World
from core.issuing import resign
from core.programmes.catalogue import catalogue


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=["list", "create", "rotate", "retire", "compromised"],
    )
    parser.add_argument(
        "issuer", nargs="?", default="", metavar="ISSUER", help=text("help.keys_issuer")
    )
    parser.add_argument("kid", nargs="?", default="", help=text("help.keys_kid"))
    parser.add_argument("--since", metavar="ISO", help=text("help.keys_since"))
    json_option(parser)


def main(given: Namespace) -> int:
    settings, now, issuer = read_settings(), real_now(), given.issuer
    if given.action != "list" and not issuer:
        raise Trouble("command.keys_issuer", action=given.action)
    if given.action == "list":
        keyring = key_file.read(settings.key_path)
    else:
        before = key_file.read(settings.key_path)
        keyring = key_file.change(settings.key_path, lambda held: changed(held, given, now))
        note(open_world(), before, keyring, issuer)
    keys = listed(keyring, issuer)
    if given.action == "compromised":
        signed = resign.resign(open_world(), issuer, given.kid)
        keys = [key | {"resigned": signed} if key["kid"] == given.kid else key for key in keys]
    show(keys, given.json)
    return 0


def changed(keyring: Keyring, given: Namespace, now: datetime) -> Keyring:
    """The keyring after what was asked for; raises `Trouble` where that cannot be."""
    issuer, kid, seed = given.issuer, given.kid, RealChance().key()
    if given.action == "create":
        known = catalogue(read_settings().programmes_folder)
        known[programme_and_organisation(issuer)[0]]  # raises where there is no such programme
        return keyring.create(issuer, seed, now)
    if given.action == "rotate":
        return keyring.rotate(issuer, seed, now)
    if given.action == "retire":
        return keyring.retire(issuer, kid, now)
    since = moment(given.since) if given.since else now
    return keyring.compromise(issuer, kid, seed, since, now)


def note(world: World, before: Keyring, after: Keyring, issuer: str) -> None:
    """Write down what became of the keys of an issuer."""
    then = {key.kid: key for key in before.of(issuer)}
    with world.turn() as turn:
        for key in after.of(issuer):
            for kind in became(then.get(key.kid), key):
                told = Happened(kind, door="command", subject=f"{issuer} {key.kid}")
                events.write(turn, told)


def became(then: Key | None, now: Key) -> Iterator[EventKind]:
    """What happened to a key between two looks at the file."""
    if then is None:
        yield EventKind.KEY_MADE
    if now.retired and not (then and then.retired):
        yield EventKind.KEY_RETIRED
    if now.compromised and not (then and then.compromised):
        yield EventKind.KEY_COMPROMISED


def listed(keyring: Keyring, issuer: str) -> list[dict[str, Any]]:
    return [
        {
            "issuer": slug,
            "programme": programme_and_organisation(slug)[0],
            "kid": key.kid,
            "created": key.created.isoformat(),
            "retired": key.retired and key.retired.isoformat(),
            "compromised": key.compromised and key.compromised.isoformat(),
        }
        for slug, keys in keyring.keys.items()
        for key in keys
        if issuer in ("", slug)
    ]


def show(keys: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(keys)
        return
    wide = max((len(key["issuer"]) for key in keys), default=0)
    for key in keys:
        state = text("command.key_signs")
        if key["retired"]:
            state = text("command.key_retired", day=key["retired"][:10])
        if key["compromised"]:
            state = text("command.key_compromised", day=key["compromised"][:10])
        since = text("command.since", day=key["created"][:10])
        print(f"{key['issuer']:<{wide}} {key['kid']:<12} {since}  {state}")
        if "resigned" in key:
            say("command.keys_resigned", count=key["resigned"], kid=key["kid"])
    if not keys:
        say("command.no_key_yet")
