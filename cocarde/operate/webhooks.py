"""Events for other programs: what was delivered, what was not; a secret, a try, once more."""

import base64
from argparse import ArgumentParser, Namespace
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import json_option, print_json
from core.claims.announcing import DOOR
from core.ground.errors import Trouble
from core.ground.rows.outbox import DEAD, WAITING
from core.ground.tables import Outbox
from core.ground.world import RealChance, World
from webhooks import deliver

ACTIONS = ("list", "secret", "ping", "again")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=ACTIONS)
    parser.add_argument("webhook", nargs="?", default="", help=text("help.webhooks_which"))
    parser.add_argument("--last", type=int, default=20, help=text("help.webhooks_last", last=20))
    json_option(parser)


def main(given: Namespace) -> int:
    if given.action == "secret":
        made = f"whsec_{base64.b64encode(RealChance().key()).decode()}"
        print_json({"secret": made}) if given.json else print(made)
        return 0
    world = open_world()
    if given.action == "ping":
        return ping(world, given)
    if given.action == "again":
        return again(world, given)
    show(deliveries(world, given.webhook, given.last), given.json)
    return 0


def ping(world: World, given: Namespace) -> int:
    """Post an event of the kind `ping` at once, and tell what came back; exit status 1 where it was
    not taken."""
    if not given.webhook:
        raise Trouble("command.webhooks_which")
    told = deliver.ping(world, given.webhook)
    good = told.startswith("HTTP 2")
    print_json({"ok": good, "answer": told}) if given.json else print(told)
    return 0 if good else 1


def again(world: World, given: Namespace) -> int:
    """Let what was given up wait anew, its five days from now; the events keep their ids."""
    with world.turn() as turn:
        query = update(Outbox).where(col(Outbox.door) == DOOR, col(Outbox.state) == DEAD)
        if given.webhook:
            query = query.where(col(Outbox.place) == given.webhook)
        fresh = {"state": WAITING, "due_at": turn.at, "created_at": turn.at, "attempts": 0}
        count = turn.db.exec(query.values(**fresh)).rowcount
    if given.json:
        print_json({"again": count})
    else:
        say("command.webhooks_again", count=count)
    return 0


def deliveries(world: World, place: str, last: int) -> list[dict[str, Any]]:
    """The last events put, the latest first: what each was, and what became of it."""
    with world.glance() as turn:
        query = select(Outbox).where(Outbox.door == DOOR)
        query = query.where(Outbox.place == place) if place else query
        rows = turn.db.exec(query.order_by(col(Outbox.id).desc()).limit(last))
        return [delivery(row) for row in rows]


def delivery(row: Outbox) -> dict[str, Any]:
    return {
        "id": deliver.event_id(row),
        "webhook": row.place,
        "type": deliver.kind_of(row),
        "state": row.state,
        "attempts": row.attempts + (row.sent_at is not None),
        "put": row.created_at.isoformat(),
        "sent": row.sent_at and row.sent_at.isoformat(),
        "next": row.due_at.isoformat() if row.state == WAITING else None,
        "answer": row.remote_id or row.error,
    }


def show(found: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for each in found:
        line = f"{each['put'][:16]}  {each['webhook']:<24} {each['type']:<16} {each['state']:<8}"
        print(f"{line} {each['attempts']:>2}  {each['answer']}".rstrip())
    if not found:
        say("command.webhooks_none")
