"""What was sent to somebody, and what became of it: `cocarde message lina@example.org`."""

from argparse import ArgumentParser, Namespace
from typing import Any

from sqlmodel import select

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.ground.errors import Trouble
from core.ground.messages import Message
from core.ground.rows.ends import end_of, in_words
from core.ground.rows.sent_messages import MOST, Wanted, messages
from core.ground.tables import Address, Claim, Outbox
from core.ground.world import Turn, World
from core.people import people
from core.reading.text import clean


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("who", nargs="?", default="", help=text("help.message_who"))
    parser.add_argument("--programme", metavar="SLUG", default="")
    parser.add_argument("--held", action="store_true", help=text("help.message_held"))
    parser.add_argument("--words", action="store_true", help=text("help.message_words"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    if not (given.who or given.held or given.programme):
        raise Trouble("command.message_who")
    world = open_world(now=clock(given.now))
    with world.glance() as turn:
        rows = messages(turn, wanted(turn, given))
        told = [as_json(world, turn, row, words=given.words) for row in rows]
    if given.json:
        print_json(told)
        return 0
    for each in told:
        print_message(each)
    if not told:
        say("command.no_message")
    if len(told) == MOST:
        say("command.messages_most", count=MOST)
    return 0


def wanted(turn: Turn, given: Namespace) -> Wanted:
    """Which messages are meant by an address, a chat's number or a claim's reference."""
    who = given.who.strip()
    claim = turn.db.exec(select(Claim).where(Claim.ref == who.lower())).first() if who else None
    if claim is not None:
        return Wanted(claim=claim.id, programme=given.programme, held=given.held)
    places = {who, people.fold(people.MAIL, who)} if who else set()
    persons = set()
    for place in places:
        owner = select(Address.person_id).where(Address.value == place)
        persons |= set(turn.db.exec(owner))
    return Wanted(places, persons, None, given.programme, given.held)


def as_json(world: World, turn: Turn, row: Outbox, *, words: bool) -> dict[str, Any]:
    """A message as programs read it: the fact, and its words where they are asked for and kept."""
    ended = end_of(row, turn.at)
    told = {
        "id": str(row.id),
        "at": row.created_at.isoformat(),
        "kind": row.kind,
        "door": row.door,
        "to": row.place,
        "programme": row.programme,
        "state": str(ended.end),
        "known_by": str(ended.how),
        "since": ended.at.isoformat(),
        "said": in_words(world.words, language(), ended),
        "route": row.route,
        "why": row.error,
        "words_kept": not row.bare and bool(row.message),
    }
    return {**told, "words": worded(row)} if words else told


def worded(row: Outbox) -> str:
    """The words of a message; empty where they are kept no more, or not found yet."""
    if row.bare or not row.message:
        return ""
    try:
        return Message.from_json(row.message).text
    except (KeyError, TypeError, ValueError):
        return ""


def print_message(each: dict[str, Any]) -> None:
    """A message in a line: when, what, where, what became of it and why."""
    why = f"  {clean(each['why'])}" if each["why"] else ""
    where = f"{each['door']} {each['to']}"
    print(f"{each['at'][:16]}  {each['kind']:<12} {where:<36} {each['said']}{why}")
    for line in clean(each.get("words", "")).split("\n"):
        if line:
            print(f"      {line}")
