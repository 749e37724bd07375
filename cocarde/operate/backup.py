"""A backup of everything while Cocarde runs: the database, and with --keys the private keys.

The file is checked before it gets its name, and readable by its owner only.
"""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from cocarde.language import say, text
from cocarde.printing import json_option, print_json
from core.audit import anchor
from core.badges.signing import key_file
from core.ground.clock import real_now
from core.ground.database import snapshots
from core.ground.errors import Trouble
from core.ground.paths import at_home
from core.ground.sentences import Sentence
from core.ground.settings import Settings, read_settings


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=text("help.backup_file"))
    parser.add_argument("--keys", action="store_true", help=text("help.backup_keys"))
    parser.add_argument("--replace", action="store_true", help=text("help.backup_replace"))
    json_option(parser)


def main(given: Namespace) -> int:
    settings = read_settings()
    if given.file.exists() and not given.replace:
        raise Trouble("command.backup_there", file=given.file)
    told = take(settings, given.file, keys=given.keys)
    if given.json:
        print_json(told)
    else:
        keys = Sentence("command.with_keys" if given.keys else "command.without_keys")
        counts = {name: told[name] for name in ("badges", "claims", "people")}
        say("command.backup_made", file=given.file, keys=keys, **counts)
        say("audit.head", head=told["audit_head"])
        if not given.keys:
            say("command.keep_keys", path=settings.key_path)
    return 0


def take(settings: Settings, file: Path, *, keys: bool) -> dict[str, object]:
    """Make the backup; gives what it holds."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    snapshots.private(fresh)
    try:
        if settings.database_url.startswith("sqlite"):
            source = at_home(settings.database_url.partition(":///")[2])
            if not source.exists():
                raise Trouble("command.no_store", place=source)
            counts = snapshots.copy_sqlite(source, fresh)
        else:
            counts = snapshots.copy_postgres(settings.database_url, fresh)
        about = {
            "made": real_now().isoformat().encode(),
            "public_url": settings.base.encode(),
            "audit_head": str(anchor.of_file(fresh)).encode(),
            "counts": json.dumps(counts).encode(),
        }
        if keys:
            about["keys"] = read_keys(settings.key_path)
        snapshots.seal(fresh, about)
        snapshots.check(fresh)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return {
        "file": str(file),
        "badges": counts.get("badge", 0),
        "claims": counts.get("claim", 0),
        "people": counts.get("person", 0),
        "keys": keys,
        "audit_head": about["audit_head"].decode(),
    }


def read_keys(path: Path) -> bytes:
    key_file.read(path)  # raises where they cannot be understood
    if not path.exists():
        raise Trouble("command.backup_no_keys", path=path)
    return path.read_bytes()
