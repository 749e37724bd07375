"""`/manage/sign-in`, `/manage/in/{secret}`, `/manage/code`: two factors, one after the other.

GET shows, POST acts: the mailed link opens nothing by itself, as scanners of mailboxes follow it.
"""

from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.claims.moves import Actor
from core.ground.tables import Address, Person, SignIn
from core.ground.world import Turn, runs_again
from core.managing import changes
from core.managing.changes import Changed, ChangeKind
from core.people.people import WEB
from core.people.tokens import LETTERS
from core.sessions import proof, sessions, sign_in
from core.sessions.proof import CodeShown
from core.sessions.second_factors import FactorKind
from web.forms.mail_given import MailGiven, mail_given
from web.forms.problems import Problem
from web.manage import cookies
from web.manage.agents import browser_named
from web.manage.guard import ELSEWHERE
from web.read import texts
from web.write import Site, site_of

SEND = "send"


def ask(request: Request) -> Response:
    """The form that asks for a link; who is signed in goes on to their pages."""
    site = site_of(request)
    with site.world.glance() as turn:
        if sessions.find(turn, cookies.read(site, request, cookies.SESSION)):
            return site.sent_on(request, "/manage")
    return drawn(request, MailGiven())


async def send(request: Request) -> Response:
    """Note that a link is asked for; the page says the same whoever asks."""
    return await run_in_threadpool(noted, request, await told_here(request))


def noted(request: Request, told: dict[str, str]) -> Response:
    """The answer to who asks for a link, with a cookie that only this browser has."""
    site = site_of(request)
    given = mail_given(site, request, told)
    if not given.mail or not cookies.safe(site):
        return drawn(request, given, told.get("mail", ""))
    browser = site.world.chance.letters(LETTERS)
    begin(site, given.mail, browser, site.language(request))
    page = drawn(request, given)
    cookies.put(site, page, cookies.BROWSER, browser)
    return page


@runs_again
def begin(site: Site, mail: str, browser: str, language: str) -> None:
    with site.world.turn() as turn:
        sign_in.ask(turn, mail, browser, language)


def opened(request: Request) -> Response:
    """What a mailed link leads to: a button to press, in the browser that asked."""
    site = site_of(request)
    with site.world.glance() as turn:
        row = sign_in.of_link(turn, request.path_params["secret"])
        if row is None:
            return page_of(request, "link_lost", status=404)
        here = sign_in.here(row, cookies.read(site, request, cookies.BROWSER))
    return page_of(request, "link", here=here)


async def press(request: Request) -> Response:
    """Use the link up, and ask for the second factor."""
    await told_here(request)
    return await run_in_threadpool(pressed, request)


@runs_again
def pressed(request: Request) -> Response:
    """The turn of a link that was pressed."""
    site = site_of(request)
    with site.world.turn() as turn:
        row = sign_in.of_link(turn, request.path_params["secret"])
        if row is None or not sign_in.here(row, cookies.read(site, request, cookies.BROWSER)):
            return page_of(request, "link_lost", status=404)
        sign_in.open_link(turn, row)
        person = sign_in.person_of(turn, row)
        if person and proof.ways(turn, person) == {FactorKind.CHAT}:
            proof.send_code(turn, row, person)
    return site.sent_on(request, "/manage/code")


def code(request: Request) -> Response:
    """The form for the code of the second factor."""
    site = site_of(request)
    with site.world.glance() as turn:
        row = sign_in.waiting(turn, cookies.read(site, request, cookies.BROWSER))
        person = sign_in.person_of(turn, row) if row else None
        if row is None or person is None:
            return site.sent_on(request, "/manage/sign-in")
        return asked(request, turn, row, person)


def asked(request: Request, turn: Turn, row: SignIn, person: Person, problem: str = "") -> Response:
    """The page that asks for a code, in the ways that this person has."""
    site = site_of(request)
    say = partial(turn.say, site.language(request))
    return page_of(
        request,
        "code",
        status=422 if problem else 200,
        kinds=proof.ways(turn, person),
        sent=row.codes,
        full=row.codes >= proof.CODES,
        problems=[Problem(say(problem), "code", say("manage.code_label"))] if problem else (),
    )


async def show(request: Request) -> Response:
    """Take the code, or send one to the chat."""
    return await run_in_threadpool(shown, request, await told_here(request))


@runs_again
def shown(request: Request, told: dict[str, str]) -> Response:
    """The turn of a code: a session where it is right, the form again where it is not."""
    site = site_of(request)
    with site.world.turn() as turn:
        row = sign_in.waiting(turn, cookies.read(site, request, cookies.BROWSER))
        person = sign_in.person_of(turn, row) if row else None
        if row is None or person is None:
            return site.sent_on(request, "/manage/sign-in")
        if told.get("act") == SEND:
            proof.send_code(turn, row, person)
            return site.sent_on(request, "/manage/code")
        found = proof.show(turn, row, person, told.get("code", ""))
        if found.holds:
            return entered(site, request, turn, row, person, found)
        if found is CodeShown.OVER:
            row.done_at = turn.at
            turn.db.add(row)
            return page_of(request, "code_over", status=429)
        return asked(request, turn, row, person, "manage.code_wrong")


def entered(
    site: Site, request: Request, turn: Turn, row: SignIn, person: Person, found: CodeShown
) -> Response:
    """Into the pages, with the cookie of a new session."""
    agent = browser_named(request.headers.get("user-agent", ""))
    secret = sessions.begin(turn, turn.db.get_one(Address, row.address_id), person, agent)
    what = Changed(ChangeKind.SESSION, about=person.id, subject=found, after="began")
    changes.record(turn, Actor(person.id, WEB), what)
    first = found in (CodeShown.ENROLMENT, CodeShown.RECOVERY)
    answer = site.sent_on(request, "/manage/account" if first else "/manage")
    cookies.put(site, answer, cookies.SESSION, secret)
    cookies.drop(site, answer, cookies.BROWSER)
    return answer


async def told_here(request: Request) -> dict[str, str]:
    """What was posted; `HTTPException(403)` where another site has the browser post it."""
    if request.headers.get("sec-fetch-site") in ELSEWHERE:
        raise HTTPException(403)
    return await texts(request)


def drawn(request: Request, given: MailGiven, said: str = "") -> Response:
    """The form that asks for a link, or that it is noted."""
    site = site_of(request)
    problems = given.problems(site, site.language(request))
    safe = cookies.safe(site)
    return page_of(
        request,
        "sign_in",
        status=given.status,
        given=given,
        said=said,
        problems=problems,
        safe=safe,
    )


def page_of(request: Request, template: str, /, *, status: int = 200, **values: Any) -> Response:
    """A page of somebody who is not signed in, in the language of their browser."""
    site = site_of(request)
    languages = site.world.words.languages
    return site.page(
        request,
        f"manage/{template}",
        site.language(request),
        status=status,
        choosable=languages,
        **values,
    )
