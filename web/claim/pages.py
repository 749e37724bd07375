"""The pages of a claim: its form, its recap, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import select
from starlette.requests import Request
from starlette.responses import Response

from core.claims import recap, sending
from core.claims.claim_form import Sheet
from core.claims.life import ASKING, MENDABLE
from core.ground.tables import Badge
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.programme import Kind, said
from web.claim import fields as controls
from web.public.issuer import class_picture
from web.read import NONCE
from web.write import Site


@dataclass(frozen=True, slots=True)
class Said:
    """What was just posted and what is wrong with it; nothing when the page is only read."""

    posted: Mapping[str, str] | None = None
    problems: Mapping[str, str] = field(default_factory=dict)


def show_form(site: Site, request: Request, turn: Turn, filled: Sheet, said_now: Said) -> Response:
    """The form, prefilled; each problem beside its field."""
    problems = dict(said_now.problems)
    if said_now.posted is None:
        wrong_ones = [name for name, row in filled.rows.items() if row.wrong]
        problems |= {name: turn.say(filled.locale, "page.form_wrong") for name in wrong_ones}
    listed = controls.fields(filled, said_now.posted, problems)
    return site.page(
        request,
        "claim",
        filled.locale,
        status=422 if said_now.problems else 200,
        **about(site, filled),
        fields=listed,
        general=problems.get("", ""),
        count=sum(1 for each in listed if each.problem),
        reason=filled.claim.reason if filled.claim.state in ASKING | MENDABLE else "",
        chat=sending.deep_link(turn, request.path_params["token"]),
        faq=asked(turn, filled),
        contact=filled.programme.email,
    )


def show_recap(site: Site, request: Request, turn: Turn, filled: Sheet) -> Response:
    """The exact text of the badge, and the button that makes it final."""
    return site.page(
        request,
        "recap",
        filled.locale,
        **about(site, filled),
        description=said(filled.badge.description, filled.language),
        recipient=recap.recipient(turn, filled),
        answers=[
            (question.label_in(filled.language), filled.shown(question.name))
            for question in filled.questions
            if filled.shown(question.name) and question.kind is not Kind.CONSENT
        ],
        accepting=not filled.questions,
        editable=bool(filled.questions),
    )


def show_state(site: Site, request: Request, turn: Turn, filled: Sheet) -> Response:
    """The page of a claim that asks nothing of its person now: who acts next, and by when."""
    claim = filled.claim
    due = claim.review_due_at
    badge = turn.db.exec(select(Badge.id).where(Badge.claim_id == claim.id)).first()
    return site.page(
        request,
        "standing",
        filled.locale,
        **about(site, filled),
        state=claim.state,
        until=answers_as_text.day(due.astimezone(filled.programme.zone).date(), filled.language)
        if due
        else "",
        link=f"/b/{badge}" if badge else "",
    )


def asked(turn: Turn, filled: Sheet) -> list[tuple[str, str]]:
    """The questions asked often about the programme, with their answers."""
    entries = catalogue(turn.settings.programmes_folder).faq.get(filled.programme.slug, ())
    return [
        (said(each.question, filled.language), said(each.answer, filled.language))
        for each in entries
    ]


def about(site: Site, filled: Sheet) -> dict[str, Any]:
    """What every page of a claim shows of it."""
    return {
        "badge": said(filled.badge.name, filled.language),
        "level": filled.programme.level_name(filled.badge, filled.language),
        "programme": said(filled.programme.name, filled.language),
        "palette": filled.programme.slug,
        "picture": class_picture(filled.programme, filled.badge, filled.language),
        "ref": filled.claim.ref,
        "nonce": site.world.chance.letters(NONCE),
    }
