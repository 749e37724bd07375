"""Talking to the desk in tests, as somebody at the terminal."""

from dataclasses import dataclass

from sqlmodel import select

from core.claims.states import State
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.tables import Badge, Claim
from tests.world.world import WORDS, Stage


@dataclass(slots=True)
class Talk:
    """One person's talk; each line is a new input."""

    stage: Stage
    who: str
    count: int = 0
    last: Effects | None = None

    def say(self, text: str) -> Effects:
        return self.send(text=text)

    def press(self, label: str) -> Effects:
        """Press the button of that label in what was last said."""
        return self.send(choice=self.choice(label))

    def choice(self, label: str) -> str:
        assert self.last is not None
        buttons = [b for reply in self.last.replies for b in reply["buttons"]]
        found = [b["choice"] for b in buttons if b["label"] == label]
        assert found, f"no button {label!r} among {[b['label'] for b in buttons]}"
        return str(found[-1])

    def send(self, *, text: str = "", choice: str = "", source_id: str = "") -> Effects:
        self.count += 1
        incoming = Incoming(
            door="terminal",
            source="terminal",
            source_id=source_id or f"{self.who}:{self.count}",
            value=self.who,
            text=text,
            choice=choice,
        )
        self.last = receive(self.stage.world, incoming)
        return self.last


def word(key: str, locale: str = "fr", **values: str) -> str:
    """A sentence of the words files, to be found in what was said."""
    return WORDS.say(locale, key, **values)


def texts(effects: Effects, to: str = "") -> str:
    """All that was said, to one reader or to everybody."""
    return "\n".join(r["text"] for r in effects.replies if to in ("", r["to"]))


def learner(stage: Stage, key: str, name: str, language: str = "fr") -> Talk:
    """Somebody with a proven mailbox, sitting at the terminal."""
    stage.known(key, name, f"{key}@example.org", language)
    talk = Talk(stage, key)
    talk.say("/help")
    return talk


def reviewer(stage: Stage, key: str, programme: str, organisation: str = "") -> Talk:
    """Somebody who decides, sitting at the terminal."""
    stage.reviewer(key, key.capitalize(), programme, organisation)
    talk = Talk(stage, key)
    talk.say("/help")
    return talk


def badges(stage: Stage) -> list[Badge]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Badge)))


def ref(stage: Stage) -> str:
    """The reference of the one claim that waits for a decision."""
    with stage.world.glance() as turn:
        claims = turn.db.exec(select(Claim).where(Claim.state == State.IN_REVIEW))
        return claims.one().ref
