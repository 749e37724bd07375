"""Staff at work on cases in tests: in their own chats and in a group, by presses and words."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.tables import Case, Claim, Entry, Outbox, Person
from core.people import people
from core.support import CaseSubject, Occasion, case_life, open_case
from core.support.card_buttons import choice
from tests.world.world import Stage

GROUP = "-500"


@dataclass(slots=True)
class Office:
    """People at the terminal, by the name that they sit there under."""

    stage: Stage
    count: int = 0
    last: dict[str, Effects] = field(default_factory=dict)

    def do(self, who: str, *, text: str = "", choice: str = "", group: bool = False) -> Effects:
        """One input, as new as they come."""
        self.count += 1
        done = receive(self.stage.world, self.incoming(who, text, choice, group=group))
        self.last[who] = done
        return done

    def incoming(self, who: str, text: str, choice: str, *, group: bool = False) -> Incoming:
        return Incoming(
            door="terminal",
            source="terminal",
            source_id=f"{who}:{self.count}",
            value=who,
            place=GROUP if group else who,
            text=text,
            choice=choice,
            group=group,
        )

    def say(self, who: str, text: str, *, group: bool = False) -> Effects:
        return self.do(who, text=text, group=group)

    def press(
        self, who: str, action: str, ref: str, rest: str = "", *, group: bool = False
    ) -> Effects:
        """A button of the card as it is now."""
        return self.do(who, choice=self.button(action, ref, rest), group=group)

    def button(self, action: str, ref: str, rest: str = "") -> str:
        with self.stage.world.turn() as turn:
            case = case_life.locked_case(turn, ref)
            assert case is not None
            return choice(turn, case, action, rest)

    def opened(
        self, key: str = "lina", programme: str = "becode", occasion: Occasion = Occasion.HUMAN
    ) -> str:
        """The reference of a new case of somebody at the terminal."""
        with self.stage.world.turn() as turn:
            address = people.find(turn, people.TERMINAL, key)
            assert address is not None
            person = turn.db.get_one(Person, address.person_id)
            people.used(turn, address)
            matter = CaseSubject(
                occasion, f"{key}:{turn.chance.uuid()}", "« Rien reçu »", programme, person
            )
            return open_case(turn, matter).ref

    def case(self, ref: str) -> Case:
        with self.stage.world.glance() as turn:
            return turn.db.exec(select(Case).where(Case.ref == ref)).one()

    def kinds(self, ref: str) -> list[str]:
        """What was said and done, in order; cards that went out left aside."""
        with self.stage.world.glance() as turn:
            query = select(Entry.kind).where(Entry.case_id == self.case(ref).id)
            found = turn.db.exec(query.order_by(col(Entry.at), col(Entry.id)))
            return [kind for kind in found if kind != "told"]

    def outbox(self, **of: str) -> list[Outbox]:
        with self.stage.world.glance() as turn:
            query = select(Outbox).order_by(col(Outbox.id))
            for name, value in of.items():
                query = query.where(getattr(Outbox, name) == value)
            return list(turn.db.exec(query))


def office(stage: Stage) -> Office:
    """Nour and Théo support BeCode, Max manages it, Lina learns there; Théo reads mail too."""
    stage.supporter("nour", "Nour Benali", "becode")
    stage.supporter("theo", "Théo Lambert", "becode")
    stage.supporter("max", "Max Dubois", "becode", "manager")
    stage.known("lina", "Lina Haddad", "lina@example.org")
    made = Office(stage)
    for who in ("nour", "theo", "max", "lina"):
        made.say(who, "/help")
    return made


def approved_badge(desk: Office) -> None:
    """Lina has the badge « Python avancé »."""
    desk.stage.reviewer("sam", "Sam Okafor", "becode")
    asked(desk)
    with desk.stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    desk.say("sam", "/help")
    desk.do("sam", choice=f"approve:{ref}")


def asked(desk: Office) -> None:
    """Lina's claim waits for a reviewer."""
    desk.say("lina", "Python avancé")
    desk.say("lina", "https://github.com/lina/meteo et https://meteo.example.org")
    desk.say("lina", "oui")
