"""The keys that sign badges: one or more a programme; retired ones stay listed for life."""

import secrets
from argparse import ArgumentParser, Namespace
from typing import Any

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import json_option, moment, print_json
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.ground.clock import real_now
from core.ground.errors import Trouble
from core.ground.settings import read_settings
from core.issuing import resign


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=["list", "create", "rotate", "retire", "compromised"],
    )
    parser.add_argument("programme", nargs="?", default="")
    parser.add_argument("kid", nargs="?", default="", help=text("help.keys_kid"))
    parser.add_argument("--since", metavar="ISO", help=text("help.keys_since"))
    json_option(parser)


def main(given: Namespace) -> int:
    path, now = read_settings().key_path, real_now()
    keyring = key_file.read(path)
    if given.action != "list" and not given.programme:
        raise Trouble("command.keys_programme", action=given.action)
    if given.action == "create":
        keyring = keyring.create(given.programme, secrets.token_bytes(32), now)
    elif given.action == "rotate":
        keyring = keyring.rotate(given.programme, secrets.token_bytes(32), now)
    elif given.action == "retire":
        keyring = keyring.retire(given.programme, given.kid, now)
    elif given.action == "compromised":
        since = moment(given.since) if given.since else now
        seed = secrets.token_bytes(32)
        keyring = keyring.compromise(given.programme, given.kid, seed, since, now)
    if given.action != "list":
        key_file.write(keyring, path)
    keys = listed(keyring, given.programme)
    if given.action == "compromised":
        signed = resign.resign(open_world(), given.programme, given.kid)
        keys = [key | {"resigned": signed} if key["kid"] == given.kid else key for key in keys]
    show(keys, given.json)
    return 0


def listed(keyring: Keyring, programme: str) -> list[dict[str, Any]]:
    return [
        {
            "programme": slug,
            "kid": key.kid,
            "created": key.created.isoformat(),
            "retired": key.retired and key.retired.isoformat(),
            "compromised": key.compromised and key.compromised.isoformat(),
        }
        for slug, keys in keyring.keys.items()
        for key in keys
        if programme in ("", slug)
    ]


def show(keys: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(keys)
        return
    for key in keys:
        state = text("command.key_signs")
        if key["retired"]:
            state = text("command.key_retired", day=key["retired"][:10])
        if key["compromised"]:
            state = text("command.key_compromised", day=key["compromised"][:10])
        since = text("command.since", day=key["created"][:10])
        print(f"{key['programme']:<16} {key['kid']:<12} {since}  {state}")
        if "resigned" in key:
            say("command.keys_resigned", count=key["resigned"], kid=key["kid"])
    if not keys:
        say("command.no_key_yet")
