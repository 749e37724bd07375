"""The pages of a decision: the claim with its evidence, or what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.claims import cards, filling, judging, review, roles
from core.claims.filling import Sheet
from core.claims.life import State
from core.claims.roles import Action
from core.ground.tables import Person
from core.ground.world import Turn
from core.programmes import showing
from core.programmes.programme import Kind, said
from web.fields import LINKS
from web.issuer_page import class_picture
from web.posting import NONCE
from web.site import Site

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Opened:
    """The claim that a secret opens to a reviewer."""

    filled: Sheet
    reviewer: Person
    locale: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer as the reviewer sees it; `seen` says what was found at its address."""

    name: str
    label: str
    text: str
    url: str
    seen: str
    checked: bool


def drawn(
    site: Site,
    request: Request,
    turn: Turn,
    seen: Opened,
    *,
    problem: str = "",
    told: Mapping[str, str] = EMPTY,
) -> Response:
    """The page for where the claim stands now."""
    claim = seen.filled.claim
    if not roles.may(turn, seen.reviewer, Action.DECIDE, claim.programme, claim):
        return lost(site, request, 403)
    if claim.state != State.IN_REVIEW:
        return show_decided(site, request, turn, seen)
    return site.page(
        request,
        "decide",
        seen.locale,
        status=422 if problem else 200,
        **about(seen),
        claimant=cards.claimant(turn, seen.filled),
        pieces=pieces(turn, seen),
        doubts=doubts(turn, seen),
        until=seen.filled.day(claim.review_due_at or turn.at, seen.locale),
        nonce=site.world.chance.letters(NONCE),
        problem=problem,
        reason=told.get("reason", ""),
        wrong=told.get("wrong", ""),
    )


def show_decided(site: Site, request: Request, turn: Turn, seen: Opened) -> Response:
    """Who decided what, and when; or that there is nothing to decide any more."""
    last = review.decision(turn, seen.filled.claim)
    who = turn.db.get(Person, last.actor_id) if last and last.actor_id else None
    return site.page(
        request,
        "decided",
        seen.locale,
        **about(seen),
        verdict=last.move if last and seen.filled.claim.state != State.WITHDRAWN else "",
        own=who is not None and who.id == seen.reviewer.id,
        who=who.name if who else "Cocarde",
        when=seen.filled.moment(last.at) if last else "",
        reason=last.reason if last else "",
    )


def about(seen: Opened) -> dict[str, Any]:
    """What every page of a decision shows of its claim."""
    filled, language = seen.filled, seen.locale.partition("-")[0]
    return {
        "badge": said(filled.badge.name, language),
        "criteria": said(filled.badge.criteria, language),
        "programme": said(filled.programme.name, language),
        "palette": filled.programme.slug,
        "picture": class_picture(filled.programme, filled.badge, language),
        "ref": filled.claim.ref,
    }


def pieces(turn: Turn, opened: Opened) -> list[Piece]:
    """Each answer, and for an address what was found there."""
    filled, language = opened.filled, opened.locale.partition("-")[0]
    found = []
    for question in filled.questions:
        value, row = filled.values.get(question.name, ""), filled.rows.get(question.name)
        if not value or row is None or question.kind is Kind.CONSENT:
            continue
        link = value if question.kind in LINKS else ""
        looked = question.name in filled.looked_at
        seen = cards.seen(turn, row, opened.locale) if looked else ""
        label, text = said(question.label, language), showing.show(question, value, language)
        found.append(Piece(question.name, label, text, link, seen, not row.unchecked))
    return found


def doubts(turn: Turn, seen: Opened) -> list[str]:
    """What no rule could check, so that the reviewer has to."""
    kinds = [kind for kind in judging.unproven(turn, seen.filled) if kind != filling.REACHABLE]
    return [turn.say(seen.locale, f"review.unproven_{kind}") for kind in kinds]


def lost(site: Site, request: Request, status: int = 404) -> Response:
    """A link that lets nobody decide (any more), and what to do then."""
    language, mail = site.language(request), site.world.settings.mail_address
    return site.page(request, "lost", language, status=status, mail=mail, deciding=True)
