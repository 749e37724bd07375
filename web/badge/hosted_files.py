"""Hosted documents and pictures: exact bytes for any reader, with ETag, for HEAD and 304 too."""

import hashlib
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.publish.documents import DID_TYPE, OB2_TYPE, OB3_TYPE
from core.badges.publish.serve import OK, WebFile
from core.issuing import stored_badges
from web.write import site_of

# What a revocation changes, and so is asked for anew each time; the ETag spares the bytes.
FRESH = "public, no-cache"
LONG = "public, max-age=86400"
# What never changes at its address: each version of a badge class has an address of its own.
LASTING = ("/ob2/c/", "/ob3/a/", "/pictures/")
JSON_TYPE = "application/json"


def document(request: Request) -> Response:
    """What stands at this path of the store; `HTTPException(404)` for nothing."""
    path = request.url.path
    found = stored_badges.served(site_of(request).world, path)
    if found is None:
        raise HTTPException(404)
    return answered(request, asked_as(request, found), LONG if path.startswith(LASTING) else FRESH)


def asked_as(request: Request, found: WebFile) -> WebFile:
    """The document with the plain type `application/json` where the client accepts that and not its
    own type; as it is for all others."""
    accepted = request.headers.get("accept", "")
    plain = JSON_TYPE in accepted and found.content_type not in accepted
    typed = found.content_type in (OB2_TYPE, OB3_TYPE, DID_TYPE)
    return WebFile(found.body, JSON_TYPE, found.status) if plain and typed else found


def answered(request: Request, found: WebFile, cache: str) -> Response:
    """The answer that bears these bytes, or 304 when the client has them already."""
    mark = hashlib.sha256(found.body).hexdigest()[:32]
    if found.status == OK:
        return made(request, mark, cache, lambda: found)
    return Response(found.body, found.status, tagged(mark, cache), found.content_type)


def made(request: Request, mark: str, cache: str, make: Callable[[], WebFile]) -> Response:
    """The answer that bears what is made; 304, and nothing is made, when the client has what bears
    this mark already."""
    headers = tagged(mark, cache)
    if unchanged(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    found = make()
    return Response(found.body, found.status, headers, found.content_type)


def tagged(mark: str, cache: str) -> dict[str, str]:
    """The headers of a document that anybody may read and keep."""
    return {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": cache,
        "ETag": f'"{mark}"',
        "Vary": "Accept",
    }


def unchanged(known: str, tag: str) -> bool:
    """Whether the client's If-None-Match names this content (RFC 9110, 13.1.2)."""
    names = [name.strip().removeprefix("W/") for name in known.split(",")]
    return tag in names or names == ["*"]
