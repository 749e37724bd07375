"""The terminal door: the same desk, with numbered buttons; several people share one keyboard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cocarde.demo.transcript import answered
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.rows import outbox
from core.ground.tables import Outbox
from core.ground.world import World
from core.issuing import badge_card
from core.issuing.stored_badges import picture
from core.reports.picture import picture as drawn

DOOR = "terminal"


@dataclass(slots=True)
class Terminal:
    """Who is speaking, and the buttons that each person has before them."""

    world: World
    badges: Path
    write: Callable[[str], None] = print
    who: str = ""
    lines: int = 0
    offered: dict[str, list[Button]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    saved: list[Path] = field(default_factory=list)

    def say(self, line: str) -> Effects:
        """One line typed by the person at the keyboard; a number presses that button."""
        self.lines += 1
        self.answered.add(self.who)
        pressed = self.pressed(line)
        incoming = Incoming(
            door=DOOR,
            source=DOOR,
            source_id=f"{self.world.chance.letters(8)}:{self.lines}",
            value=self.who,
            text="" if pressed else line,
            choice=pressed,
        )
        return receive(self.world, incoming)

    def pressed(self, line: str) -> str:
        """The choice behind a number, if there is one."""
        offered = self.offered.get(self.who, [])
        if line.strip().isdigit() and 0 < int(line) <= len(offered):
            return offered[int(line) - 1].choice
        return ""

    def deliver(self) -> None:
        """Show what has been put for the people of this terminal, until nothing is left."""
        while rows := outbox.take(self.world, DOOR):
            for row in rows:
                if row.kind != MessageKind.PROGRESS:  # the news of it is printed by itself
                    self.show(row)
                outbox.sent(self.world, row, remote_id=str(row.id))

    def show(self, row: Outbox) -> None:
        """Print a message as the transcript shows it, number its buttons, and keep its badge as a
        file."""
        message = Message.from_json(row.message)
        buttons = [button for line in message.buttons for button in line if button.choice]
        edited = row.kind in (MessageKind.REVIEW_CLOSED, MessageKind.CASE_EDIT)
        first = 1 if edited and not buttons else self.offer(row.place, buttons)
        labels = [button.label for button in buttons]
        links = [f"{b.label} : {b.url}" for line in message.buttons for b in line if b.url]
        text = "\n".join([changed(message.text) if edited else message.text, *links])
        saved = self.saved_file(message)
        to = "" if row.place == self.who else row.place
        self.write(answered(text, labels, saved, to, first=first))

    def offer(self, place: str, buttons: list[Button]) -> int:
        """Put buttons before somebody, after those of the messages that came with them.

        What was there before they last spoke is gone. The number of the first of these buttons.
        """
        if place in self.answered:
            self.answered.discard(place)
            self.offered[place] = []
        offered = self.offered.setdefault(place, [])
        offered += buttons
        return len(offered) - len(buttons) + 1

    def saved_file(self, message: Message) -> str:
        """Where the badge or the picture of a message was saved; nothing without one. A card of a
        badge only looks nice, so it is left out."""
        if message.badge:
            return self.save(message.badge)
        shown = message.picture and not badge_card.is_card(message.picture)
        return str(self.keep(*drawn(self.world, message.picture))) if shown else ""

    def save(self, badge_id: str) -> str:
        """The badge as a file beside the demo."""
        path = self.keep(*picture(self.world, badge_id))
        if path not in self.saved:
            self.saved.append(path)
        return str(path)

    def keep(self, name: str, png: bytes) -> Path:
        """Write a picture into the folder of the badges, made where it is missing; gives the
        path."""
        self.badges.mkdir(parents=True, exist_ok=True)
        path = self.badges / name
        path.write_bytes(png)
        return path


def changed(card: str) -> str:
    """What is new of a card that was edited: its first line, and what was written below it."""
    first, _, _ = card.partition("\n")
    _, _, last = card.rpartition("\n\n")
    return "\n".join(dict.fromkeys((first, last)))
