"""The way of a badge in sentences, for the staff: at the command line and on their page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from core.audit.versions import rule_line
from core.audit.way import BadgeMessage, Way, WayStep
from core.claims.moves import NOTED
from core.claims.states import Move
from core.ground.rows.event_kinds import EventKind
from core.ground.world import Turn
from core.programmes.answers_as_text import day
from core.programmes.catalogue import catalogue

MOVES = {*Move, *EventKind, NOTED}
DOORS = ("mail", "telegram", "terminal", "web", "command")


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom a way is told: in which language, with people's names or only their ids; in the
    zone of the programme."""

    turn: Turn
    language: str
    names: bool
    zone: ZoneInfo

    def say(self, word: str, **values: object) -> str:
        """A sentence of the way."""
        told = {name: str(value) for name, value in values.items()}
        return self.turn.say(self.language, word, **told)

    def day(self, at: datetime) -> str:
        """« 26 novembre 2026 »."""
        return day(at.astimezone(self.zone).date(), self.language)

    def moment(self, at: datetime) -> str:
        """« 26/11/2026 10:00 »."""
        return f"{at.astimezone(self.zone):%d/%m/%Y %H:%M}"


@dataclass(slots=True)
class ToldWay:
    """A way in sentences: what it is about, what is known of it, its steps with what each rests on,
    what was sent."""

    title: str
    facts: list[str] = field(default_factory=list)
    steps: list[tuple[str, list[str]]] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)


def tell(turn: Turn, way: Way, language: str, *, names: bool) -> ToldWay:
    """The way in this language; with `names` also the name of who holds the badge."""
    zone = catalogue(turn.settings.programmes_folder)[way.programme].zone
    to = Telling(turn, language, names, zone)
    about = {"claim": way.claim, "programme": way.programme, "badge_class": way.badge_class}
    title = (
        to.say("trail.badge", badge=way.badge, **about)
        if way.badge
        else to.say("trail.claim", **about)
    )
    return ToldWay(
        title,
        list(facts(to, way)),
        [(sentence(to, way, each), list(ground(to, each))) for each in way.steps],
        [message(to, each) for each in way.sent],
    )


def facts(to: Telling, way: Way) -> Iterator[str]:
    """Whose it is, when and how it was signed, what became of it."""
    yield to.say("trail.holder", person=way.person if to.names and way.person else way.person_id)
    if way.issued_at and way.elsewhere:
        yield to.say("trail.elsewhere", day=to.day(way.issued_at), number=way.elsewhere)
    elif way.issued_at:
        yield to.say("trail.issued", day=to.day(way.issued_at), key=way.key)
    if way.revoked_at:
        yield to.say("trail.revoked", day=to.day(way.revoked_at))
    if way.replaced_by:
        yield to.say("trail.replaced", badge=way.replaced_by)


def sentence(to: Telling, way: Way, step: WayStep) -> str:
    """When, what, and who: « 26/11/2026 10:00 : demande acceptée, par Sam Okafor (par e-mail) »."""
    known = step.move in MOVES
    what = to.say(f"trail.move_{step.move}") if known else step.move
    door = to.say(f"trail.door_{step.door if step.door in DOORS else 'other'}")
    if step.actor_id is None and not step.door:
        who = to.say("trail.by_cocarde")
    elif step.actor_id == way.person_id:
        who = to.say("trail.by_holder", door=door)
    else:
        who = to.say("trail.by", who=step.actor or step.actor_id or "?", door=door)
    return to.say("trail.step", at=to.moment(step.at), what=what, who=who)


def ground(to: Telling, step: WayStep) -> Iterator[str]:
    """What a step rests on: the reason, the rules, the answers, the proof of its row."""
    if step.reason and to.names:
        yield f"« {step.reason} »"
    if step.version:
        yield to.say("trail.version", version=step.version)
    for each in step.rules:
        yield to.say(
            "trail.rule",
            rule=rule_line(each.kind, each.of, each.values),
            verdict=to.say(f"trail.verdict_{each.verdict}"),
        )
    if step.answers:
        yield to.say("trail.answers", count=len(step.answers))
    yield to.say(
        f"trail.proof_{step.proof}", **({"seal": step.seal} if step.proof == "sealed" else {})
    )


def message(to: Telling, each: BadgeMessage) -> str:
    """One message: when, what, by which door, where to, and what became of it."""
    return to.say(
        "trail.sent",
        at=to.moment(each.sent_at or each.put_at),
        what=to.say(f"trail.kind_{each.kind}"),
        door=to.say(f"trail.door_{each.door if each.door in DOORS else 'other'}"),
        to=each.to,
        state=to.say(f"trail.sent_{each.state}"),
    )
