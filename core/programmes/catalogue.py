"""The programmes of an installation, read from their folders; every mistake told with its mend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from core.badges.picture.logo import of_png
from core.ground.errors import Trouble
from core.ground.findings import Weight
from core.ground.sentences import Sentence
from core.programmes.badge_class import BadgeClass
from core.programmes.faq_file import Entries, FaqEntry, read_faq
from core.programmes.mistakes.events import past
from core.programmes.mistakes.mistake import Mistake
from core.programmes.mistakes.programme_mistakes import wrong_in
from core.programmes.programme import Programme
from core.programmes.toml_files import load, read_file


@dataclass(frozen=True, slots=True)
class ReadFolder:
    """One folder read: the programme and its questions asked often, or what is wrong with them.
    `nearly`: one of a wrong shape as it would be with sound values, so that its pictures can be
    looked at."""

    path: Path
    programme: Programme | None
    mistakes: tuple[Mistake, ...]
    faq: Entries = ()
    nearly: Programme | None = None

    def past(self, now: datetime) -> tuple[Mistake, ...]:
        """The codes and badges of a sound programme whose last day is over."""
        if self.programme is None or self.grave:
            return ()
        found = list(past(self.programme, now))
        return read_file(self.path).mistakes(found) if found else ()

    @property
    def grave(self) -> list[Mistake]:
        """The mistakes with which it cannot be used."""
        return [mistake for mistake in self.mistakes if mistake.weight is Weight.WRONG]


def read(folder: Path) -> ReadFolder:
    """Read `programme.toml` and `questions.toml` of a folder and look for every mistake at once."""
    path = folder / "programme.toml"
    loaded = load(path, Programme, lambda programme: wrong_in(path, programme))
    programme = loaded.shape
    entries, wrong = read_faq(folder, programme)
    return ReadFolder(path, programme, (*loaded.mistakes, *wrong), entries, loaded.nearly)


def read_all(folder: Path) -> list[ReadFolder]:
    """Every programme folder with its mistakes, in the order of their names; raises `Trouble` where
    there is no such folder."""
    if not folder.is_dir():
        raise Trouble("trouble.no_folder", folder=folder)
    return [read(path) for path in sorted(folder.iterdir()) if path.is_dir()]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sound programmes by slug, and the folder that their artwork lies in."""

    folder: Path
    programmes: Mapping[str, Programme]
    faq: Mapping[str, Entries]

    def __getitem__(self, slug: str) -> Programme:
        try:
            return self.programmes[slug]
        except KeyError:
            known = ", ".join(self.programmes)
            raise Trouble("trouble.no_programme", slug=repr(slug), known=known) from None

    def has(self, programme: str, badge: str = "") -> bool:
        """Whether there is such a programme, and such a badge in it if one is named."""
        found = self.programmes.get(programme)
        return found is not None and (not badge or found.badge_class(badge) is not None)

    def badge(self, programme: str, badge: str) -> BadgeClass:
        """The badge class of a programme by its slug; raises `Trouble` where there is none, and
        names those there are."""
        found = self[programme].badge_class(badge)
        if found is None:
            known = ", ".join(each.slug for each in self[programme].badge)
            raise Trouble("trouble.no_badge", programme=programme, badge=repr(badge), known=known)
        return found

    def entry(self, programme: str, slug: str) -> FaqEntry | None:
        """One of the questions asked often about a programme; None where there is none of that
        name."""
        entries = self.faq.get(programme, ())
        return next((each for each in entries if each.slug == slug), None)

    def artwork(self, programme: str) -> str:
        """The SVG source that all pictures of the programme's badges are drawn from."""
        return (self.folder / programme / "artwork.svg").read_text(encoding="utf-8")

    def logo(self, programme: str) -> str:
        """The SVG source of the programme's own `logo.svg` or `logo.png`; empty where its folder
        has none. Raises `Trouble` for a PNG that cannot be one."""
        drawn, picture = (self.folder / programme / f"logo.{kind}" for kind in ("svg", "png"))
        if drawn.is_file():
            return drawn.read_text(encoding="utf-8")
        return of_png(picture.read_bytes()) if picture.is_file() else ""


@cache
def catalogue(folder: Path) -> Catalogue:
    """The programmes of a folder, read once in each process; raises `Trouble` that tells every
    mistake, so that a broken one stops the start."""
    readings = read_all(folder)
    mistakes = [mistake for reading in readings for mistake in reading.grave]
    if mistakes:
        listed = (Sentence("programme.listed", mistake=mistake) for mistake in mistakes)
        raise Trouble("trouble.programmes", mistakes=tuple(listed))
    sound = {reading.programme.slug: reading.programme for reading in readings if reading.programme}
    faq = {reading.programme.slug: reading.faq for reading in readings if reading.programme}
    return Catalogue(folder, sound, faq)
