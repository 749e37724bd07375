"""A change of a programme tried on what was decided: which decisions it would have turned, and
why. Nothing is written, and nobody is asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.audit.basis import SAID
from core.audit.replay.changed_programme import ChangedProgramme
from core.audit.replay.fates import Judged, Outlook, RuleFate, outlook
from core.claims import claim_form
from core.claims.states import Move
from core.ground.rows.event_kinds import EventKind
from core.ground.tables import Claim, Event, Person
from core.ground.world import Turn, World
from core.programmes import rules

LAST = 300
DECIDED = (Move.QUALIFY, Move.APPROVE, Move.RETURN, Move.REFUSE, EventKind.TURNED_AWAY)
GIVEN = (Move.QUALIFY, Move.APPROVE)
BAD = rules.Mend | rules.Barred


class Turned(StrEnum):
    """In which way a change would have turned a decision."""

    LOST = "lost"  # the badge was given, and would not have been
    GAINED = "gained"  # a rule turned the person away, and would not have
    UNSEEN = "unseen"  # a person decided, and nobody would have looked
    SEEN = "seen"  # the rules alone gave it, and a person would have had to look
    SOONER = "sooner"  # a person said no, and a rule would have said so before


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that says something else: what it said, what it would say (empty: nothing), and its
    words to the person."""

    kind: str
    of: tuple[str, ...]
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class TurnedDecision:
    """One decision that would have been another."""

    ref: str
    badge: str
    person: str
    at: datetime
    decided: str
    turned: Turned
    why: tuple[RuleChange, ...]

    def as_json(self, *, names: bool) -> dict[str, Any]:
        """The decision for programs; with `names` also that of the person."""
        return {
            "claim": self.ref,
            "badge": self.badge,
            "person": self.person if names else None,
            "at": self.at.isoformat(),
            "decided": self.decided,
            "turned": self.turned,
            "why": [
                {"rule": each.kind, "of": list(each.of), "before": each.before,
                 "after": each.after, "words": each.words}
                for each in self.why
            ],
        }  # fmt: skip


@dataclass(slots=True)
class DryRun:
    """What a change would have done to the last decisions: how many were looked at, which would
    have been others, and how often a new question has no answer."""

    looked_at: int = 0
    turned: list[TurnedDecision] = field(default_factory=list)
    unanswered: Counter[tuple[str, str]] = field(default_factory=Counter)


def try_on(world: World, change: ChangedProgramme, last: int, language: str) -> DryRun:
    """Judge the last decisions on the programme by its rules as they are and as they would be;
    what rules say is told in this language."""
    found = DryRun()
    with world.glance() as turn:
        for event, claim in decisions(turn, change.now.slug, last):
            found.looked_at += 1
            try_one(replace(turn, at=event.at, memo={}), change, (event, claim), found, language)
    return found


def decisions(turn: Turn, programme: str, last: int) -> Iterator[tuple[Event, Claim]]:
    """The latest decision on each claim of a programme, the newest first, so many at most. A badge
    that was given unasked is none: no rule judged it."""
    query = select(Event, Claim).join(Claim, col(Claim.id) == Event.claim_id)
    query = query.where(Claim.programme == programme, col(Event.move).in_(DECIDED))
    seen: set[UUID] = set()
    rows = turn.db.exec(query.order_by(col(Event.at).desc(), col(Event.id).desc()))
    for event, claim in rows:
        if len(seen) == last:
            return
        if claim.id not in seen:
            seen.add(claim.id)
            yield event, claim


def try_one(
    turn: Turn,
    change: ChangedProgramme,
    decided: tuple[Event, Claim],
    found: DryRun,
    language: str,
) -> None:
    """Judge one decision both ways, and note it where that makes a difference."""
    event, claim = decided
    if change.now.badge_class(claim.badge) is None:
        return
    asked = claim_form.form_of(turn, claim)
    before = outlook(replace(turn, memo={}), claim, asked, language)
    after = outlook(replace(turn, settings=change.settings, memo={}), claim, asked, language)
    for name in set(after.missing) - set(before.missing):
        found.unanswered[claim.badge, name] += 1
    way = turned(Move(event.move) if event.move in set(Move) else None, before.fate, after.fate)
    if way is not None:
        person = turn.db.get_one(Person, claim.person_id)
        why = tuple(changes(turn, before, after, language))
        found.turned.append(
            TurnedDecision(claim.ref, claim.badge, person.name, event.at, event.move, way, why)
        )


def turned(decided: Move | None, before: RuleFate, after: RuleFate) -> Turned | None:
    """How a decision (None: a rule turned the person away) would have been another, where the rules
    make something else of the claim; None where it would have been the same."""
    if before is after:
        return None
    away = after in (RuleFate.TURNED_AWAY, RuleFate.NO_BADGE)
    if decided is None:
        return None if away else Turned.GAINED
    if away:
        return Turned.LOST if decided in GIVEN else Turned.SOONER
    if decided is Move.QUALIFY:
        return Turned.SEEN if after is RuleFate.REVIEW else None
    return Turned.UNSEEN if after is RuleFate.AT_ONCE else None


def changes(turn: Turn, before: Outlook, after: Outlook, language: str) -> Iterator[RuleChange]:
    """The rules that say something else than before."""
    then, now = by_rule(before.judged), by_rule(after.judged)
    for key in dict.fromkeys([*then, *now]):
        was, is_now = then.get(key), now.get(key)
        said, says = (SAID[type(each)] if each else "" for each in (was, is_now))
        if said != says:
            yield RuleChange(*key, said, says, words(turn, was, is_now, language))


def by_rule(judged: Judged) -> dict[tuple[str, tuple[str, ...]], rules.Verdict]:
    return {(rule.kind, tuple(rule.of)): verdict for rule, verdict in judged}


def words(turn: Turn, was: rules.Verdict | None, now: rules.Verdict | None, language: str) -> str:
    """What the person would be told by the rule, or was told; empty where it has no objection."""
    for each in (now, was):
        if each is not None and not isinstance(each, rules.Pass):
            return turn.say(language, each.word, **each.values)
    return ""
