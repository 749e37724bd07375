"""Playing a transcript: its `>` lines are said through the doors' own read and write, and what
Cocarde answers is written down anew.

Signs: `# title` · `@ what is given` · `lina > …` in Telegram · `awa by mail > …` ·
`lina > [label]` a button · `lina > (sticker)` · `lina > (badge soudure.png)` a badge of
another issuer, on its own in Telegram and attached to a mail · `lina > (photo x.jpg) words` and
`(file x.pdf)`, likewise · `~ 2 days` · `= draft → ready` ·
`cocarde < …` · `cocarde to sam < …` · `nour in the group > …` in the staff group ·
`sam in reply > …` to the last message with buttons there.
`{code}` is the code last mailed to the speaker, `{code of awa}` to another mailbox; `{link}` the
secret of the last mail's links; `{case}` the reference of the case opened last.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.read import read as read_update
from bot.updates.work_update import with_file
from bot.write import write as write_telegram
from cocarde.demo.transcript import answered
from core.badges.verify import verify
from core.badges.verify.this_installation import installed
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.tables import Case, Outbox
from core.issuing import badge_card
from core.issuing.stored_badges import picture
from core.reports.picture import picture as drawn
from core.rights import handed_out
from core.roster.invitations.letter import write_out
from mail.listen import receive_mail
from tests.servers.telegram.chats import plain
from tests.world import bot_updates, query_plans
from tests.world.letters import mail_of
from tests.world.mail_clients import letter
from tests.world.story_givens import GIVEN
from tests.world.world import Stage, make_stage

SPOKEN = re.compile(
    r"^(?P<who>\w+)(?: \([\w' ]+\))?(?P<door> by mail| by new mail| in the group)?"
    r"(?P<reply> in reply)? > (?P<text>.*)$",
    re.DOTALL,
)
BROUGHT = re.compile(r"\((?:badge|file) ([^)]*)\)")
GROUP = "the group"
SECRET = re.compile(r"(?<![a-z2-7])[a-z2-7]{26}(?![a-z2-7])")
PARIS = ZoneInfo("Europe/Paris")


@dataclass(slots=True)
class Story:
    """One transcript being played; `lines` is what it comes to."""

    stage: Stage
    lines: list[str] = field(default_factory=list)
    chats: dict[str, int] = field(default_factory=dict)
    mailboxes: dict[str, str] = field(default_factory=dict)
    received: dict[str, list[EmailMessage]] = field(default_factory=dict)
    shown: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    updates: int = 0

    def play(self, script: str) -> str:
        """Say what the script says; gives the whole transcript as it really goes."""
        for turn in turns(script):
            self.step(turn)
        return "\n".join(self.lines) + "\n"

    def step(self, line: str) -> None:
        self.lines.append(line)
        spoken = SPOKEN.match(line)
        if spoken is None:
            self.given(line)
            return
        who, text = spoken["who"], spoken.string[spoken.start("text") :]
        text = "\n".join(part.strip() for part in text.split("\n"))
        if spoken["door"] == " in the group":
            effects = self.in_telegram(who, text, group=True, reply=bool(spoken["reply"]))
            who = GROUP
        elif spoken["door"]:
            effects = self.by_mail(who, text, fresh="new" in spoken["door"])
        else:
            effects = self.in_telegram(who, text, reply=bool(spoken["reply"]))
        self.note(effects, who)

    def given(self, line: str) -> None:
        """A line that sets the scene or lets time pass."""
        sign, _, rest = line.partition(" ")
        if sign == "~":
            count, unit = rest.split()
            self.stage.clock.pass_(**{unit if unit.endswith("s") else f"{unit}s": int(count)})
            self.note(self.do(lambda: due(self.stage.world)), "")
        elif sign == "@":
            what, *words = rest.split(" ", 1)
            GIVEN[what](self, words[0] if words else "")

    def note(self, effects: Effects, who: str) -> None:
        """Write down the moves, then everything that goes out."""
        for move in effects.moves:
            self.lines.append(f"= {move['from'] or 'new'} → {move['to']}")
        for door in ("telegram", "mail"):
            while rows := outbox.take(self.stage.world, door):
                for row in rows:
                    if ready := write_out(self.stage.world, row):
                        self.deliver(ready, who)
                        outbox.sent(self.stage.world, ready, str(row.id))

    def deliver(self, row: Outbox, who: str) -> None:
        message = Message.from_json(row.message)
        if row.door == "mail":
            self.deliver_mail(row, message)
            return
        reader = next(key for key, chat in self.chats.items() if str(chat) == row.place)
        if message.retired_as:
            to = "" if reader == who else reader
            self.lines.append(answered(f"(édité) {message.retired_as}", to=to))
        for piece in write_telegram(message):
            keys = piece.keyboard.to_dict().get("inline_keyboard", []) if piece.keyboard else []
            buttons = [
                (plain(key["text"]), key.get("callback_data", "")) for line in keys for key in line
            ]
            if buttons and not message.edits:
                self.cards[reader] = str(row.id)
            if buttons:
                self.shown.setdefault(reader, []).extend(buttons)
            pictured = self.checked(piece.badge) if piece.badge else self.file_of(piece.file)
            if piece.picture:
                pictured = self.drawn(piece.picture)
            to = "" if reader == who else reader
            labels = [label for label, _ in buttons]
            text = plain(f"(édité) {piece.text}" if message.edits else piece.text)
            self.lines.append(masked(answered(text, labels, pictured, to, numbered=False)))

    def deliver_mail(self, row: Outbox, message: Message) -> None:
        raw = mail_of(self.stage.world, row).raw
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.setdefault(row.place, []).append(mail)
        body = mail.get_body(("plain",))
        assert body is not None
        files = [part.get_filename() or "" for part in mail.iter_attachments()]
        pictured = self.checked(message.badge) if message.badge else ""
        assert bool(files) == bool(message.badge or message.files)
        pictured = pictured or ", ".join(files)
        text = f"{mail['Subject']}\n\n{body.get_content().strip()}"
        to = next((key for key, at in self.mailboxes.items() if at == row.place), row.place)
        shown = answered(text, picture=pictured, to=f"{to} by mail")
        self.lines.append(masked(shown))

    def checked(self, badge_id: str) -> str:
        """The file name of a badge, which must be true."""
        name, png = picture(self.stage.world, badge_id)
        register = installed(self.stage.world.settings)
        verdict = verify.verify(png, recipient=None, register=register, now=self.stage.clock.at)
        assert verdict.valid, verdict
        return name

    def file_of(self, reference: str) -> str:
        """The name of a claim's file that goes to who decides."""
        file = handed_out.fetched(self.stage.world, reference) if reference else None
        return file.name if file else ""

    def drawn(self, asked: str) -> str:
        """The file name of a picture; a card is not drawn, `tests/issuing` looks at one."""
        if badge_card.is_card(asked):
            return badge_card.file_name(asked)
        return drawn(self.stage.world, asked)[0]

    def in_telegram(
        self, who: str, text: str, *, group: bool = False, reply: bool = False
    ) -> Effects:
        update = self.update(who, text, group=group)
        if reply:
            card = {"message_id": self.cards[GROUP if group else who], "from": {"is_bot": True}}
            update["message"]["reply_to_message"] = card
        incoming = read_update(update)
        assert incoming is not None, text
        incoming = with_file(self.stage.world, update, incoming)
        return self.do(lambda: receive(self.stage.world, incoming))

    def do(self, act: Callable[[], Effects]) -> Effects:
        """Work one input; `tools.chaos` kills it on the way."""
        return act()

    def update(self, who: str, text: str, *, group: bool = False) -> dict[str, Any]:
        """A raw update of the Bot API, as Telegram sends it."""
        self.updates += 1
        number = self.chats.setdefault(who, 1000 + len(self.chats))
        sender = bot_updates.user(number, who.capitalize())
        chat = None
        if group:
            there = self.chats.setdefault(GROUP, -100_500)
            chat = {"id": there, "type": "supergroup", "title": "Support"}
        message = bot_updates.message(self.updates, sender, self.stage.clock.at, chat)
        if text.startswith("[") and text.endswith("]"):
            return bot_updates.pressed(message, self.choice(GROUP if group else who, text[1:-1]))
        if text.startswith("(badge "):
            name = text[7:-1]
            sent = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": 900}
            return bot_updates.sent(message, document=sent)
        if text.startswith("(photo "):
            name, _, caption = text.removeprefix("(photo ").partition(")")
            size = {"file_id": name, "file_unique_id": name, "width": 9, "height": 9}
            beside = {"caption": caption.strip()} if caption.strip() else {}
            return bot_updates.sent(message, photo=[size], **beside)
        if text.startswith("(file "):
            name = text[6:-1]
            sent = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": 900}
            return bot_updates.sent(message, document=sent)
        if text in UNREADABLE:
            return bot_updates.sent(message, **UNREADABLE[text])
        return bot_updates.sent(message, text=self.form(who, text))

    def choice(self, who: str, label: str) -> str:
        found = [data for shown, data in self.shown.get(who, []) if shown == label]
        assert found, f"{who} was never shown [{label}]"
        return found[-1]

    def form(self, who: str, text: str) -> str:
        """The text with what only the mails told."""
        if asked := re.search(r"\{code(?: of (\w+))?\}", text):
            last = self.received[self.mailboxes[asked[1] or who]][-1]
            body = last.get_body(("plain",))
            assert body is not None
            code = re.search(r"\d{4} \d{4}", body.get_content())
            assert code is not None
            text = text.replace(asked[0], code[0])
        if "{case}" in text:
            with self.stage.world.glance() as turn:
                last_opened = query_plans.unheard(select(Case.ref).order_by(col(Case.id).desc()))
                text = text.replace("{case}", turn.db.exec(last_opened.limit(1)).one())
        if "{link}" in text:
            text = text.replace("{link}", self.secret(who))
        return text

    def secret(self, who: str) -> str:
        last = self.received[self.mailboxes[who]][-1]
        found = SECRET.search(str(last["Reply-To"]))
        assert found is not None
        return found[0]

    def by_mail(self, who: str, text: str, *, fresh: bool) -> Effects:
        brought = BROUGHT.search(text)
        words, named = (text[: brought.start()], brought[1]) if brought else (text, "")
        mail = self.answer(who, self.form(who, words), fresh=fresh)
        if named:
            file = self.stage.world.files(named)
            kind = ("application", "pdf") if named.endswith("pdf") else ("image", "png")
            mail.add_attachment(file, maintype=kind[0], subtype=kind[1], filename=named)
        raw = mail.as_bytes()
        return self.do(lambda: receive_mail(self.stage.world, raw))

    def answer(self, who: str, text: str, *, fresh: bool) -> EmailMessage:
        """An answer as a mail client writes it: the words on top, the last mail quoted below."""
        self.updates += 1
        address = self.mailboxes[who]
        last = None if fresh else self.received[address][-1]
        return letter(f"{who.capitalize()} <{address}>", text, str(self.updates), last, "Badge")


UNREADABLE: dict[str, dict[str, object]] = {
    "(sticker)": {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular",
                              "width": 512, "height": 512, "is_animated": False,
                              "is_video": False}},
    "(voice)": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
}  # fmt: skip


def turns(script: str) -> list[str]:
    """The lines that are given or said, with those that continue them, and the head's blank one."""
    kept: list[str] = []
    ours = True
    for line in script.splitlines():
        if line.startswith("    "):
            if ours:
                kept[-1] += f"\n{line}"
            continue
        head = all(each[:1] in ("#", "@") for each in kept)
        if not line and head:
            kept.append(line)
        elif line:
            ours = bool(SPOKEN.match(line)) or line[0] in "#@~"
            kept += [line] if ours else []
    return kept


def masked(text: str) -> str:
    """Secrets and badge ids, which nobody reads, made short."""
    return SECRET.sub("…", text)


def play(script: str, folder: Path) -> str:
    stage = make_stage(folder)
    try:
        return Story(stage).play(script)
    finally:
        stage.world.store.close()
