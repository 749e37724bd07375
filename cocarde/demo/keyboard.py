"""The keyboard of the demo: who speaks, what time it is, which mails have come."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cocarde.demo import mails
from cocarde.demo.people import FIRST_SPEAKER, everybody
from cocarde.demo.stage import Stage
from cocarde.demo.terminal import Terminal
from cocarde.demo.transcript import said

HELP = """\
Vous êtes Lina, à l'école BeCode. Essayez : Python avancé. Puis /as sam, son coach, et /tomorrow.
Un badge perdu ? /as karim, puis : je n'ai jamais reçu mon badge. Qui aide : /as nour, /queue.
Écrivez comme à une personne ; un numéro appuie sur le bouton.
/as NOM        devenir quelqu'un d'autre (/as seul : la liste)
/tomorrow      passer au lendemain
/mail          lire les mails reçus
/reply TEXTE   répondre au dernier mail
/quit          quitter
Les commandes du robot marchent aussi : /start /status /mybadges /language /help"""


@dataclass(slots=True)
class Talk:
    """One keyboard, several people."""

    stage: Stage
    terminal: Terminal
    shown: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.terminal.who = FIRST_SPEAKER

    @property
    def prompt(self) -> str:
        """Who is speaking, as a line of the transcript begins."""
        return f"{self.terminal.who} > "

    async def hear(self, line: str) -> bool:
        """Do what a line says; false when it was the last."""
        name, _, rest = line.strip().partition(" ")
        if name == "/quit":
            return False
        if name in ORDERS:
            await ORDERS[name](self, rest.strip())
        elif line.strip():
            self.terminal.say(line)
        await self.stage.settle()
        self.terminal.deliver()
        self.announce()
        return True

    async def become(self, who: str) -> None:
        """`/as sam`"""
        known = everybody()
        asked = who.lower()
        likely = [key for key in known if key.startswith(asked)] if asked else []
        found = [asked] if asked in known else likely
        if len(found) != 1:
            lines = [f"{key:<11}{name}, {about}" for key, (name, _, about) in known.items()]
            self.terminal.write("\n".join(lines))
            return
        self.terminal.who = found[0]
        name, mail, about = known[found[0]]
        self.terminal.write(f"= {name} ({mail}), {about}")

    async def tomorrow(self, _: str) -> None:
        """Move the clock of the demo on to the next morning, and say which day it is."""
        self.stage.clock.tomorrow()
        self.terminal.write(f"~ 1 jour : nous sommes le {self.stage.clock.now():%d/%m/%Y}")

    async def mail(self, _: str) -> None:
        """The mails that the person at the keyboard has not read yet, else the last one."""
        found = mails.letters(self.stage, self.address)
        for letter in found[self.read.get(self.address, 0) :] or found[-1:]:
            self.terminal.write(written(letter))
        self.read[self.address] = len(found)
        if not found:
            self.terminal.write("(aucun mail)")

    async def reply(self, text: str) -> None:
        """Answer the last mail."""
        found = mails.letters(self.stage, self.address)
        if not found:
            self.terminal.write("(aucun mail auquel répondre)")
            return
        name = everybody()[self.terminal.who][0]
        await self.stage.mail(mails.reply(self.stage, found[-1], self.address, name, text))

    async def help(self, _: str) -> None:
        """Print which lines are commands of the demo."""
        self.terminal.write(HELP)

    @property
    def address(self) -> str:
        """The mail address of who is speaking."""
        return everybody()[self.terminal.who][1]

    def announce(self) -> None:
        """Say who has received a mail since the last line."""
        for key, (name, address, _) in everybody().items():
            count = len(self.stage.letters(address))
            for letter in mails.letters(self.stage, address)[self.shown.get(key, 0) : count]:
                with_file = f" (pièce jointe : {', '.join(letter.files)})" if letter.files else ""
                self.terminal.write(f"✉ {name} a reçu « {letter.subject} »{with_file}")
            self.shown[key] = count


def written(letter: mails.ReceivedMail) -> str:
    """A mail as the terminal shows it."""
    text = f"{letter.subject}\n\n{letter.text}"
    files = "".join(f"\n(pièce jointe {name})" for name in letter.files)
    return said("cocarde by mail", text + files, "<")


ORDERS: dict[str, Callable[[Talk, str], Awaitable[None]]] = {
    "/as": Talk.become,
    "/tomorrow": Talk.tomorrow,
    "/mail": Talk.mail,
    "/reply": Talk.reply,
    "/?": Talk.help,
}
