"""The codes of events as visitors name them: who tries many wrong ones hears no more."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from web.http.rate_limit import client_of
from web.write import site_of


def event_named(request: Request, programme: Programme, code: str) -> ProgrammeEvent | None:
    """The event of a code; None for no such code. `HTTPException(429)` for any code, right or
    wrong, of who has tried too many wrong ones within the hour."""
    guesses, client = site_of(request).guesses, client_of(request)
    if guesses.full(client):
        raise HTTPException(429)
    event = programme.event_of(code)
    if event is None:
        guesses.holds(client)
    return event
