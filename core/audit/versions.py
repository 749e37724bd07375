"""Which rules decided: all that this installation ever asked and demanded for a badge, kept as text
under its digest."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import col, select

from core.ground.rows.insert import add_all
from core.ground.tables import Event, RuleVersion
from core.ground.world import Turn, World
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme

LENGTH = 32  # signs of a digest: 128 bits


def text(programme: Programme, badge: BadgeClass) -> str:
    """What is asked and demanded for a badge, as JSON, the same for the same rules."""
    told = {
        "form": programme.form_of(badge).model_dump(mode="json"),
        "milestone": badge.milestone and badge.milestone.model_dump(mode="json"),
        "event": [
            each.model_dump(mode="json") for each in programme.event if each.badge == badge.slug
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def named(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:LENGTH]


def version(programme: Programme, badge: BadgeClass) -> str:
    """The version of the rules of a badge: 32 signs that change with any question, rule, event code
    or reviewer."""
    return named(text(programme, badge))


def keep(world: World) -> None:
    """Keep the rules of all badges as they are now, those that are not kept yet."""
    now = {}
    for programme in catalogue(world.settings.programmes_folder).programmes.values():
        for badge in programme.badge:
            told = text(programme, badge)
            now[named(told)] = (programme.slug, badge.slug, told)
    with world.glance() as turn:
        there = set(turn.db.exec(select(RuleVersion.id)))
    if now.keys() - there:
        with world.turn() as turn:
            rows = [
                {"id": each, "programme": slug, "badge": name, "text": told, "seen_at": turn.at}
                for each, (slug, name, told) in now.items()
                if each not in there
            ]
            add_all(turn, RuleVersion, rows)


def rule_line(kind: str, of: Iterable[str], values: Mapping[str, object]) -> str:
    """A rule as one line: « lasted(mission, months=6) »."""
    told = [*of, *(f"{name}={value}" for name, value in values.items())]
    return f"{kind}({', '.join(told)})"


def altered(turn: Turn) -> Iterator[str]:
    """The versions whose text is not the one that they were named for."""
    for each in turn.db.exec(select(RuleVersion)):
        if named(each.text) != each.id:
            yield each.id


def lost(turn: Turn) -> list[str]:
    """The versions that a decision names and that are not kept."""
    kept = select(RuleVersion.id)
    named = select(Event.version).where(Event.version != "", col(Event.version).not_in(kept))
    return sorted(turn.db.exec(named.distinct()))
