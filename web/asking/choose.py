"""`/ask`: which programme, then which badge. Short lists that are read by the eye."""

from starlette.requests import Request
from starlette.responses import Response

from web.public.badge_rows import grouped, way_to_ask
from web.public.home import listed_programmes
from web.public.issuer import programme_named
from web.spoken import spoken_in
from web.write import site_of


def programmes(request: Request) -> Response:
    """The programmes; where there is only one, its badges."""
    site = site_of(request)
    listed = listed_programmes(site, site.language(request))
    if len(listed) == 1:
        return site.sent_on(request, listed[0].way_to_ask)
    return site.public(request, "ask", programmes=listed)


def badges(request: Request) -> Response:
    """The badges of a programme that can be asked for, and below them those that come otherwise;
    where there is only one, its page. `HTTPException(404)` for no such programme."""
    site = site_of(request)
    programme = programme_named(site, request.path_params["programme"])
    if len(programme.badge) == 1:
        return site.sent_on(request, way_to_ask(programme))
    language = site.language(request)
    others = [each for each in programme.badge if each not in programme.claimable]
    return site.public(
        request,
        "ask_programme",
        register=programme.register_,
        programme=programme,
        name=spoken_in(programme.name, language),
        groups=grouped(programme, programme.claimable, language),
        others=grouped(programme, others, language),
        palette=programme.slug,
    )
