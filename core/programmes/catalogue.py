"""The programmes of an installation, read from their folders; every mistake told with its mend."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from core.ground.errors import Trouble
from core.programmes.mistakes import Mistake, mistakes_in, mistakes_of
from core.programmes.programme import BadgeClass, Programme


@dataclass(frozen=True, slots=True)
class Reading:
    """One folder read: the programme, or what is wrong with it."""

    path: Path
    programme: Programme | None
    mistakes: tuple[Mistake, ...]


def read(folder: Path) -> Reading:
    """Read `<folder>/programme.toml` and look for every mistake at once."""
    path = folder / "programme.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        programme = Programme.model_validate(data)
    except FileNotFoundError:
        return Reading(path, None, (Mistake(path, "", "the file is missing", "create it"),))
    except UnicodeDecodeError:
        wrong = Mistake(path, "", "the file is not UTF-8", "save it with the encoding UTF-8")
        return Reading(path, None, (wrong,))
    except tomllib.TOMLDecodeError as error:
        return Reading(path, None, (Mistake(path, "", f"not TOML: {error}", "mend that line"),))
    except ValidationError as error:
        return Reading(path, None, mistakes_of(path, error))
    return Reading(path, programme, mistakes_in(path, programme))


def read_all(folder: Path) -> list[Reading]:
    """Every programme folder, in the order of their names."""
    if not folder.is_dir():
        raise Trouble(f"{folder} is not a folder.", mend="Set COCARDE_PROGRAMMES to one.")
    return [read(path) for path in sorted(folder.iterdir()) if path.is_dir()]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sound programmes by slug, and the folder that their artwork lies in."""

    folder: Path
    programmes: Mapping[str, Programme]

    def __getitem__(self, slug: str) -> Programme:
        try:
            return self.programmes[slug]
        except KeyError:
            known = ", ".join(self.programmes)
            raise Trouble(f"There is no programme {slug!r}.", mend=f"Known: {known}.") from None

    def has(self, programme: str, badge: str = "") -> bool:
        """Whether there is such a programme, and such a badge in it if one is named."""
        found = self.programmes.get(programme)
        return found is not None and (not badge or found.badge_class(badge) is not None)

    def badge(self, programme: str, badge: str) -> BadgeClass:
        found = self[programme].badge_class(badge)
        if found is None:
            known = ", ".join(each.slug for each in self[programme].badge)
            raise Trouble(f"{programme} has no badge {badge!r}.", mend=f"Known: {known}.")
        return found

    def artwork(self, programme: str) -> str:
        return (self.folder / programme / "artwork.svg").read_text(encoding="utf-8")


@cache
def catalogue(folder: Path) -> Catalogue:
    """The programmes of a folder, read once; broken ones stop the start, all mistakes told."""
    readings = read_all(folder)
    mistakes = [mistake for reading in readings for mistake in reading.mistakes]
    if mistakes:
        told = "\n".join(f"- {mistake}" for mistake in mistakes)
        raise Trouble(f"The programmes have mistakes:\n{told}")
    sound = {reading.programme.slug: reading.programme for reading in readings if reading.programme}
    return Catalogue(folder, sound)
