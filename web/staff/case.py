"""`/case/{token}`: one of the staff reads a case and works on it. GET only shows it; POST acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.desk.casework import case_page
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.effects import Outcome
from core.ground.tables import Address, Case, Person
from core.ground.world import Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.reading.text import clean
from web import read
from web.forms.problems import Problem
from web.public.errors import lost
from web.read import NONCE, texts
from web.write import Site, site_of


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The case of a secret, and who of the staff it was sent to."""

    case: Case
    member: Person
    locale: str


def show(request: Request) -> Response:
    """The case with what can be done; 404 for a secret that opens nothing, 403 to who may not work
    on it any more."""
    site = site_of(request)
    with site.world.glance() as turn:
        seen = opened(turn, request.path_params["token"])
        return drawn(site, request, turn, seen) if seen else lost(site, request, deciding=True)


async def act(request: Request) -> Response:
    """Do what was posted, and show what became of it."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, told: dict[str, str]) -> Response:
    """Hand the press to the desk; say above the page why nothing was done."""
    site, token = site_of(request), request.path_params["token"]
    with site.world.glance() as turn:
        seen = opened(turn, token)
    if seen is None:
        return lost(site, request, deciding=True)
    choice = case_page.choice(seen.case, told.get("act", ""))
    if not choice:
        return site.sent_on(request, f"/case/{token}")
    effects = receive(site.world, heard(seen.case, token, choice, told))
    if effects.outcome == Outcome.REJECTED:
        with site.world.glance() as turn:
            again = opened(turn, token) or seen
            problem = str(effects.replies[-1]["text"])
            return drawn(site, request, turn, again, problem, told)
    return site.sent_on(request, f"/case/{token}")


def heard(case: Case, token: str, choice: str, told: dict[str, str]) -> Incoming:
    """The post as the desk hears it; the case is the secret's own, whatever was posted."""
    reader = f"{case.ref}:{tokens.digest(token)[:16]}"
    return read.heard(reader, told, token, choice, {"words": clean(told.get("words", "")).strip()})


def opened(turn: Turn, token: str) -> OpenedCase | None:
    """The case of a secret that one of the staff was sent; None for any other secret."""
    found = tokens.find(turn, token, Purpose.SUPPORT)
    case = turn.db.get(Case, found.about_id) if found else None
    while case is not None and case.merged_into_id is not None:
        case = turn.db.get(Case, case.merged_into_id)
    if found is None or case is None or found.address_id is None:
        return None
    member = people.person_of(turn, turn.db.get_one(Address, found.address_id))
    return OpenedCase(case, member, sending.locale_of(turn, member))


def problem_of(page: case_page.CasePage, problem: str, pressed: str) -> Problem:
    """What is wrong with an action of the page that was pressed, at its words where it has any."""
    worded = (each for each in page.actions if each.worded and each.press == pressed)
    at = next((each.name for each in worded), "")
    return Problem(problem, at)


def drawn(
    site: Site,
    request: Request,
    turn: Turn,
    seen: OpenedCase,
    problem: str = "",
    posted: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The page of a case as it stands, 403 to who may not work on it any more; with a `problem` the
    words that were `posted` stand there still (422)."""
    locale = site.locale(request, seen.locale)
    page = case_page.case_page(turn, seen.case, seen.member, locale)
    if page is None:
        return lost(site, request, 403, deciding=True)
    return site.page(
        request,
        "case",
        locale,
        choosable=site.world.words.languages,
        status=422 if problem else 200,
        palette=seen.case.programme,
        told=page.told,
        done=page.done,
        actions=page.actions,
        problems=[problem_of(page, problem, posted.get("act", ""))] if problem else (),
        words=posted.get("words", ""),
        asked=posted.get("act", ""),
        nonce=site.world.chance.letters(NONCE),
    )
