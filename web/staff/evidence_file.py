"""`/decide/{token}/file/{digest}`: a file that a claim's person sent, for who decides on it."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from core.claims.evidence import shown_files
from core.people import roles
from core.people.roles import Right
from web.public.errors import lost
from web.staff.decide import opened
from web.write import site_of

# The file is shown alone and can do nothing: no script, no frame around it, no name of ours.
HEADERS = {
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


def give(request: Request) -> Response:
    """The bytes of a file: an image to be seen, anything else to be saved; 404 with a way on for a
    secret that opens nothing and for a file that is there no more, 403 to who may not decide."""
    site = site_of(request)
    with site.world.glance() as turn:
        seen = opened(turn, request.path_params["token"])
        if seen is None:
            return lost(site, request, deciding=True)
        claim = seen.form.claim
        if not roles.may(turn, seen.reviewer, Right.DECIDE, claim.programme, claim):
            return lost(site, request, 403, deciding=True)
        reference = f"{claim.id}:{request.path_params['digest']}"
        file = shown_files.shown(turn, reference)
    if file is None:
        return lost(site, request, deciding=True)
    way = "inline" if file.kind.startswith("image/") else "attachment"
    named = f"{way}; filename*=utf-8''{quote(file.name, safe='')}"
    return Response(
        file.content, media_type=file.kind, headers={**HEADERS, "content-disposition": named}
    )
