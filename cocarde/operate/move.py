"""Carry a SQLite installation over to PostgreSQL, while it rests; then say what to change.

Cut off at any moment, it goes on where it was when it is run again.
"""

import re
import sys
from argparse import ArgumentParser, Namespace

from cocarde.language import text
from cocarde.printing import json_option, print_json
from core.ground.database.copied_rows import Digest, Heard
from core.ground.database.moving import move
from core.ground.errors import Trouble
from core.ground.paths import at_home
from core.ground.settings import read_settings

STEP = 10_000  # rows of a table between two lines


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help=text("help.move_url"))
    json_option(parser)


def main(given: Namespace) -> int:
    settings = read_settings()
    if not given.url.startswith(("postgresql://", "postgres://")):
        raise Trouble("command.move_where", example="postgresql://cocarde@db.example.org/cocarde")
    if not settings.database_url.startswith("sqlite"):
        raise Trouble("command.move_from")
    place = at_home(settings.database_url.partition(":///")[2])
    if not place.exists():
        raise Trouble("command.no_store", place=place)
    compared = move(place, given.url, progress())
    tell(compared, f"COCARDE_DATABASE_URL={without_password(given.url)}", str(place), given.json)
    return 0


def progress() -> Heard:
    """Tell of each table as it is begun, and of every ten thousand rows of one, on stderr."""
    last = ""

    def heard(table: str, rows: int) -> None:
        nonlocal last
        if table != last or rows % STEP == 0:
            print(text("command.moving", table=table, rows=f"{rows}"), file=sys.stderr, flush=True)
        last = table

    return heard


def tell(compared: dict[str, Digest], setting: str, place: str, as_json: bool) -> None:
    """Print what was moved, and what to change."""
    rows = sum(count for count, _ in compared.values())
    if as_json:
        tables = {name: {"rows": count, "sha256": sum_} for name, (count, sum_) in compared.items()}
        print_json({"tables": tables, "rows": rows, "setting": setting, "closed": place})
        return
    print(text("command.moved", tables=len(compared), rows=rows))
    print(text("command.move_setting", setting=setting))
    print(text("command.move_old", place=place))


def without_password(url: str) -> str:
    """An address as it may be shown."""
    shown = re.sub(r"^(\w+://[^:/@]*):[^@]*@", r"\1:…@", url)
    return re.sub(r"(password=)[^&]*", r"\1…", shown)
