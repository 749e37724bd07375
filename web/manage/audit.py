"""`/manage/{programme}/audit`: whether what happened is kept as it happened, the way of one badge
or claim, and which rules are of no use."""

import logging
from dataclasses import dataclass

from sqlmodel import select
from starlette.responses import Response

from core.audit import anchor, chain, way, way_words
from core.audit.anchor import Head
from core.audit.faults import Verified
from core.audit.replay.health import RuleHealth, health
from core.audit.way_words import ToldWay
from core.ground.errors import Trouble
from core.ground.tables import Badge, Claim
from core.ground.world import Turn
from core.people.roles import Right
from core.programmes.answers_as_text import day
from web.forms.problems import Problem
from web.manage.delays import of
from web.manage.guard import Visit

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToldRule:
    """One rule as the file has it, with its form, its numbers and what may be wrong with it."""

    form: str
    rule: str
    numbers: str
    ailments: tuple[str, ...]


def show(visit: Visit, turn: Turn) -> Response:
    """Whether the latest events are sound; the way of what is named by `ref` in the query, 404
    where nothing of this programme is; with `rules` in it, how the rules did in a year."""
    asked = visit.request.query_params.get("ref", "").strip()
    heads = kept(turn)
    turn.db.rollback()  # what is read from here on is not older than the head in the file
    found = chain.verify_latest(turn, heads)
    ways = told_ways(visit, turn, asked) if asked else []
    missing = bool(asked) and not ways
    return visit.shown(
        turn,
        "audit",
        status=404 if missing else 200,
        sound=found.sound,
        verdict=verdict(visit, found),
        head=found.head if found.head.number else "",
        anchored=bool(heads),
        asked=asked,
        told_ways=ways,
        problems=[problem(visit)] if missing else (),
        rules=told_rules(visit, turn) if "rules" in visit.request.query_params else None,
    )


def kept(turn: Turn) -> tuple[Head, ...]:
    """The head that lies in the file beside the keys; none where there is none that can be read."""
    try:
        head = anchor.kept(turn.settings)
    except Trouble as trouble:
        log.error("%s", trouble)
        return ()
    return (head,) if head else ()


def verdict(visit: Visit, found: Verified) -> str:
    """What the look at the chain found, in a sentence."""
    if not found.sound:
        return visit.said("manage.audit_unsound", count=str(len(found.wrong)))
    if found.seals == found.head.number:
        return visit.said("manage.audit_sound_all", count=str(found.events + found.waiting))
    return visit.said("manage.audit_sound", count=str(found.events + found.waiting))


def problem(visit: Visit) -> Problem:
    """That nothing is found."""
    return Problem(visit.said("manage.audit_nothing"), "ref", visit.said("manage.audit_ref"))


def told_ways(visit: Visit, turn: Turn, asked: str) -> list[ToldWay]:
    """The ways of a badge, given by its id or address, or of a claim by its reference, if it is of
    the programme of the page. Names are told to who may see its people."""
    names = visit.may(turn, Right.SUPPORT)
    key = asked.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    badge = turn.db.get(Badge, key)
    if badge is not None:
        found = [way.of_badge(turn, badge)]
    else:
        claim = turn.db.exec(select(Claim).where(Claim.ref == key.lower())).first()
        found = way.of_claim(turn, claim) if claim else []
    theirs = (each for each in found if each.programme == visit.slug)
    return [way_words.tell(turn, each, visit.language, names=names) for each in theirs]


def told_rules(visit: Visit, turn: Turn) -> tuple[str, list[ToldRule]]:
    """How the rules of the programme did in a year: since when, and each of them."""
    found = health(turn, of(visit))
    since = max(found.since, found.kept_since or found.since).astimezone(of(visit).zone)
    on = day(since.date(), visit.language)
    if found.kept_since is None:
        return visit.said("manage.rules_none", day=on), []
    rules = [told_rule(visit, each) for each in found.rules]
    return visit.said("manage.rules_since", day=on), rules


def told_rule(visit: Visit, each: RuleHealth) -> ToldRule:
    """One rule in the words of the page."""
    counts = {
        "judged": str(each.judged),
        "passed": str(each.passed),
        "away": str(each.turned),
        "unchecked": str(each.unchecked),
        "accepted": str(each.accepted),
        "overruled": str(each.overruled),
    }
    ailments = (visit.said(f"manage.rule_{ailment}", **counts) for ailment in each.ailments)
    return ToldRule(
        each.form, each.rule, visit.said("manage.rule_numbers", **counts), tuple(ailments)
    )
