"""What one edition of a badge takes: the page that a badge names as its criteria, for life.

It shows the achievement as it was when badges of that edition were issued (Open Badges, Criteria).
"""

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.openbadges import paths
from core.issuing import stored_badges
from web.badge import hosted_files
from web.badge.contents import aligned, level
from web.write import site_of


def criteria(request: Request) -> Response:
    """The page of one edition of an achievement; `HTTPException(404)` where none was issued."""
    site, asked = site_of(request), request.path_params
    place = (asked["issuer"], asked["badge"], asked["language"], asked["version"])
    found = stored_badges.served(site.world, paths.achievement("", *place))
    if found is None:
        raise HTTPException(404)
    achievement = json.loads(found.body)
    programme = site.known.programmes.get(paths.programme_and_organisation(asked["issuer"])[0])
    answer = site.page(
        request,
        "criteria",
        achievement["inLanguage"],
        name=achievement["name"],
        level=level(achievement),
        description=achievement["description"],
        criteria=achievement["criteria"]["narrative"],
        skills=achievement.get("tag", []),
        alignments=list(aligned(achievement)),
        picture=achievement["image"]["id"].removeprefix(site.base),
        issuer_page=paths.issuer_page("", asked["issuer"]) if programme else "",
        palette=programme.slug if programme else "",
    )
    answer.headers["Cache-Control"] = hosted_files.LONG
    return answer
