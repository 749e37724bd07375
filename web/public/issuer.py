"""An issuer with its badges: a programme's page, their small pictures, its colours, and the short
page of an organisation that issues in it."""

from collections.abc import Iterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.openbadges.paths import (
    issuer_page,
    issuer_slug,
    programme_and_organisation,
)
from core.badges.publish.serve import WebFile
from core.ground.world import Turn
from core.issuing import picture as badge_pictures
from core.issuing import profiles
from core.issuing.documents import PNG
from core.programmes.competences import competence_levels
from core.programmes.members import organisations
from core.programmes.programme import Programme
from web.badge import hosted_files
from web.public.badge_rows import grouped, way_to_ask
from web.spoken import spoken_in
from web.write import Site, site_of


def issuer(request: Request) -> Response:
    """The page of a programme with all its badges, or of an organisation that issues in one;
    `HTTPException(404)` for no such issuer."""
    site = site_of(request)
    language = site.language(request)
    asked = request.path_params["issuer"]
    slug, own = programme_and_organisation(asked)
    programme = programme_named(site, slug)
    if asked != slug:
        return organisation(request, programme, own)
    with site.world.glance() as turn:
        named = list(issuing(turn, programme))
        logo = profiles.issuer_of(turn, programme).logo
    return site.public(
        request,
        "issuer",
        register=programme.register_,
        programme=programme,
        name=spoken_in(programme.name, language),
        named=programme.named(language),
        description=spoken_in(programme.description, language),
        logo=logo,
        groups=grouped(programme, programme.badge, language),
        way_to_ask=way_to_ask(programme),
        joinable=bool(competence_levels(programme)),
        organisations=named,
        palette=programme.slug,
    )


def organisation(request: Request, programme: Programme, slug: str) -> Response:
    """The page of an organisation: who it is, who recognises it, which badges it may issue."""
    site = site_of(request)
    language = site.language(request)
    with site.world.glance() as turn:
        known = organisations.of_slug(turn, programme, slug)
        if known is None:
            raise HTTPException(404)
        profile = profiles.issuer_of(turn, programme, known).spoken(language)
        recognised = organisations.still_in(turn, programme, slug)
    its = [each for each in programme.badge if programme.form_of(each).issuer == "organisation"]
    return site.public(
        request,
        "organisation",
        register=programme.register_,
        programme=programme,
        programme_name=spoken_in(programme.name, language),
        name=profile.name,
        named=known.named(language),
        description=profile.description,
        logo=profile.logo,
        url=known.url,
        recognised=recognised,
        groups=grouped(programme, its, language),
        palette=programme.slug,
    )


def issuing(turn: Turn, programme: Programme) -> Iterator[tuple[str, str]]:
    """The organisations that issue badges of their own in a programme: name, and path of the
    page."""
    known = organisations.known_organisations(turn, programme) if programme.has_own_issuers else []
    for each in known:
        if each.slug:
            yield each.name, issuer_page("", issuer_slug(programme.slug, each.slug))


def programme_named(site: Site, slug: str) -> Programme:
    """The programme of this slug; `HTTPException(404)` where there is none."""
    programme = site.known.programmes.get(slug)
    if programme is None:
        raise HTTPException(404)
    return programme


def thumbnail_of(request: Request) -> Response:
    """The small plain picture of a badge class as PNG; `HTTPException(404)` for no such class or
    language."""
    site, asked = site_of(request), request.path_params
    programme = programme_named(site, asked["programme"])
    badge = programme.badge_class(asked["badge"])
    if badge is None or asked["language"] not in programme.languages:
        raise HTTPException(404)
    look = badge_pictures.badge_picture(programme, badge, asked["language"], None)
    png = badge_pictures.small_picture(site.world.settings, programme, look)
    return hosted_files.answered(request, WebFile(png, PNG), hosted_files.LONG)


def colours(request: Request) -> Response:
    """The palette of a programme as a style sheet; `HTTPException(404)` for no such programme."""
    programme = programme_named(site_of(request), request.path_params["programme"])
    palette = programme.palette
    css = (
        f":root{{--main:{palette.main};--dark:{palette.dark};"
        f"--accent:{palette.accent};--paper:{palette.paper}}}"
    )
    return hosted_files.answered(request, WebFile(css.encode(), "text/css"), "public, max-age=300")
