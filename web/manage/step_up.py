"""`/manage/again`: the second factor once more, before what is grave."""

from urllib.parse import urlsplit

from sqlmodel import col, select
from starlette.responses import Response

from core.ground.tables import SignIn
from core.ground.world import Turn
from core.sessions import proof, sessions
from core.sessions.proof import CodeShown
from core.sessions.second_factors import FactorKind
from core.sessions.sign_in import LIFE
from web.forms.problems import Problem
from web.manage.guard import Posted, Visit

SEND = "send"


def show(visit: Visit, turn: Turn) -> Response:
    """The form for the code, with where it leads afterwards."""
    return drawn(visit, turn)


def drawn(visit: Visit, turn: Turn, problem: str = "") -> Response:
    """The form for the code; 422 with what was wrong."""
    row = under_way(turn, visit)
    label = visit.said("manage.code_label")
    return visit.shown(
        turn,
        "again",
        status=422 if problem else 200,
        kinds=proof.ways(turn, visit.person),
        sent=row.codes if row else 0,
        full=bool(row and row.codes >= proof.CODES),
        to=target(visit),
        problems=[Problem(visit.said(problem), "code", label)] if problem else (),
    )


def act(visit: Visit, form: Posted) -> Response:
    """Send a code to the chat, or take the one that was typed."""
    with visit.turn() as turn:
        row = under_way(turn, visit) or begin(turn, visit)
        if form["act"] == SEND:
            proof.send_code(turn, row, visit.person)
            return visit.back(f"/manage/again?to={target(visit)}")
        if not row.codes and FactorKind.AUTHENTICATOR not in proof.ways(turn, visit.person):
            proof.send_code(turn, row, visit.person)
            return visit.back(f"/manage/again?to={target(visit)}")
        found = proof.show(turn, row, visit.person, form["code"])
        if found is CodeShown.OVER:
            sessions.end(turn, sessions.current(turn, visit.session))
            return visit.back("/manage/sign-in")
        if not found.holds:
            return drawn(visit, turn, "manage.code_wrong")
        sessions.prove(turn, sessions.current(turn, visit.session))
    return visit.back(target(visit))


def under_way(turn: Turn, visit: Visit) -> SignIn | None:
    """The try of this session that waits for its code."""
    query = select(SignIn).where(SignIn.session_id == visit.session.id)
    query = query.where(col(SignIn.done_at).is_(None), SignIn.expires_at > turn.at)
    return turn.db.exec(query.order_by(col(SignIn.made_at).desc())).first()


def begin(turn: Turn, visit: Visit) -> SignIn:
    """A new try of this session."""
    made = SignIn(
        id=turn.chance.uuid(),
        browser=visit.session.digest,
        person_id=visit.person.id,
        address_id=visit.session.address_id,
        session_id=visit.session.id,
        made_at=turn.at,
        opened_at=turn.at,
        expires_at=turn.at + LIFE,
    )
    turn.db.add(made)
    turn.db.flush()
    return made


def target(visit: Visit) -> str:
    """Where to go on to: a page of `/manage`, whatever the address says."""
    told = urlsplit(visit.request.query_params.get("to", ""))
    inside = not told.scheme and not told.netloc and told.path.startswith("/manage")
    return told.path if inside and "\\" not in told.path else "/manage"
