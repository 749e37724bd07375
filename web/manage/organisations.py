"""`/manage/{programme}/organisations`: those that joined or ask to; joining, leaving."""

from dataclasses import dataclass

from sqlmodel import col, select
from starlette.responses import Response

from core.ground.errors import Refusal, Trouble
from core.ground.tables import Case
from core.ground.world import Turn
from core.managing import membership_changes
from core.programmes import answers_as_text
from core.programmes.members import membership, organisations
from core.programmes.members.join_request import JoinRequest
from core.reading.names.written_name import neat_name
from core.support import Occasion
from core.support.case import CaseState
from web.forms.problems import Problem
from web.manage.guard import Posted, Visit
from web.manage.team import told


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """One organisation that joined: what counts of it, and since when it has left, if it has."""

    slug: str
    name: str
    classes: int
    left: str


def show(visit: Visit, turn: Turn) -> Response:
    """Those that ask, those of the file, those that joined, and the form."""
    return drawn(visit, turn, Posted({}))


def drawn(visit: Visit, turn: Turn, form: Posted, problem: str = "") -> Response:
    """The list, and the form as it was filled in (422 with what is to be mended)."""
    programme = visit.programme
    return visit.shown(
        turn,
        "organisations",
        status=422 if problem else 200,
        asking=asking(turn, visit.slug),
        written=[each.name for each in programme.organisation] if programme else [],
        joined=[
            ListedOrganisation(
                each.slug,
                each.name,
                len(organisations.counted_classes(turn, each)),
                answers_as_text.day(each.left_at.date(), visit.language) if each.left_at else "",
            )
            for each in organisations.ever_joined(turn, visit.slug)
        ],
        form=form,
        problems=[Problem(problem, "name", visit.said("manage.organisation_name"))]
        if problem
        else (),
    )


def asking(turn: Turn, programme: str) -> list[Case]:
    """The open cases of those that ask to join."""
    query = select(Case).where(Case.programme == programme, Case.occasion == Occasion.JOINING)
    query = query.where(Case.state != CaseState.CLOSED)
    return list(turn.db.exec(query.order_by(col(Case.opened_at))))


def act(visit: Visit, form: Posted) -> Response:
    """Let one join, leave, or be back."""
    verb, _, slug = form["act"].partition(":")
    try:
        if verb == "join":
            join(visit, form)
        else:
            with visit.turn() as turn:
                row = membership.member(turn, visit.slug, slug)
                way = membership_changes.stay if verb == "stay" else membership_changes.leave
                if verb in ("stay", "leave"):
                    way(turn, visit.by, row)
    except (Trouble, Refusal) as error:
        with visit.site.world.glance() as turn:
            return drawn(visit, turn, form, told(visit, error))
    return visit.back()


def join(visit: Visit, form: Posted) -> None:
    """Let an organisation join, after a look at the addresses that it names. Raises `Trouble` with
    every mistake."""
    request = JoinRequest(
        name=neat_name(form["name"]),
        url=form["url"],
        mail=form["mail"].lower(),
        issuers=tuple(form["issuer"].split()),
    )
    published = None
    if request.issuers:
        published = membership.looked(visit.site.world, visit.slug, request)
    with visit.turn() as turn:
        membership_changes.join(turn, visit.by, visit.slug, request, published)
