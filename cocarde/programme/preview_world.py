"""A small world in a folder of its own, in which a preview is played: nothing of it leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from cocarde.installation import open_world
from cocarde.programme.real_answers import RealAnswers
from core.ground.clock import real_now
from core.ground.settings import Settings
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.programmes.link_check import LinkCheck
from core.programmes.programme import Programme

MAILBOX = "badges@preview.example.org"
NOON = 11  # UTC: neither night for reviewers nor tomorrow anywhere in Europe


@dataclass(slots=True)
class PreviewClock:
    """Begins today at noon, and is moved by the preview alone."""

    at: datetime = field(default_factory=lambda: real_now().replace(hour=NOON))

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self.at

    def pass_days(self, days: float) -> None:
        """Move it on."""
        self.at += timedelta(days=days)


@dataclass(slots=True)
class PreviewWorld:
    """The world, its clock, the programme that is shown, the number of the last input, and the
    answers of a real claim, where it is shown with them."""

    world: World
    clock: PreviewClock
    programme: Programme
    inputs: int = 0
    real: RealAnswers | None = None

    def number(self) -> str:
        """A number for an input, that no other has."""
        self.inputs += 1
        return str(self.inputs)


def is_there(_url: str) -> LinkCheck:
    """Every address is found: nobody is asked."""
    return LinkCheck("found", 200)


@contextmanager
def preview_world(folder: Path, real: RealAnswers | None = None) -> Iterator[PreviewWorld]:
    """A world with the programme of this folder alone, and the answers of a real claim if any; gone
    when the block ends. Raises `Trouble` that tells what is wrong with the programme."""
    with TemporaryDirectory(prefix="cocarde-preview-") as place:
        root = Path(place)
        copytree(folder, root / "programmes" / folder.name)
        settings = Settings(
            database_url=f"sqlite:///{root / 'preview.db'}",
            public_url="https://preview.example.org",
            programmes=str(root / "programmes"),
            key_file=str(root / "keys.json"),
            mail_address=MAILBOX,
            mail_authserv_id="preview.invalid",
        )
        clock = PreviewClock()
        world = replace(open_world(settings, now=clock.now), fetch=is_there)
        programmes = world.settings.programmes_folder
        try:
            yield PreviewWorld(world, clock, catalogue(programmes)[folder.name], real=real)
        finally:
            world.store.close()
