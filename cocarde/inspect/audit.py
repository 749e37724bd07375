"""Whether what happened is kept as it happened; the head of that chain."""

from argparse import ArgumentParser, Namespace
from typing import Any

from sqlmodel import select

from cocarde.installation import open_world
from cocarde.language import language, say, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.audit import anchor, chain, sealing, way
from core.audit.anchor import Head
from core.audit.faults import Discrepancy, Verified
from core.audit.way import Way
from core.audit.way_words import ToldWay
from core.audit.way_words import tell as tell_way
from core.ground.errors import Trouble
from core.ground.tables import Badge, Claim
from core.ground.world import Turn, World
from core.joining.person_report import find
from core.people.joined import selves


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify", "head", "badge"])
    parser.add_argument("what", nargs="?", default="", help=text("help.audit_what"))
    parser.add_argument("--names", action="store_true", help=text("help.audit_names"))
    parser.add_argument(
        "--head", action="append", default=[], metavar="N:DIGEST", help=text("help.audit_head")
    )
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    try:
        sealing.seal(world)
        return ACTS[given.action](world, given)
    finally:
        world.store.close()


def verify(world: World, given: Namespace) -> int:
    """Look at all events and say what is not as it was; exit status 1 where something is not."""
    kept = anchor.kept(world.settings)
    heads = (*([kept] if kept else []), *map(anchor.read, given.head))
    with world.glance() as turn:
        found = chain.verify(turn, heads)
    if given.json:
        print_json(as_json(found, heads))
    else:
        tell(found, heads)
    return 0 if found.sound else 1


def tell_head(world: World, given: Namespace) -> int:
    """Print the head of the chain, to be kept outside the store."""
    with world.glance() as turn:
        head = sealing.head_of(sealing.last(turn))
    if given.json:
        print_json({"head": str(head)})
    else:
        print(head)
    return 0


def badge(world: World, given: Namespace) -> int:
    """Print the way of a badge, a claim, or all that somebody has; exit status 1 where a row of it
    is not as it was written."""
    if not given.what:
        raise Trouble("audit.what")
    with world.glance() as turn:
        ways = asked_for(turn, given.what)
        if given.json:
            print_json([without_names(each.as_json(), names=given.names) for each in ways])
        else:
            for each in ways:
                print_way(tell_way(turn, each, language(), names=given.names))
    return 0 if all(each.sound for each in ways) else 1


def asked_for(turn: Turn, what: str) -> list[Way]:
    """The ways of a badge's id, a claim's reference, or a person's address or id. Raises `Trouble`
    where nothing is known by it."""
    badge = turn.db.get(Badge, what)
    if badge is not None:
        return [way.of_badge(turn, badge)]
    claim = turn.db.exec(select(Claim).where(Claim.ref == what)).first()
    if claim is not None:
        return way.of_claim(turn, claim)
    return way.of_persons(turn, selves(turn, find(turn, what)))


def without_names(told: dict[str, Any], *, names: bool) -> dict[str, Any]:
    """A way for programs, with the name of its holder and the words of people only where asked."""
    if names:
        return told
    steps = [{**each, "reason": ""} for each in told["steps"]]
    return {**told, "person": "", "steps": steps}


def print_way(told: ToldWay) -> None:
    """One way as lines."""
    print(told.title)
    for each in told.facts:
        print(f"  {each}")
    for step, ground in told.steps:
        print(f"  - {step}")
        for each in ground:
            print(f"      {each}")
    for each in told.sent:
        print(f"  > {each}")


def as_json(found: Verified, heads: tuple[Head, ...]) -> dict[str, object]:
    """What was found, for programs."""
    return {
        "sound": found.sound,
        "head": str(found.head),
        "seals": found.seals,
        "events": found.events,
        "waiting": found.waiting,
        "unmarked": found.unmarked,
        "heads": [str(each) for each in heads],
        "wrong": [each.as_json() for each in found.wrong],
    }


def tell(found: Verified, heads: tuple[Head, ...]) -> None:
    """What was found, in sentences."""
    for each in found.wrong:
        print(in_words(each))
    if found.unmarked:
        say("audit.unmarked", count=found.unmarked)
    if not heads:
        say("audit.no_anchor")
    counts = {"events": found.events, "seals": found.seals, "waiting": found.waiting}
    say("audit.sound" if found.sound else "audit.unsound", count=len(found.wrong), **counts)
    say("audit.head", head=found.head)


def in_words(each: Discrepancy) -> str:
    """One discrepancy in a sentence, with where it is."""
    where = {"seal": each.seal, "event": each.event, "about": each.about}
    return text(f"audit.fault_{each.fault}", **where)


ACTS = {"verify": verify, "head": tell_head, "badge": badge}
