"""A campaign and what comes after it: a thousand people whose badge goes missing in every way.

The claims are Cocarde's, the people, their mailboxes and the post between them are ours: every
input is a raw mail or a raw Telegram update, every output is read as its reader would.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from core.due import due
from core.ground.rows.outbox import waiting
from core.roster import import_file
from core.staff import StaffMember, add
from tests.world.world import Stage, make_stage
from tools.simulate.acting import Acting
from tools.simulate.counting import Result, count
from tools.simulate.fates import Mailbox
from tools.simulate.post import Heard, Post
from tools.simulate.town import Somebody, state_of, town

PROGRAMME = "service-civique"
ROUNDS = 14  # answers to answers, before somebody gives up for the day

Progress = Callable[[str], None]


@dataclass(slots=True)
class Simulation:
    """One installation with its town."""

    stage: Stage
    folk: list[Somebody]
    post: Post
    acting: Acting
    progress: Progress

    def run(self) -> Result:
        """The campaign, the second mails, a week of silence, and everybody asks."""
        self.invite()
        self.confirm()
        self.lose_heart()
        result = count(self.stage, self.post, self.folk)
        result.inputs, result.messages = self.acting.inputs, self.post.sent
        return result

    def invite(self) -> None:
        """The day after the missions ended: invitations go out, some are answered at once."""
        rows = [each.row() for each in self.folk if on_roster(each)]
        with self.stage.world.turn() as turn:
            import_file.write(turn, PROGRAMME, rows)
        self.pass_day("invitations", hours=27)
        self.deliver()

    def confirm(self) -> None:
        """The mailboxes that fail for the second mail begin to fail between the yes and it."""
        for who in self.folk:
            if who.fate.second is not Mailbox.READ and who.mails:
                self.post.boxes[who.roster_mail] = who.fate.second
                self.acting.react(who, self.heard_of(who))
        self.pass_day("second mails", days=1)
        self.deliver()

    def lose_heart(self) -> None:
        """A week later every mailbox works again, but not what is gone; and everybody asks."""
        self.pass_day("a week of silence", days=7)
        for place, box in self.post.boxes.items():
            if box is not Mailbox.UNKNOWN:
                self.post.boxes[place] = Mailbox.READ
        asking = [who for who in self.folk if not who.badges]
        for number, who in enumerate(asking, 1):
            self.acting.ask(who)
            self.talk()
            self.stage.clock.pass_(seconds=40)
            if number % 25 == 0 or number == len(asking):
                self.progress(f"{number} of {len(asking)} have asked")

    def deliver(self) -> None:
        """Carry the post at the pace of the campaign; those whom nothing befalls answer it."""
        self.talk(others=False)
        while waiting(self.stage.world, "mail"):
            self.stage.clock.pass_(minutes=1)
            self.talk(others=False)

    def talk(self, *, others: bool = True) -> None:
        """Post and answers in turn, until nobody has anything to say."""
        for _ in range(ROUNDS):
            heard = self.post.carry()
            said = [
                self.acting.react(self.by_number[number], told)
                for number, told in heard.items()
                if others or self.by_number[number].fate.second is Mailbox.READ
            ]
            if not any(said):
                return

    @property
    def by_number(self) -> dict[int, Somebody]:
        return {each.number: each for each in self.folk}

    def heard_of(self, who: Somebody) -> list[Heard]:
        body = who.mails[-1].get_body(("plain",))
        assert body is not None
        return [Heard(str(body.get_content()), mail=who.mails[-1])]

    def pass_day(self, what: str, **time: float) -> None:
        self.stage.clock.pass_(**time)
        self.progress(what)
        due(self.stage.world)


def on_roster(who: Somebody) -> bool:
    return not who.fate.impostor and who.fate.told != "not_on_roster"


def simulate(folder: Path, people: int, seed: int, progress: Progress) -> Result:
    """Play it in a folder that is empty; the same seed gives the same town."""
    stage = make_stage(folder)
    folk = town(people, stage.clock.at.date(), seed)
    staff(stage)
    readers: dict[str, list[Somebody]] = {}
    for who in folk:
        for mail in who.mailboxes:
            readers.setdefault(mail, []).append(who)
    chats = {str(who.chat): who for who in folk}
    post = Post(stage, state_of(folk), readers, chats)
    try:
        return Simulation(stage, folk, post, Acting(stage, Random(seed)), progress).run()
    finally:
        stage.world.store.close()


def staff(stage: Stage) -> None:
    """Somebody to whom cases go, who does nothing here."""
    with stage.world.turn() as turn:
        add(turn, StaffMember("nour@example.org", PROGRAMME, "support", "Nour Amrani"))
        add(turn, StaffMember("sam@example.org", PROGRAMME, "reviewer", "Sam Okafor"))
