"""What a client prefers: the language of a page, a type of document (RFC 9110, 12.5)."""

import re
from collections.abc import Sequence

from starlette.requests import Request

MOST = 20
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")  # BCP 47, as programmes have them
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/*", "*/*"})


def chosen_language(request: Request, known: Sequence[str]) -> str:
    """The language that the reader chose (`?lang=`), if it is one of these; else empty."""
    chosen = request.query_params.get("lang", "")
    return chosen if chosen in known else ""


def carried_language(request: Request) -> str:
    """What the reader chose (`?lang=`), if it has the shape of a language's tag; else empty. A
    programme may speak languages that nobody else here does."""
    chosen = request.query_params.get("lang", "")
    return chosen if TAG.fullmatch(chosen) else ""


def language_of(request: Request, known: Sequence[str], first: str) -> str:
    """The language of `?lang=`, else the best that the browser accepts, else the first."""
    if chosen := chosen_language(request, known):
        return chosen
    accepted = weighed(request.headers.get("accept-language", ""))
    bases = (tag.partition("-")[0] for tag in accepted)
    return next((language for language in bases if language in known), first)


def weighed(header: str) -> list[str]:
    """The items of an Accept header, in lower case, the dearest first."""
    found = []
    for place, item in enumerate(header.split(",")[:MOST]):
        name, _, parameters = item.partition(";")
        dearness = weight(parameters)
        if dearness > 0:
            found.append((-dearness, place, name.strip().lower()))
    return [name for _, _, name in sorted(found)]


def weight(parameters: str) -> float:
    """The `q` of a language or type that a client accepts, 1 without one (RFC 9110 section
    12.4.2)."""
    _, _, told = parameters.partition("q=")
    try:
        return float(told) if told else 1.0
    except ValueError:
        return 0.0
