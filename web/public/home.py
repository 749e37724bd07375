"""The pages that anyone may read: what this is, and the plain promises."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.claims import sending
from core.programmes.file_values import said
from core.programmes.programme import Programme
from web.public.issuer import class_picture
from web.write import Site, site_of


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A programme as the first page lists it, with one of its badges as its picture."""

    slug: str
    name: str
    description: str
    picture: str
    count: int


def home(request: Request) -> Response:
    """The page that says what this is, with the programmes."""
    site = site_of(request)
    language = site.language(request)
    return site.public(
        request,
        "home",
        programmes=[entry(each, language) for each in site.known.programmes.values()],
        mail=site.world.settings.mail_address,
        telegram=bot(site),
    )


def bot(site: Site) -> str:
    with site.world.glance() as turn:
        return sending.deep_link(turn, "")


def entry(programme: Programme, language: str) -> ListedProgramme:
    """One programme as the first page lists it."""
    first = programme.badge[0]
    return ListedProgramme(
        programme.slug,
        said(programme.name, language),
        said(programme.description, language),
        class_picture(programme, first, language),
        len(programme.badge),
    )


def accessibility(request: Request) -> Response:
    """The page that says how accessible these pages are, and whom to tell when they are not."""
    return prose(request, "accessibility")


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
    )
