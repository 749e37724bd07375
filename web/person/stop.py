"""`/stop/{token}`: no more unasked mails. GET asks; POST stops (one click: RFC 8058)."""

from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.ground.tables import Address, Claim, Person
from core.ground.world import Turn, runs_again
from core.people import tokens
from core.people.opt_outs import stop, stopped
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from web.public.errors import lost
from web.write import site_of


@dataclass(frozen=True, slots=True)
class StopPage:
    """Whose mails would stop, of which programme, and the words to say so."""

    address: Address
    programme: str
    name: str
    locale: str
    done: bool = False


def show(request: Request) -> Response:
    """The page that says what would stop, with a button; 404 with a way on for a secret that opens
    nothing."""
    site = site_of(request)
    with site.world.glance() as turn:
        asked = opened(turn, request.path_params["token"])
    return drawn(request, asked) if asked else lost(site, request)


async def act(request: Request) -> Response:
    """Stop the mails; a mail program posts here by itself when its reader unsubscribes (RFC
    8058)."""
    return await run_in_threadpool(work, request)


@runs_again
def work(request: Request) -> Response:
    site, token = site_of(request), request.path_params["token"]
    with site.world.turn() as turn:
        asked = opened(turn, token)
        if asked is not None:
            stop(turn, asked.address, asked.programme)
    return drawn(request, replace(asked, done=True)) if asked else lost(site, request)


def opened(turn: Turn, token: str) -> StopPage | None:
    """The programme of the mail that bore this secret, and the address it went to."""
    found = tokens.find(turn, token, Purpose.CLAIM)
    if found is None or found.claim_id is None or found.address_id is None:
        return None
    claim = turn.db.get_one(Claim, found.claim_id)
    address = turn.db.get_one(Address, found.address_id)
    locale = sending.locale_of(turn, turn.db.get_one(Person, claim.person_id), claim)
    programme = catalogue(turn.settings.programmes_folder)[claim.programme]
    name = programme.named(locale.partition("-")[0])
    return StopPage(address, claim.programme, name, locale, stopped(turn, address, claim.programme))


def drawn(request: Request, asked: StopPage) -> Response:
    """The question, or that it is done."""
    site = site_of(request)
    return site.page(
        request,
        "stop",
        site.locale(request, asked.locale),
        choosable=site.world.words.languages,
        programme=asked.name,
        waiting=not asked.done,
    )
