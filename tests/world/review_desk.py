"""Reviews in tests: a form of a programme reviewed in another way, and a claim that waits."""

import re
import shutil
from dataclasses import dataclass, replace

from sqlmodel import col, select

from core.claims import claim_form, editions
from core.ground.paths import TEMPLATES
from core.ground.tables import Answer, Claim, Event, Person
from core.people import people, tokens
from core.people.tokens import Purpose
from tests.world.talking import Talk
from tests.world.world import Stage

REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"


def reviewed(stage: Stage, programme: str, form: str, review: str) -> None:
    """From now on a form is reviewed so: `{ by = "jury", votes = 2, of = 3 }`."""
    rewritten(stage, programme, f"[form.{form}]\n", r"^review = .*$", f"review = {review}")


def expiring(stage: Stage, programme: str, badge: str, expires: str) -> None:
    """From now on the badges of a class are true for so long: `2 years`."""
    told = f'form = \\1\nexpires = "{expires}"'
    rewritten(stage, programme, f'slug = "{badge}"\n', r"^form = (.*)$", told)


def rewritten(stage: Stage, programme: str, place: str, line: str, told: str) -> None:
    """Read the programmes from a copy, where the first such line after a place is another."""
    folder = stage.world.settings.key_path.parent / "programmes"
    shutil.copytree(TEMPLATES / "programmes", folder)
    path = folder / programme / "programme.toml"
    text = path.read_text(encoding="utf-8").replace('expires = "never"\n', "")
    head, found, rest = text.partition(place)
    assert found
    changed, count = re.subn(line, told, rest, count=1, flags=re.M)
    assert count == 1
    path.write_text(head + found + changed, encoding="utf-8")
    settings = replace(stage.world.settings, programmes=str(folder))
    stage.world = replace(stage.world, settings=settings)


@dataclass(slots=True)
class Desk:
    """Lina's claim for « Python avancé » and the people who may decide on it, at the terminal."""

    stage: Stage
    lina: Talk
    coaches: dict[str, Talk]

    @property
    def claim(self) -> Claim:
        with self.stage.world.glance() as turn:
            return turn.db.exec(select(Claim)).one()

    @property
    def ref(self) -> str:
        return self.claim.ref

    @property
    def state(self) -> str:
        return self.claim.state

    def person(self, key: str) -> Person:
        with self.stage.world.glance() as turn:
            address = people.find(turn, people.TERMINAL, key)
            assert address is not None
            return people.person_of(turn, address)

    def choice(self, verdict: str) -> str:
        """What the button of the card says that stands now."""
        with self.stage.world.glance() as turn:
            claim = turn.db.exec(select(Claim)).one()
            return f"{verdict}:{claim.ref}:{editions.mark(turn, claim_form.form_of(turn, claim))}"

    def moves(self) -> list[str]:
        """The moves of the claim since it came to review."""
        with self.stage.world.glance() as turn:
            found = list(
                turn.db.exec(
                    select(Event.move)
                    .where(col(Event.claim_id).is_not(None))
                    .order_by(col(Event.id))
                )
            )
        return found[found.index("submit") + 1 :]

    def wrong(self) -> set[str]:
        """The questions that will be asked again."""
        with self.stage.world.glance() as turn:
            return {each.question for each in turn.db.exec(select(Answer)) if each.wrong}

    def link(self, key: str) -> str:
        """The secret of a card that a reviewer was mailed."""
        with self.stage.world.turn() as turn:
            address = people.meet(turn, people.MAIL, f"{key}@example.org")
            return tokens.give(turn, Purpose.DECIDE, address, turn.db.exec(select(Claim)).one())

    def resubmits(self, *lines: str) -> None:
        """Lina takes up her claim that was sent back, says these lines and confirms."""
        self.lina.send(choice=f"again:{self.ref}")
        for line in (*lines, "oui"):
            self.lina.say(line)


def desk(stage: Stage, *coaches: str, review: str = "") -> Desk:
    """A claim in review; who is named first was asked first, as each has as little to do."""
    if review:
        reviewed(stage, "becode", "technical", review)
    stage.known("lina", "Lina Haddad", "lina@example.org")
    talks = {}
    for key in coaches:
        stage.reviewer(key, key.capitalize(), "becode")
        talks[key] = Talk(stage, key)
        talks[key].say("/help")
    lina = Talk(stage, "lina")
    for line in ("Python avancé", f"{REPOSITORY} {SITE}", "oui"):
        lina.say(line)
    return Desk(stage, lina, talks)
