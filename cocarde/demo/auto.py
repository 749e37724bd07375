"""The first minute, played by itself: `cocarde demo --auto DIR`."""

import shutil
from pathlib import Path

from sqlmodel import select

from cocarde.demo.keyboard import Talk
from cocarde.demo.stage import Stage
from cocarde.demo.start import stage
from cocarde.demo.terminal import Terminal
from cocarde.demo.transcript import said
from core.ground.settings import Settings, read_settings
from core.ground.tables import Badge
from core.issuing.static_site import static_site

URL = "https://cocarde.example.org"
LINES = """\
Python avancé
https://github.com/lina-haddad/meteo
https://github.com/lina-haddad/meteo
https://meteo.example.org
oui
/as sam
1
/as lina
/mybadges
/tomorrow
/as awa
/mail
/reply oui
/mail
/mybadges
/as karim
je n'ai jamais reçu mon badge
"""


async def play_alone(folder: Path) -> int:
    """Open the demo and play it into a folder, with badges at the public address of the settings
    or else one that is nobody's; gives the exit status."""
    given = read_settings().public_url
    public_url = URL if given == Settings().public_url else given
    empty(folder)
    async with stage(public_url) as on:
        await play(on, folder)
    return 0


async def play(on: Stage, folder: Path) -> None:
    """Say the lines; leave the transcript, every badge and the hosted documents in the folder."""
    written: list[str] = []

    def write(line: str) -> None:
        written.append(line)
        print(line, flush=True)

    terminal = Terminal(on.world, folder, write)
    talk = Talk(on, terminal)
    for line in LINES.splitlines():
        write(said(terminal.who, line))
        await talk.hear(line)
    save_mailed(on, terminal)
    (folder / "transcript.txt").write_text("\n".join(written) + "\n", encoding="utf-8")
    static_site(on.world, folder / "site")


def save_mailed(on: Stage, terminal: Terminal) -> None:
    """The badges that went out by mail lie in the folder too."""
    with on.world.glance() as turn:
        ids = list(turn.db.exec(select(Badge.id)))
    for badge_id in ids:
        terminal.save(badge_id)


def empty(folder: Path) -> None:
    """A folder that holds nothing of an earlier play."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "site", ignore_errors=True)
    for left in (*folder.glob("*.png"), *folder.glob("transcript.txt")):
        left.unlink()
