"""`/manage/account`: how one signs in, and where one is signed in; signing out."""

from dataclasses import dataclass
from uuid import UUID

import segno
from starlette.responses import Response

from core.claims import sending
from core.ground.tables import Address, PageSession, SecondFactor
from core.ground.world import Turn
from core.managing import changes
from core.managing.changes import Changed, ChangeKind
from core.sessions import authenticator, second_factors, sessions, spare_codes
from core.sessions.spare_codes import SpareKind
from web.forms.problems import Problem
from web.manage import cookies
from web.manage.guard import Posted, Visit


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One browser that is signed in."""

    id: UUID
    agent: str
    since: str
    here: bool


@dataclass(frozen=True, slots=True)
class ListedFactor:
    """One second factor, in words."""

    id: UUID
    kind: str
    since: str


def show(visit: Visit, turn: Turn) -> Response:
    """The second factors and sessions of who is here."""
    return drawn(visit, turn)


def drawn(visit: Visit, turn: Turn, problem: str = "", codes: tuple[str, ...] = ()) -> Response:
    """The page; with recovery codes that were just made, which are shown once."""
    factors = second_factors.of_person(turn, visit.person)
    offered = next(iter(second_factors.unconfirmed(turn, visit.person)), None)
    return visit.shown(
        turn,
        "account",
        status=422 if problem else 200,
        factors=[listed_factor(visit, turn, each) for each in factors],
        sessions=[listed(visit, turn, each) for each in sessions.of_person(turn, visit.person)],
        left=spare_codes.left(turn, visit.person, SpareKind.RECOVERY),
        codes=codes,
        offered=offer(turn, visit, offered) if offered else None,
        problems=[Problem(visit.said(problem), "code", visit.said("manage.code_label"))]
        if problem
        else (),
    )


def listed_factor(visit: Visit, turn: Turn, factor: SecondFactor) -> ListedFactor:
    """A second factor as it is listed."""
    chat = second_factors.chat_of(turn, factor)
    kind = visit.said("manage.factor_chat" if chat else "manage.factor_authenticator")
    return ListedFactor(factor.id, kind, sending.moment(turn, factor.made_at, visit.locale))


def listed(visit: Visit, turn: Turn, session: PageSession) -> ListedSession:
    """A session as it is listed."""
    since = sending.moment(turn, session.started_at, visit.locale)
    agent = session.agent or visit.said("manage.session_unknown")
    return ListedSession(session.id, agent, since, session.id == visit.session.id)


def offer(turn: Turn, visit: Visit, factor: SecondFactor) -> dict[str, str]:
    """An authenticator to be set up: its QR code and the same as letters."""
    mail = turn.db.get_one(Address, visit.session.address_id).value
    address = authenticator.address_of(turn, factor, mail)
    secret = authenticator.secret_of(turn, factor)
    drawn_code = segno.make(address, error="m").svg_inline(border=2, scale=4, omitsize=True)
    groups = (secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"qr": drawn_code, "secret": " ".join(groups)}


def act(visit: Visit, form: Posted) -> Response:
    """Sign out, end another session, or change a second factor; for the last, a second factor must
    have been shown just now."""
    verb, _, which = form["act"].partition(":")
    if verb == "out":
        return sign_out(visit)
    with visit.turn() as turn:
        here = sessions.current(turn, visit.session)
        if verb == "end":
            end_session(turn, visit, which)
            return visit.back()
        if turn.at - here.proved_at >= sessions.PROVED:
            return visit.back("/manage/again?to=/manage/account")
        return changed(turn, visit, verb, which, form)


def changed(turn: Turn, visit: Visit, verb: str, which: str, form: Posted) -> Response:
    """The page after a change of the second factors."""
    if verb == "offer":
        authenticator.offer(turn, visit.person)
    elif verb == "confirm":
        if not confirm(turn, visit, form["code"]):
            return drawn(visit, turn, "manage.code_wrong")
    elif verb == "recover":
        codes = tuple(spare_codes.recover(turn, visit.person))
        note(turn, visit, ChangeKind.RECOVERY, "made")
        return drawn(visit, turn, codes=codes)
    elif verb == "remove":
        remove(turn, visit, which)
    return visit.back()


def confirm(turn: Turn, visit: Visit, said: str) -> bool:
    """Take the first code of the authenticator that was offered."""
    bare = "".join(filter(str.isdecimal, said))
    for each in second_factors.unconfirmed(turn, visit.person):
        if authenticator.right(turn, each, bare):
            each.confirmed_at = turn.at
            turn.db.add(each)
            note(turn, visit, ChangeKind.FACTOR, "added", each.kind)
            return True
    return False


def remove(turn: Turn, visit: Visit, which: str) -> None:
    """End a second factor, but never the last one."""
    factors = second_factors.of_person(turn, visit.person)
    for each in factors:
        if str(each.id) == which and len(factors) > 1:
            each.ended_at = turn.at
            turn.db.add(each)
            note(turn, visit, ChangeKind.FACTOR, "removed", each.kind)


def note(turn: Turn, visit: Visit, kind: ChangeKind, after: str, subject: str = "") -> None:
    what = Changed(kind, about=visit.person.id, subject=subject, after=after)
    changes.record(turn, visit.by, what)


def end_session(turn: Turn, visit: Visit, which: str) -> None:
    """End another session of one's own."""
    for each in sessions.of_person(turn, visit.person):
        if str(each.id) == which:
            sessions.end(turn, each)
            note(turn, visit, ChangeKind.SESSION, "ended")


def sign_out(visit: Visit) -> Response:
    """End this session, and take its cookie back."""
    with visit.turn() as turn:
        sessions.end(turn, sessions.current(turn, visit.session))
        note(turn, visit, ChangeKind.SESSION, "ended")
    answer = visit.back("/manage/sign-in")
    cookies.drop(visit.site, answer, cookies.SESSION)
    return answer
