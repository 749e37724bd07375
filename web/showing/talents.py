"""`/i/{programme}/talents.json`: the people who agreed to be found, page by page, with ETag."""

import hashlib
import hmac
import json
import re
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.programmes.programme import Programme
from core.showing import talents
from web.badge import hosted_files
from web.public.issuer import programme_named
from web.write import Site, site_of

JSON_TYPE = "application/json"
LIMIT = re.compile(r"[0-9]{1,3}")


def feed(request: Request) -> Response:
    """One page of the feed (docs/talents.md), or 304 where its reader has it already.

    `HTTPException`: 404 for a programme without a feed, 401 without its token, 400 for a page that
    cannot be.
    """
    site = site_of(request)
    programme = programme_named(site, request.path_params["programme"])
    if programme.talents is None:
        raise HTTPException(404)
    if not (programme.talents.public or may_read(site, request, programme)):
        raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="talents"'})
    with site.world.glance() as turn:
        after, limit = request.query_params.get("after", ""), limit_of(request)
        page = talents.page(turn, programme, after, limit)
    if page is None:
        raise HTTPException(400)
    following = next_page(site, programme, page.after, limit) if page.after else ""
    told = {
        "version": talents.VERSION,
        "programme": programme.slug,
        "entries": page.entries,
        "next": following or None,
    }
    return answered(request, json.dumps(told, ensure_ascii=False).encode(), following)


def may_read(site: Site, request: Request, programme: Programme) -> bool:
    """Whether the request bears a token of the programme (`Authorization: Bearer …`)."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    known = site.world.settings.talents_keys.get(programme.slug, ())
    told = given.strip().encode()
    fits = [hmac.compare_digest(told, token.encode()) for token in known]
    return scheme.lower() == "bearer" and any(fits)


def limit_of(request: Request) -> int:
    """How many people the reader wants on a page; `HTTPException(400)` for what is no such
    number."""
    asked = request.query_params.get("limit", str(talents.USUAL))
    limit = int(asked) if LIMIT.fullmatch(asked) else 0
    if not 1 <= limit <= talents.MOST:
        raise HTTPException(400)
    return limit


def next_page(site: Site, programme: Programme, after: str, limit: int) -> str:
    """The whole address of the page that comes next."""
    asked = urlencode({"after": after, "limit": limit})
    return f"{site.base}/i/{programme.slug}/talents.json?{asked}"


def answered(request: Request, body: bytes, following: str) -> Response:
    """The page with its mark, kept by nobody between us and its reader."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if hosted_files.unchanged(request.headers.get("if-none-match", ""), mark):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=JSON_TYPE)
