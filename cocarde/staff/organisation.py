"""The organisations of a programme: who joins, which of their badge classes count for what, who
leaves. Everything is checked, and every mistake is told at once."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import clock, json_option, now_option, print_json
from cocarde.staff.organisation_classes import classes
from core.ground.errors import Trouble
from core.ground.tables import JoinedOrganisation
from core.ground.world import Turn, World
from core.programmes.catalogue import catalogue
from core.programmes.members import membership, organisations
from core.programmes.members.join_request import JoinRequest
from core.reading.names.written_name import neat_name
from core.reading.text import clean

LISTS = ("alias", "issuer", "host", "class", "competence", "level")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "list", "show", "count", "remove"])
    parser.add_argument("which", nargs="?", default="", metavar="NAME",
                        help=text("help.organisation_which"))  # fmt: skip
    parser.add_argument("--programme", metavar="SLUG", default="")
    for name in ("name", "url", "mail"):
        parser.add_argument(f"--{name}", default="", help=text(f"help.organisation_{name}"))
    for name in LISTS:
        parser.add_argument(
            f"--{name}", action="append", default=[], help=text(f"help.organisation_{name}")
        )
    parser.add_argument(
        "--classes", type=Path, metavar="FILE", help=text("help.organisation_classes")
    )
    parser.add_argument(
        "--unchecked", action="store_true", help=text("help.organisation_unchecked")
    )
    parser.add_argument(
        "--shared-host", action="store_true", help=text("help.organisation_shared_host")
    )
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if given.action == "list":
        return tell(listed(world, given.programme), given.json)
    work = {"add": add, "show": show, "count": count, "remove": remove}[given.action]
    found = work(world, given)
    if given.json:
        print_json(found)
    else:
        print_one(found)
    return 0


def listed(world: World, programme: str) -> list[dict[str, Any]]:
    """The organisations that joined, of one programme or of all, those that left among them."""
    with world.glance() as turn:
        known = catalogue(turn.settings.programmes_folder)
        slugs = [known[programme].slug] if programme else list(known.programmes)
        return [
            as_json(turn, each) for slug in slugs for each in organisations.ever_joined(turn, slug)
        ]


def add(world: World, given: Namespace) -> dict[str, Any]:
    """Let one join, or add to what is known of one that has."""
    with world.glance() as turn:
        known = catalogue(turn.settings.programmes_folder)
        slug = given.programme or only(list(known.programmes), "command.organisation_programme")
    request = JoinRequest(
        name=neat_name(given.name or given.which),
        aliases=tuple(filter(None, map(neat_name, given.alias))),
        url=given.url.strip(),
        mail=given.mail.strip().lower(),
        issuers=tuple(map(clean, given.issuer)),
        hosts=tuple(each.strip().lower() for each in given.host),
        classes=classes(known[slug], given),
    )
    published = None if given.unchecked else membership.looked(world, slug, request)
    with world.turn() as turn:
        row = membership.join(turn, slug, request, published=published, shared=given.shared_host)
        return as_json(turn, row)


def count(world: World, given: Namespace) -> dict[str, Any]:
    """Let badge classes of one count."""
    with world.glance() as turn:
        row = found(turn, given)
        programme = catalogue(turn.settings.programmes_folder)[row.programme]
    wanted = classes(programme, given)
    if not wanted:
        raise Trouble("command.organisation_class")
    request = JoinRequest(row.name, classes=wanted)
    published = None if given.unchecked else membership.looked(world, row.programme, request)
    with world.turn() as turn:
        row = found(turn, given)
        membership.count(turn, row, wanted, published)
        return as_json(turn, row)


def show(world: World, given: Namespace) -> dict[str, Any]:
    """One of them with all that is known of it."""
    with world.glance() as turn:
        return as_json(turn, found(turn, given))


def remove(world: World, given: Namespace) -> dict[str, Any]:
    """Let one leave; with an alias, issuer, host or class only that is taken from it."""
    aliases, issuers, hosts = tuple(given.alias), tuple(given.issuer), tuple(given.host)
    wrong = JoinRequest(given.which, aliases, issuers=issuers, hosts=hosts)
    achievements = vars(given)["class"]
    with world.turn() as turn:
        row = found(turn, given)
        if achievements or wrong != JoinRequest(given.which):
            membership.take_back(turn, row, wrong, achievements)
        else:
            membership.leave(turn, row)
        return as_json(turn, row)


def found(turn: Turn, given: Namespace) -> JoinedOrganisation:
    """The organisation that is named, in the programme that is named or in the only one that it
    joined. Raises `Trouble` for none, and for one of several programmes."""
    name = given.which or given.name
    if not name:
        raise Trouble("command.organisation_which", action=given.action)
    known = catalogue(turn.settings.programmes_folder)
    if given.programme:
        return membership.member(turn, known[given.programme].slug, name)
    rows = [row for slug in known.programmes if (row := organisations.named(turn, slug, name))]
    if not rows:
        raise Trouble("organisation.nowhere", name=repr(name))
    only([row.programme for row in rows], "command.organisation_programme")
    return rows[0]


def only(programmes: list[str], word: str) -> str:
    """The one programme; raises `Trouble` where there are several."""
    if len(programmes) > 1:
        raise Trouble(word, known=", ".join(programmes))
    return programmes[0]


def as_json(turn: Turn, row: JoinedOrganisation) -> dict[str, Any]:
    """An organisation as programs read it."""
    return {
        **row.model_dump(mode="json", include={"programme", "slug", "name", "url", "mail"}),
        "aliases": row.aliases.splitlines(),
        "issuers": row.issuers.splitlines(),
        "hosts": row.hosts.splitlines(),
        "joined_at": row.joined_at.isoformat(),
        "left_at": row.left_at.isoformat() if row.left_at else None,
        "classes": [
            each.model_dump(mode="json", include={"achievement", "name", "competence", "level"})
            for each in organisations.counted_classes(turn, row)
        ],
    }


def tell(rows: list[dict[str, Any]], as_json: bool) -> int:
    """One line each."""
    if as_json:
        print_json(rows)
        return 0
    for row in rows:
        count = text("command.organisation_counting", count=len(row["classes"]))
        print(f"{row['programme']:<16} {row['slug']:<28} {row['name']} · {count}{ended(row)}")
    if not rows:
        say("command.no_organisation")
    return 0


def print_one(row: dict[str, Any]) -> None:
    """All that is known of one."""
    print(f"{row['programme']}  {row['slug']}  {row['name']}{ended(row)}")
    for name in ("aliases", "url", "mail", "issuers", "hosts"):
        values = row[name] if isinstance(row[name], list) else [row[name]]
        for value in filter(None, values):
            print(f"  {text(f'command.organisation_{name}'):<12} {value}")
    for each in row["classes"]:
        called = f"  {each['name']}" if each["name"] else ""
        print(f"  {each['competence']} {each['level']}  {each['achievement']}{called}")


def ended(row: dict[str, Any]) -> str:
    """Since when it has left, if it has."""
    since = row["left_at"]
    return f" · {text('command.organisation_left', day=since[:10])}" if since else ""
