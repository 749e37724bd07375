"""The pages that anyone may read: what this is, and the plain promises."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.programmes.programme import Programme
from web.public.badge_rows import class_picture, way_to_ask
from web.spoken import Spoken, first_sentence, spoken_in
from web.write import Site, site_of


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A programme as the first page lists it, with one of its badges as its picture."""

    slug: str
    name: Spoken
    description: Spoken
    lead: Spoken
    picture: str
    count: int
    way_to_ask: str


def home(request: Request) -> Response:
    """The page that says what this is, with the programmes."""
    site = site_of(request)
    language = site.language(request)
    return site.public(request, "home", programmes=listed_programmes(site, language))


def listed_programmes(site: Site, language: str) -> list[ListedProgramme]:
    """The programmes of the installation, in the order of their folders."""
    return [entry(each, language) for each in site.known.programmes.values()]


def entry(programme: Programme, language: str) -> ListedProgramme:
    """One programme as the first page lists it."""
    first, description = programme.badge[0], spoken_in(programme.description, language)
    return ListedProgramme(
        programme.slug,
        spoken_in(programme.name, language),
        description,
        first_sentence(description),
        class_picture(programme, first, language),
        len(programme.badge),
        way_to_ask(programme),
    )


def accessibility(request: Request) -> Response:
    """The page that says how accessible these pages are, and whom to tell when they are not."""
    site = site_of(request)
    return site.public(request, "accessibility", mail=site.world.settings.mail_address)


def privacy(request: Request) -> Response:
    """The page that says what becomes of what people tell us."""
    return prose(request, "privacy")


def prose(request: Request, name: str) -> Response:
    """A page of plain paragraphs, by the name of its words."""
    site = site_of(request)
    return site.public(request, "prose", name=name, mail=site.world.settings.mail_address)


def robots(_: Request) -> Response:
    """`robots.txt`: badge pages may be previewed, and nobody has to look behind a secret (RFC
    9309)."""
    return PlainTextResponse(
        "User-agent: *\nDisallow: /claim/\nDisallow: /decide/\nDisallow: /case/\n"
        "Disallow: /staff/\nDisallow: /stop/\nDisallow: /unlink/\n"
        "Disallow: /show/\nDisallow: /report/\n"
    )
