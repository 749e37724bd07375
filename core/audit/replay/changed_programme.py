"""A changed programme set beside the others in a folder of its own, so that all of core works with
it as if it were in force."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from core.ground.errors import Trouble
from core.ground.settings import Settings
from core.programmes.catalogue import ReadFolder, catalogue, read
from core.programmes.mistakes.mistake import Mistake
from core.programmes.programme import Programme

SLUG = re.compile(r"""(?m)^\s*slug\s*=\s*["']([a-z][a-z0-9-]*)["']""")


@dataclass(frozen=True, slots=True)
class ChangedProgramme:
    """A programme as it is and as it would be, with the settings of each; `mistakes` are those of
    the changed file, with its own path."""

    now: Programme
    then: Programme | None
    settings: Settings
    mistakes: tuple[Mistake, ...]


@contextmanager
def changed(settings: Settings, file: Path) -> Iterator[ChangedProgramme]:
    """The change that a `programme.toml`, or a folder with one, would make, as long as the block
    lasts. Raises `Trouble` where there is no such file, or no programme of its name here."""
    given = toml_of(file)
    if not given.is_file():
        raise Trouble("tried.no_file", file=given)
    known = catalogue(settings.programmes_folder)
    slug = slug_in(given)
    with TemporaryDirectory(prefix="cocarde-dry-run-") as place:
        programmes = Path(place) / "programmes"
        reading = read_in(programmes / (slug or "changed"), file, given)
        if slug not in known.programmes:
            here = ", ".join(known.programmes)
            raise Trouble("tried.other_programme", slug=repr(slug), known=here)
        stand_beside(programmes, settings.programmes_folder, slug)
        yield ChangedProgramme(
            known[slug],
            None if reading.grave else reading.programme,
            replace(settings, programmes=str(programmes)),
            tuple(replace(each, path=given) for each in reading.mistakes),
        )


def toml_of(file: Path) -> Path:
    """The `programme.toml` that is meant by its own path or by its folder's."""
    return file / "programme.toml" if file.is_dir() else file


def slug_in(given: Path) -> str:
    """The name of the programme that a file is about, also where it is broken further down; empty
    where it names none."""
    found = SLUG.search(given.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""


def read_in(folder: Path, file: Path, given: Path) -> ReadFolder:
    """Read the changed programme in a folder of this name; a file alone is read with what lies
    beside it."""
    source = file if file.is_dir() else file.parent
    folder.mkdir(parents=True)
    for path in source.iterdir():
        if path.is_file() and path.suffix in (".toml", ".svg", ".png"):
            shutil.copyfile(path, folder / path.name)
    shutil.copyfile(given, folder / "programme.toml")
    return read(folder)


def stand_beside(programmes: Path, others: Path, slug: str) -> None:
    """Let the other programmes stand beside the changed one."""
    for path in others.iterdir():
        if path.is_dir() and path.name != slug:
            (programmes / path.name).symlink_to(path.resolve())
