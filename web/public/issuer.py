"""An issuer with its badges: a programme's page, their small pictures, its colours, and the short
page of an organisation that issues in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from core.badges.openbadges.paths import (
    issuer_page,
    issuer_slug,
    programme_and_organisation,
)
from core.badges.publish.serve import WebFile
from core.claims import sending
from core.ground.world import Turn
from core.issuing import picture as badge_pictures
from core.issuing import profiles
from core.issuing.documents import PNG
from core.programmes.badge_class import BadgeClass
from core.programmes.competences import competence_levels
from core.programmes.file_values import said
from core.programmes.members import organisations
from core.programmes.programme import Programme
from web.badge import hosted_files
from web.write import Site, site_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A badge class as a programme's page lists it; `telegram` opens the bot at its claim."""

    slug: str
    name: str
    level: str
    description: str
    skills: tuple[str, ...]
    picture: str
    way: str
    telegram: str


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
        groups = list(grouped(turn, programme, language))
        named = list(issuing(turn, programme))
    return site.public(
        request,
        "issuer",
        programme=programme,
        name=said(programme.name, language),
        description=said(programme.description, language),
        groups=groups,
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
        told = profiles.issuer_of(turn, programme, known).spoken(language)
        recognised = organisations.still_in(turn, programme, slug)
        its = [
            listed(turn, programme, badge, language)
            for badge in programme.badge
            if programme.form_of(badge).issuer == "organisation"
        ]
    return site.public(
        request,
        "organisation",
        programme=programme,
        programme_name=said(programme.name, language),
        name=told.name,
        description=told.description,
        url=known.url,
        recognised=recognised,
        badges=its,
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


def grouped(turn: Turn, programme: Programme, language: str) -> Iterator[tuple[str, list[Listed]]]:
    """The badges under the headings of the programme; those without one come first."""
    headings = {"": "", **{group.slug: said(group.name, language) for group in programme.group}}
    for slug, heading in headings.items():
        found = [
            listed(turn, programme, badge, language)
            for badge in programme.badge
            if badge.group == slug
        ]
        if found:
            yield heading, found


def listed(turn: Turn, programme: Programme, badge: BadgeClass, language: str) -> Listed:
    """One badge class as the page of its programme lists it, with the way to claim it where there
    is one."""
    asked = badge in programme.claimable
    way = way_to(programme, badge)
    return Listed(
        badge.slug,
        said(badge.name, language),
        programme.level_name(badge, language),
        said(badge.description, language),
        tuple(badge.skills.get(language, ())),
        class_picture(programme, badge, language),
        way,
        sending.deep_link(turn, f"{programme.slug}_{badge.slug}") if asked else "",
    )


def way_to(programme: Programme, badge: BadgeClass) -> str:
    """How a badge is come by, as the end of its word: `page.way_…`."""
    form = programme.form_of(badge)
    own = "own" if form.issuer == "organisation" else str(form.review.by)
    return "milestone" if badge.milestone else own


def class_picture(programme: Programme, badge: BadgeClass, language: str) -> str:
    """The path of a badge class's small picture, in the programme's first language where it has no
    other."""
    spoken = language if language in programme.languages else programme.languages[0]
    return f"/i/{programme.slug}/{badge.slug}/{spoken}.png"


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
