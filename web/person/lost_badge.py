"""`/lost`: where is my badge? GET shows a form, POST keeps the question; no account is needed.

The page says the same whoever is asked about. The answer goes to that mailbox, and only there.
"""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.desk.lost_badge import page
from core.reading.addresses import mail_typos
from core.roster import mail_addresses
from core.roster.mail_addresses import read_mail
from web.http.rate_limit import client_of
from web.read import NONCE, identity, texts
from web.write import Site, site_of

LEFT_OUT = {"mail_as"}


def show(request: Request) -> Response:
    """The empty form of `/lost`."""
    return drawn(request, {})


async def act(request: Request) -> Response:
    """Keep the question, or ask about an address that looks mistyped; the page says the same
    whoever is asked about."""
    return await run_in_threadpool(work, request, await texts(request))


def work(request: Request, told: dict[str, str]) -> Response:
    """Keep the question of the form, or show the form again: for an address that looks mistyped,
    none at all (422), or too many from one place (429)."""
    site = site_of(request)
    mail = read_mail(told.get("mail_as") or told.get("mail", "")) or ""
    likely = "" if "mail_as" in told else suspected(site, told.get("mail", ""))
    if likely:
        return drawn(request, told, likely=likely, said=mail)
    if not mail:
        return drawn(request, told, problem="page.find_mail_wrong", status=422)
    if site.brake.holds(client_of(request)):
        return drawn(request, told, problem="page.find_braked", status=429)
    kept = {name: value for name, value in told.items() if name not in LEFT_OUT}
    asked = {**kept, "mail": mail, "language": site.language(request)}
    page.ask(site.world, identity("lost", asked), asked)
    return drawn(request, {}, done=True)


def suspected(site: Site, said: str) -> str:
    """What was meant by an address that looks mistyped, whether anybody has it or not."""
    with site.world.glance() as turn:
        return mail_typos.meant(said, mail_addresses.own(turn))


def drawn(
    request: Request,
    told: Mapping[str, str],
    *,
    likely: str = "",
    said: str = "",
    problem: str = "",
    done: bool = False,
    status: int = 200,
) -> Response:
    """The form with what was filled in, a doubt or a problem; else that it is noted."""
    site = site_of(request)
    made = site.public(
        request,
        "find",
        status=status,
        told={name: told.get(name, "") for name in page.FIELDS},
        likely=likely,
        said=said,
        problem=problem,
        done=done,
        nonce=told.get("nonce") or site.world.chance.letters(NONCE),
        contact=site.world.settings.mail_address,
    )
    made.headers["Cache-Control"] = "no-store"
    return made
