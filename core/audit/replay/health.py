"""How the rules of a programme did in a year: what each turned away, what it could not check, and
what people made of that."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from core.audit.basis import rule_key
from core.audit.versions import rule_line
from core.claims.states import Move, State
from core.ground.rows.event_kinds import EventKind
from core.ground.tables import Claim, Event
from core.ground.world import Turn
from core.programmes.programme import Programme

YEAR = timedelta(days=365)
ENOUGH = 5  # times, before « always » is said
SAID = (Move.SUBMIT, Move.QUALIFY, EventKind.TURNED_AWAY)
YES, NO = (State.APPROVED, State.ISSUED), (State.RETURNED, State.REFUSED)


class RuleAilment(StrEnum):
    """What may be wrong with a rule."""

    NEVER_JUDGED = "never_judged"  # no claim ever came to it
    TURNED_NOBODY = "turned_nobody"  # it never had an objection
    TURNED_EVERYBODY = "turned_everybody"  # nobody ever got past it
    ALWAYS_ACCEPTED = "always_accepted"  # what it could not check, people always accepted
    ALWAYS_OVERRULED = "always_overruled"  # whom it turned away, people gave the badge by hand


@dataclass(slots=True)
class RuleHealth:
    """One rule of one form: how many times it judged, had no objection, turned somebody away and
    could not tell; how many of the last people accepted and refused; how many of those turned away
    got the badge by hand."""

    form: str
    rule: str
    judged: int = 0
    passed: int = 0
    turned: int = 0
    unchecked: int = 0
    accepted: int = 0
    refused: int = 0
    overruled: int = 0

    def add(self, verdict: str, group: "SaidGroup") -> None:
        """Count verdicts of this rule."""
        self.judged += group.times
        if verdict == "pass":
            self.passed += group.times
        elif verdict == "unchecked":
            self.unchecked += group.times
            self.accepted += group.times if group.state in YES else 0
            self.refused += group.times if group.state in NO else 0
        else:
            self.turned += group.times
            self.overruled += group.times if group.by_hand else 0

    @property
    def ailments(self) -> tuple[RuleAilment, ...]:
        """What may be wrong with it."""
        return tuple(self._ailments())

    def _ailments(self) -> Iterator[RuleAilment]:
        if not self.judged:
            yield RuleAilment.NEVER_JUDGED
        elif self.passed == self.judged:
            yield RuleAilment.TURNED_NOBODY
        elif self.turned == self.judged >= ENOUGH:
            yield RuleAilment.TURNED_EVERYBODY
        if self.accepted >= ENOUGH and not self.refused:
            yield RuleAilment.ALWAYS_ACCEPTED
        if self.turned and self.overruled == self.turned:
            yield RuleAilment.ALWAYS_OVERRULED

    def as_json(self) -> dict[str, Any]:
        """The rule's health for programs."""
        return {**asdict(self), "ailments": list(self.ailments)}


@dataclass(frozen=True, slots=True)
class ProgrammeHealth:
    """The rules of a programme since a moment; `kept_since` is when the first verdict after it was
    written down, None where there is none."""

    since: datetime
    kept_since: datetime | None
    rules: tuple[RuleHealth, ...]


class SaidGroup(NamedTuple):
    """Verdicts of a badge's rules that were said so many times, of claims that stand at one state
    by now; whether their people got the badge by hand later, and when it was said first."""

    badge: str
    rules: str
    state: str
    by_hand: bool
    times: int
    first: datetime


def health(turn: Turn, programme: Programme, since: datetime | None = None) -> ProgrammeHealth:
    """How the rules of a programme did since a moment, a year ago unless told."""
    since = since or turn.at - YEAR
    known = {
        (name, rule_key(rule)): RuleHealth(name, rule_line(rule.kind, rule.of, rule.values))
        for name, form in programme.form.items()
        for rule in form.rule
    }
    groups = said(turn, programme.slug, since)
    forms = {badge.slug: badge.form for badge in programme.badge}
    for group in groups:
        for word in group.rules.split():
            key, _, verdict = word.partition("=")
            rule = known.get((forms.get(group.badge, ""), key))
            if rule is not None:
                rule.add(verdict, group)
    kept = min((group.first for group in groups), default=None)
    return ProgrammeHealth(since, kept, tuple(known.values()))


def said(turn: Turn, programme: str, since: datetime) -> list[SaidGroup]:
    """What rules said of the claims of a programme, the same verdicts together."""
    given, theirs = aliased(Event), aliased(Claim)
    later = (
        exists()
        .where(col(given.claim_id) == col(theirs.id), col(given.move) == Move.AWARD)
        .where(col(theirs.person_id) == col(Claim.person_id))
        .where(col(theirs.programme) == col(Claim.programme))
        .where(col(theirs.badge) == col(Claim.badge), col(given.at) >= col(Event.at))
    )
    keys = (col(Claim.badge), col(Event.rules), col(Claim.state), later.label("by_hand"))
    query = (
        select(*keys, func.count(), func.min(col(Event.at)))
        .join(Claim, col(Claim.id) == col(Event.claim_id))
        .where(col(Claim.programme) == programme, col(Event.move).in_(SAID))
        .where(col(Event.at) >= since, col(Event.rules) != "")
        .group_by(col(Claim.badge), col(Event.rules), col(Claim.state), "by_hand")
    )
    return [SaidGroup(*row) for row in turn.db.connection().execute(query)]
