"""`/manage/{programme}/cases`: the cases that wait, and one of them with what can be done."""

from dataclasses import dataclass

from sqlmodel import col, select
from starlette.exceptions import HTTPException
from starlette.responses import Response

from core.desk.casework import case_page
from core.desk.receive import receive
from core.ground.effects import Outcome
from core.ground.tables import Address, Case
from core.ground.world import Turn, runs_again
from core.people import tokens
from core.people.tokens import Purpose
from core.support import answer_due
from core.support.case import CaseState
from web.manage.guard import Posted, Visit
from web.read import NONCE
from web.staff import case as case_pages

MOST = 200


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case in the queue."""

    ref: str
    address: str
    occasion: str
    until: str
    late: bool
    mine: bool


def show(visit: Visit, turn: Turn) -> Response:
    """The open cases of the programme, the most urgent first."""
    query = select(Case).where(Case.programme == visit.slug, Case.state == CaseState.OPEN)
    found = turn.db.exec(query.order_by(col(Case.due_at), col(Case.id)).limit(MOST))
    shown = [each for each in found if each.person_id != visit.person.id]
    return visit.shown(turn, "cases", cases=[listed(visit, turn, each) for each in shown])


def listed(visit: Visit, turn: Turn, case: Case) -> ListedCase:
    """A case as it is listed."""
    due = case.due_at
    return ListedCase(
        case.ref,
        f"/manage/{visit.slug}/cases/{case.ref}",
        visit.said(f"case.occasion_{case.occasion}"),
        answer_due.until(turn, visit.slug, due, visit.language) if due else "",
        due is not None and due <= turn.at,
        case.assignee_id == visit.person.id,
    )


def of_ref(visit: Visit, turn: Turn) -> Case:
    """The case that the address names; `HTTPException(404)` for one of another programme."""
    query = select(Case).where(Case.ref == visit.request.path_params["ref"].lower())
    case = turn.db.exec(query).first()
    while case is not None and case.merged_into_id is not None:
        case = turn.db.get(Case, case.merged_into_id)
    if case is None or case.programme != visit.slug or case.person_id == visit.person.id:
        raise HTTPException(404)
    return case


def show_one(visit: Visit, turn: Turn) -> Response:
    """One case."""
    return drawn(visit, turn, of_ref(visit, turn))


def drawn(
    visit: Visit, turn: Turn, case: Case, problem: str = "", form: Posted | None = None
) -> Response:
    """The page of a case; with a `problem` the words that were posted stand there still (422)."""
    page = case_page.case_page(turn, case, visit.person, visit.locale)
    if page is None:
        raise HTTPException(404)
    pressed = form["act"] if form else ""
    return visit.shown(
        turn,
        "case",
        status=422 if problem else 200,
        told=page.told,
        done=page.done,
        actions=page.actions,
        words=form["words"] if form else "",
        asked=pressed,
        nonce=visit.site.world.chance.letters(NONCE),
        problems=[case_pages.problem_of(page, problem, pressed)] if problem else (),
    )


def act(visit: Visit, form: Posted) -> Response:
    """Hand the press to the desk, as one made with a secret of this person's that serves once."""
    with visit.site.world.glance() as turn:
        case = of_ref(visit, turn)
        choice = case_page.choice(case, form["act"])
    if not choice:
        return visit.back()
    secret = lent(visit, case)
    effects = receive(visit.site.world, case_pages.heard(case, secret, choice, dict(form.told)))
    taken_back(visit, secret)
    if effects.outcome == Outcome.REJECTED:
        with visit.site.world.glance() as turn:
            return drawn(visit, turn, of_ref(visit, turn), str(effects.replies[-1]["text"]), form)
    return visit.back()


@runs_again
def lent(visit: Visit, case: Case) -> str:
    """A secret by which the desk knows who presses."""
    with visit.turn() as turn:
        address = turn.db.get_one(Address, visit.session.address_id)
        return tokens.give(turn, Purpose.SUPPORT, address, about=case.id, programme=visit.slug)


@runs_again
def taken_back(visit: Visit, secret: str) -> None:
    """End the secret: it served its press."""
    with visit.site.world.turn() as turn:
        if token := tokens.find(turn, secret, Purpose.SUPPORT):
            token.expires_at = turn.at
            turn.db.add(token)
