"""`/lost`: where is my badge? GET shows a form, POST keeps the question; no account is needed.

The page says the same whoever is asked about. The answer goes to that mailbox, and only there.
"""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.desk.page_forms import asked as page_forms
from web.forms.mail_given import MailGiven, mail_given
from web.read import NONCE, identity, texts
from web.write import site_of

LEFT_OUT = {"mail_as"}


def show(request: Request) -> Response:
    """The empty form of `/lost`."""
    return drawn(request, {}, MailGiven())


async def act(request: Request) -> Response:
    """Keep the question, or ask about an address that looks mistyped; the page says the same
    whoever is asked about."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, told: dict[str, str]) -> Response:
    """Keep the question of the form, or show the form again for its address: one that looks
    mistyped, none at all (422), or too many from one place (429)."""
    site = site_of(request)
    given = mail_given(site, request, told)
    if not given.mail:
        return drawn(request, told, given)
    kept = {name: value for name, value in told.items() if name not in LEFT_OUT}
    asked = {**kept, "mail": given.mail, "language": site.language(request)}
    page_forms.ask(site.world, page_forms.LOST, identity("lost", asked), asked)
    return drawn(request, {}, given)


def drawn(request: Request, told: Mapping[str, str], given: MailGiven) -> Response:
    """The form with what was filled in and what is to be mended; else that it is noted."""
    site = site_of(request)
    made = site.public(
        request,
        "find",
        status=given.status,
        told={name: told.get(name, "") for name in page_forms.FORMS[page_forms.LOST].fields},
        given=given,
        problems=given.problems(site, site.language(request)),
        nonce=told.get("nonce") or site.world.chance.letters(NONCE),
    )
    made.headers["Cache-Control"] = "no-store"
    return made
