"""Put a backup in place of the store, with --keys also its keys; what was there is kept beside it.

Stop Cocarde first. Without --replace nothing that holds anything is touched.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from cocarde.installation import open_world
from cocarde.language import text
from cocarde.printing import json_option, print_json
from core.audit import anchor
from core.badges.signing import key_file
from core.ground.database import snapshots
from core.ground.database.postgres import postgres_engine
from core.ground.database.store import Store
from core.ground.errors import Trouble
from core.ground.paths import at_home
from core.ground.settings import Settings, read_settings
from core.rights import erasing, tombstone_file


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=text("help.restore_file"))
    parser.add_argument("--keys", action="store_true", help=text("help.restore_keys"))
    parser.add_argument("--replace", action="store_true", help=text("help.restore_replace"))
    json_option(parser)


def main(given: Namespace) -> int:
    settings = read_settings()
    if not given.file.exists():
        raise Trouble("command.no_backup", file=given.file)
    about = snapshots.check(given.file)
    made, url = about["made"].decode(), about["public_url"].decode()
    done = [text("command.backup_whole", file=given.file, made=made, url=url)]
    if given.keys and "keys" not in about:
        raise Trouble("command.holds_no_keys")
    refuse_unasked(settings, about, given)
    done += put_store(settings, given.file)
    done += put_head(settings, given.file)
    if given.keys:
        done += put_keys(settings.key_path, about["keys"])
    elif not settings.key_path.exists():
        done.append(text("command.keys_to_come", path=settings.key_path))
    if settings.key_path.exists():
        erase_again(settings)
    if given.json:
        print_json({"done": done})
    else:
        print("\n".join(done))
    return 0


def erase_again(settings: Settings) -> None:
    """Erase once more whom the backup brought back, by the tombstones beside the key file."""
    stones = tombstone_file.read(settings)
    if stones:
        world = open_world()
        for each in stones:
            erasing.again(world, each)
        world.store.close()


def refuse_unasked(settings: Settings, about: dict[str, bytes], given: Namespace) -> None:
    """Stop before anything is touched that holds something, unless told to replace it."""
    if given.replace:
        return
    if settings.database_url.startswith("sqlite"):
        place = at_home(settings.database_url.partition(":///")[2])
        if place.exists() and place.stat().st_size:
            raise Trouble("command.store_there", place=place)
    else:
        engine = postgres_engine(settings.database_url)
        try:
            if snapshots.holds_anything(engine):
                raise Trouble("command.database_holds")
        finally:
            engine.dispose()
    keys = settings.key_path
    if given.keys and keys.exists() and keys.read_bytes() != about["keys"]:
        raise Trouble("command.other_keys_there", path=keys)


def put_store(settings: Settings, file: Path) -> list[str]:
    """Put a checked backup in the place of the store, and keep what was there beside it; gives what
    was done, a sentence each."""
    if not settings.database_url.startswith("sqlite"):
        work = file.with_name(f".{file.name}.work")
        try:
            snapshots.into_postgres(file, settings.database_url, work)
        finally:
            for left in work.parent.glob(f"{work.name}*"):
                left.unlink()
        return [text("command.database_restored")]
    place = at_home(settings.database_url.partition(":///")[2])
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = list(snapshots.set_aside(place, free_name(place)))
    snapshots.into_sqlite(file, place)
    store = Store(settings.database_url)
    store.prepare()
    store.close()
    kept = [text("command.store_kept", path=each) for each in aside]
    return [*kept, text("command.restored", path=place)]


def put_head(settings: Settings, file: Path) -> list[str]:
    """Let the head of the chain that is kept beside the keys be that of the backup, and keep the
    one that was there; gives what was done."""
    head, path, kept = anchor.of_file(file), anchor.place(settings), []
    if path.exists():
        aside = path.with_name(free_name(path))
        path.rename(aside)
        kept.append(text("audit.head_kept", path=aside))
    anchor.put(settings, replace(head, restored=True))
    return [*kept, text("audit.head", head=head)]


def put_keys(path: Path, body: bytes) -> list[str]:
    """Put the keys of a backup in place, and keep those that were there beside them; gives what was
    done, a sentence each."""
    if path.exists() and path.read_bytes() == body:
        return [text("command.same_keys", path=path)]
    kept = []
    if path.exists():
        aside = path.with_name(free_name(path))
        path.rename(aside)
        kept.append(text("command.keys_kept", path=aside))
    path.parent.mkdir(parents=True, exist_ok=True)
    snapshots.private(path)
    path.write_bytes(body)
    key_file.read(path)
    return [*kept, text("command.restored", path=path)]


def free_name(path: Path) -> str:
    """`cocarde.db.before-1`: a name beside a file that nobody has."""
    number = 1
    while path.with_name(f"{path.name}.before-{number}").exists():
        number += 1
    return f"{path.name}.before-{number}"
