"""Whether what happened is kept as it happened; the head of that chain."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.audit import anchor, chain, sealing
from core.audit.anchor import Head
from core.audit.faults import Discrepancy, Verified
from core.ground.world import World


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify", "head"])
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


ACTS = {"verify": verify, "head": tell_head}
