"""A list sent on a page: looked at first, brought in on one press, its refused rows handed back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlmodel import col, delete

from core.claims.moves import Actor
from core.ground.errors import Refusal, Trouble
from core.ground.tables import Person, UploadedList
from core.ground.world import Turn, World, runs_again
from core.managing.changes import Changed, ChangeKind, record
from core.roster import files, import_file
from core.roster.files import Table
from core.roster.import_file import Import

KEPT = timedelta(days=1)
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What would become of a list, or became of it: the counts, and the columns as understood."""

    upload: UploadedList
    done: Import
    columns: dict[str, str]
    notes: tuple[str, ...]


@runs_again
def keep(world: World, programme: str, person: Person, name: str, content: bytes) -> UUID:
    """Keep a list for a day, and let those of days before go; gives its key. Raises `Refusal` for
    a file that is no list."""
    bare = Path(name.replace("\\", "/")).name[-80:] or "liste.csv"
    if not bare.lower().endswith(ENDINGS):
        raise Refusal("manage.roster_kind")
    with world.turn() as turn:
        turn.db.exec(delete(UploadedList).where(col(UploadedList.made_at) < turn.at - KEPT))
        made = UploadedList(
            id=turn.chance.uuid(),
            programme=programme,
            person_id=person.id,
            name=bare,
            content=content,
            made_at=turn.at,
        )
        turn.db.add(made)
        return made.id


def kept(turn: Turn, programme: str, key: str) -> UploadedList | None:
    """The list of this key, if it was sent for this programme within a day."""
    try:
        found = turn.db.get(UploadedList, UUID(key))
    except ValueError:
        return None
    here = found is not None and found.programme == programme and turn.at - found.made_at < KEPT
    return found if here else None


def look(world: World, upload: UploadedList, language: str) -> LookedAt:
    """What would become of each row; nothing is kept. Raises `Refusal` where the file cannot be
    understood."""
    return worked(world, upload, language, dry_run=True)


def bring_in(world: World, upload: UploadedList, by: Actor, language: str) -> LookedAt:
    """Write the list into the roster, and write that down; again it changes nothing."""
    looked = worked(world, upload, language, dry_run=False)
    note(world, upload.id, by, looked.done)
    return looked


@runs_again
def note(world: World, key: UUID, by: Actor, done: Import) -> None:
    """Write down that a list was brought in, once."""
    with world.turn() as turn:
        row = turn.db.get_one(UploadedList, key)
        if row.written_at is not None:
            return
        row.written_at = turn.at
        turn.db.add(row)
        counts = {"added": done.added, "changed": done.changed, "refused": len(done.refused)}
        record(turn, by, Changed(ChangeKind.ROSTER, row.programme, None, str(key), None, counts))


def worked(world: World, upload: UploadedList, language: str, *, dry_run: bool) -> LookedAt:
    with opened(upload, language) as table:
        done = import_file.import_table(
            world, upload.programme, table, dry_run=dry_run, language=language
        )
        notes = tuple(each.in_words(language) for each in table.notes)
        return LookedAt(upload, done, dict(table.understood), notes)


def refused(world: World, upload: UploadedList, language: str, reason: str) -> bytes:
    """The rows that cannot be taken as a CSV, each with why; nothing is written into the roster."""
    with opened(upload, language) as table, TemporaryDirectory() as folder:
        done = import_file.import_table(
            world, upload.programme, table, dry_run=True, language=language
        )
        path = Path(folder) / "refused.csv"
        files.write_refused(path, table, done.refused, reason)
        return path.read_bytes()


@contextmanager
def opened(upload: UploadedList, language: str) -> Iterator[Table]:
    """The list as a table; raises `Refusal` with what is wrong where it is none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / upload.name
        path.write_bytes(upload.content)
        try:
            yield files.read_table(path)
        except Trouble as trouble:
            what = trouble.in_words(language).replace(f"{folder}/", "")
            raise Refusal("manage.roster_unread", what=what) from trouble
