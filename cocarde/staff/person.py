"""Who somebody is: addresses, claims, badges, links. Make two persons one, or part them again:
`cocarde person merge MERGED KEPT --by MAIL`, `cocarde person unmerge LINK --by MAIL`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.printing import clock, json_option, now_option, print_json, refused
from core import staff
from core.ground.errors import Refusal, Trouble
from core.ground.private_files import make_file
from core.ground.rows import events
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.sentences import ENGLISH
from core.ground.tables import Person
from core.ground.world import World
from core.joining import by_staff
from core.joining.person_report import find, find_link, portrait
from core.people.joined import living
from core.rights import copy_of_data, erasing


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["show", "merge", "unmerge", "export", "erase"])
    parser.add_argument("who", help=text("help.person_who"))
    parser.add_argument("kept", nargs="?", default="", help=text("help.person_kept"))
    parser.add_argument("--by", metavar="MAIL", default="", help=text("help.person_by"))
    badges = parser.add_mutually_exclusive_group()
    badges.add_argument("--keep-badges", action="store_true", help=text("help.person_keep"))
    badges.add_argument("--revoke", action="store_true", help=text("help.person_revoke"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if given.action == "merge" and not given.kept:
        raise Trouble("command.merge_two")
    if given.action != "show" and not given.by:
        raise Trouble("command.person_by", action=given.action)
    if given.action == "erase" and given.keep_badges == given.revoke:
        raise Trouble("command.erase_choice")
    try:
        known = ACTS[given.action](world, given)
    except Refusal as refusal:
        raise refused(world, refusal, ENGLISH) from None
    if given.json:
        print_json(known)
    else:
        for each in known["persons"]:
            tell(each)
    return 0


def show(world: World, given: Namespace) -> dict[str, Any]:
    with world.glance() as turn:
        return {"persons": [portrait(turn, find(turn, given.who))]}


def merge(world: World, given: Namespace) -> dict[str, Any]:
    """The person that two have become, and the link that unmerging takes."""
    with world.turn() as turn:
        merged, kept = find(turn, given.who), find(turn, given.kept)
        link = by_staff.merge(turn, staff.person(turn, given.by), merged, kept)
        return {"link": str(link.id), "persons": [portrait(turn, kept)]}


def unmerge(world: World, given: Namespace) -> dict[str, Any]:
    """The two persons, as they are after it; a second time changes nothing."""
    with world.turn() as turn:
        link = find_link(turn, given.who)
        done = by_staff.unmerge(turn, staff.person(turn, given.by), link)
        both = [turn.db.get_one(Person, each) for each in (link.guest_id, link.host_id)]
        persons = [portrait(turn, living(turn, each)) for each in both]
        return {"link": str(link.id), "parted": done, "persons": persons}


def export(world: World, given: Namespace) -> dict[str, Any]:
    """The ZIP of a person's data as a file beside, named by the second word; that it was handed out
    is an event."""
    with world.turn() as turn:
        by, person = staff.person(turn, given.by), find(turn, given.who)
        by_staff.authorise(turn, by, person, person)
        path = Path(given.kept or copy_of_data.NAME)
        make_file(path)
        path.write_bytes(copy_of_data.packed(turn, person))
        what = Happened(
            EventKind.EXPORTED, person_id=person.id, actor_id=by.id, door="command", subject="data"
        )
        events.write(turn, what)
        return {"file": str(path), "persons": [portrait(turn, person)]}


def erase(world: World, given: Namespace) -> dict[str, Any]:
    """Erase a person at once, as they asked the staff to."""
    with world.turn() as turn:
        by, person = staff.person(turn, given.by), find(turn, given.who)
        by_staff.authorise(turn, by, person, person)
    erasing.at_once(world, person, keep_badges=given.keep_badges, by=by)
    with world.glance() as turn:
        left = turn.db.get_one(Person, person.id)
        return {"erased": str(person.id), "persons": [portrait(turn, left)]}


def tell(known: dict[str, Any]) -> None:
    """A person in a few lines."""
    print(f"{known['name'] or text('command.person_unnamed')}  {known['person']}")
    for each in known["addresses"]:
        notes = [text("command.proven" if each["proven"] else "command.not_proven")]
        notes += [text("command.for_badges")] if each["for_badges"] else []
        notes += [] if each["reachable"] else [text("command.unreachable")]
        print(f"  {each['door']:<9} {each['value']}  ({', '.join(notes)})")
    for each in known["claims"]:
        what = f"{each['ref']}  {each['programme']}/{each['badge']}: {each['state']}"
        print(f"  {text('command.person_claim'):<9} {what}")
    for each in known["badges"]:
        revoked = f" ({text('command.revoked')})" if each["revoked"] else ""
        print(f"  {text('command.person_badge'):<9} {each['id']}  {each['name']}{revoked}")
    for each in known["roles"]:
        of = text("command.role_of", role=each["role"], programme=each["programme"])
        print(f"  {text('command.person_role'):<9} {of}")
    for each in known["links"]:
        other, by = each["name"] or each["with"], ""
        if each["by"]:
            by = " " + text("command.link_by", name=each["by"])
        end = text("command.link_holds")
        if each["undone_at"]:
            end = text("command.link_undone", at=each["undone_at"])
        label = text("command.person_link")
        print(f"  {label:<9} {each['link']}  {other}, {each['made_at']}{by}: {end}")


ACTS: dict[str, Callable[[World, Namespace], dict[str, Any]]] = {
    "show": show,
    "merge": merge,
    "unmerge": unmerge,
    "export": export,
    "erase": erase,
}
