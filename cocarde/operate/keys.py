"""The keys that sign badges: one or more a programme; retired ones stay listed for life."""

import secrets
from argparse import ArgumentParser, Namespace
from typing import Any

from cocarde.language import say, text
from cocarde.printing import json_option, print_json
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.ground.clock import real_now
from core.ground.errors import Trouble
from core.ground.settings import read_settings


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", default="list", choices=["list", "create", "rotate", "retire"]
    )
    parser.add_argument("programme", nargs="?", default="")
    parser.add_argument("kid", nargs="?", default="", help=text("help.keys_kid"))
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
    if given.action != "list":
        key_file.write(keyring, path)
    show(listed(keyring, given.programme), given.json)
    return 0


def listed(keyring: Keyring, programme: str) -> list[dict[str, Any]]:
    return [
        {
            "programme": slug,
            "kid": key.kid,
            "created": key.created.isoformat(),
            "retired": key.retired and key.retired.isoformat(),
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
        since = text("command.since", day=key["created"][:10])
        print(f"{key['programme']:<16} {key['kid']:<12} {since}  {state}")
    if not keys:
        say("command.no_key_yet")
