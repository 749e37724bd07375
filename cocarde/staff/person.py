"""Who somebody is: addresses, claims, badges, links. Make two persons one, or part them again:
`cocarde person merge MERGED KEPT --by MAIL`, `cocarde person unmerge LINK --by MAIL`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cocarde.printing import clock, json_option, now_option, print_json

if TYPE_CHECKING:
    from core.ground.world import World


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["show", "merge", "unmerge"])
    parser.add_argument("who", help="a mail address or a claim's reference; unmerge: the link's id")
    parser.add_argument("kept", nargs="?", default="", help="merge: who the first one becomes")
    parser.add_argument("--by", metavar="MAIL", default="", help="who of the staff does it")
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    from cocarde.installation import open_world
    from core.ground.errors import Refusal, Trouble

    world = open_world(now=clock(given.now))
    if given.action == "merge" and not given.kept:
        raise Trouble(
            "Merging takes two persons.", mend="cocarde person merge MERGED KEPT --by MAIL"
        )
    if given.action != "show" and not given.by:
        raise Trouble(f"`person {given.action}` needs --by, the mail address of who does it.")
    try:
        known = ACTS[given.action](world, given)
    except Refusal as refusal:
        raise Trouble(world.words.say("en", refusal.word, **refusal.values)) from None
    if given.json:
        print_json(known)
    else:
        for each in known["persons"]:
            tell(each)
    return 0


def show(world: "World", given: Namespace) -> dict[str, Any]:
    from core.joining.person_report import find, portrait

    with world.glance() as turn:
        return {"persons": [portrait(turn, find(turn, given.who))]}


def merge(world: "World", given: Namespace) -> dict[str, Any]:
    """The person that two have become, and the link that unmerging takes."""
    from core import staff
    from core.joining import by_staff
    from core.joining.person_report import find, portrait

    with world.turn() as turn:
        merged, kept = find(turn, given.who), find(turn, given.kept)
        link = by_staff.merge(turn, staff.person(turn, given.by), merged, kept)
        return {"link": str(link.id), "persons": [portrait(turn, kept)]}


def unmerge(world: "World", given: Namespace) -> dict[str, Any]:
    """The two persons, as they are after it; a second time changes nothing."""
    from core import staff
    from core.ground.tables import Person
    from core.joining import by_staff as merging
    from core.joining.person_report import find_link, portrait
    from core.people.joined import living

    with world.turn() as turn:
        link = find_link(turn, given.who)
        done = merging.unmerge(turn, staff.person(turn, given.by), link)
        both = [turn.db.get_one(Person, each) for each in (link.guest_id, link.host_id)]
        persons = [portrait(turn, living(turn, each)) for each in both]
        return {"link": str(link.id), "parted": done, "persons": persons}


def tell(known: dict[str, Any]) -> None:
    """A person in a few lines."""
    print(f"{known['name'] or 'without a name'}  {known['person']}")
    for each in known["addresses"]:
        notes = ["proven" if each["proven"] else "not proven"]
        notes += ["for the next badges"] if each["for_badges"] else []
        notes += [] if each["reachable"] else ["unreachable"]
        print(f"  {each['door']:<9} {each['value']}  ({', '.join(notes)})")
    for each in known["claims"]:
        print(f"  claim     {each['ref']}  {each['programme']}/{each['badge']}: {each['state']}")
    for each in known["badges"]:
        print(f"  badge     {each['id']}  {each['name']}{' (revoked)' if each['revoked'] else ''}")
    for each in known["roles"]:
        print(f"  role      {each['role']} of {each['programme']}")
    for each in known["links"]:
        other, by = each["name"] or each["with"], f" by {each['by']}" if each["by"] else ""
        end = f"undone {each['undone_at']}" if each["undone_at"] else "holds"
        print(f"  link      {each['link']}  {other}, {each['made_at']}{by}: {end}")


ACTS: dict[str, Callable[["World", Namespace], dict[str, Any]]] = {
    "show": show,
    "merge": merge,
    "unmerge": unmerge,
}
