"""The first minute, played by itself: `cocarde demo --auto DIR`."""

import shutil
from pathlib import Path

from cocarde.demo.keyboard import Talk
from cocarde.demo.stage import Stage
from cocarde.demo.terminal import Terminal
from cocarde.demo.transcript import said
from core.issuing.static_site import static_site

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


async def play(stage: Stage, folder: Path) -> None:
    """Say the lines; leave the transcript, every badge and the hosted documents in the folder."""
    written: list[str] = []

    def write(line: str) -> None:
        written.append(line)
        print(line, flush=True)

    terminal = Terminal(stage.world, folder, write)
    talk = Talk(stage, terminal)
    for line in LINES.splitlines():
        write(said(terminal.who, line))
        await talk.hear(line)
    save_mailed(stage, terminal)
    (folder / "transcript.txt").write_text("\n".join(written) + "\n", encoding="utf-8")
    static_site(stage.world, folder / "site")


def save_mailed(stage: Stage, terminal: Terminal) -> None:
    """The badges that went out by mail lie in the folder too."""
    from sqlmodel import select

    from core.ground.tables import Badge

    with stage.world.glance() as turn:
        ids = list(turn.db.exec(select(Badge.id)))
    for badge_id in ids:
        terminal.save(badge_id)


def empty(folder: Path) -> None:
    """A folder that holds nothing of an earlier play."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "site", ignore_errors=True)
    for left in (*folder.glob("*.png"), *folder.glob("transcript.txt")):
        left.unlink()
