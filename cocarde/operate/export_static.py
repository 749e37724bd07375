"""All that is public as a folder for any web server, so that badges outlive this software.

The folder is made beside its place and put there whole, in the place of an older export.
"""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cocarde.installation import open_world
from cocarde.language import say, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.world import World
from core.issuing.static_site import static_site, write
from web.export.pages import pages

# Apache reads its rules in the folder itself; the other servers want theirs where they are set up.
IN_THE_FOLDER = ".htaccess"
BESIDE = ("nginx.conf", "Caddyfile")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=text("help.export_static_folder"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    told = export(open_world(now=clock(given.now)), given.folder.absolute())
    if given.json:
        print_json(asdict(told))
    else:
        say("command.exported", **{**asdict(told), "rules": ", ".join(told.rules)})
    return 0


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many files and badges, and the rules of servers beside the folder."""

    folder: str
    address: str
    files: int
    badges: int
    revoked: int
    rules: list[str]


def export(world: World, folder: Path) -> Exported:
    """Write the whole folder, and the rules of each server beside it; gives what was written.

    Raises `Trouble` where the folder holds something else, or the keys cannot be read.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / IN_THE_FOLDER).is_file():
        raise Trouble("command.export_there", folder=folder)
    fresh, former = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for each in (fresh, former):
        shutil.rmtree(each, ignore_errors=True)
    files = static_site(world, fresh)
    files += [write(fresh, path, body) for path, body in pages(world, world.now().date())]
    rules = dict(server_rules(folder, urlsplit(world.settings.base).netloc))
    write(fresh, IN_THE_FOLDER, rules.pop(IN_THE_FOLDER).encode())
    if folder.exists():
        folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
    beside = [
        str(write(folder.parent, f"{folder.name}.{name}", body.encode()))
        for name, body in rules.items()
    ]
    return Exported(
        str(folder),
        world.settings.base,
        len(files),
        len(list((folder / "ob3" / "b").glob("*.json"))),
        len(list((folder / "gone" / "ob2" / "a").glob("*.json"))),
        beside,
    )


def server_rules(folder: Path, host: str) -> Iterator[tuple[str, str]]:
    """The rules of each server by the name of their file: 410 for what was revoked, and the types
    of the documents."""
    for name in (IN_THE_FOLDER, *BESIDE):
        rules = (TEMPLATES / "servers" / name.removeprefix(".")).read_text(encoding="utf-8")
        yield name, rules.replace("@FOLDER@", str(folder)).replace("@HOST@", host)
