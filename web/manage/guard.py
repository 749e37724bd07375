"""Who may open a page of `/manage`, and post to it: the one place where that is decided."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core.claims import sending
from core.claims.moves import Actor
from core.ground.tables import PageSession, Person
from core.ground.world import Turn, runs_again
from core.people import roles
from core.people.people import WEB
from core.people.roles import Right
from core.programmes.catalogue import catalogue
from core.programmes.evidence.prepare_file import Attachment
from core.programmes.programme import Programme
from core.sessions import sessions
from web.manage import cookies
from web.read import CAP, files_of, posted, texts_of
from web.write import Site, site_of

LARGEST = 6_000_000  # bytes of a list that is sent
ELSEWHERE = ("cross-site", "same-site")


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that was posted: its fields and its files."""

    told: Mapping[str, str]
    files: tuple[Attachment, ...] = ()

    def __getitem__(self, name: str) -> str:
        """A field without the spaces around it; empty where it was not sent."""
        return self.told.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is signed in, on a page that they may open."""

    site: Site
    request: Request
    person: Person
    session: PageSession
    page: "ManagedPage"
    programme: Programme | None
    locale: str

    @property
    def slug(self) -> str:
        """The programme that the page is of; empty for a page of none."""
        return self.programme.slug if self.programme else ""

    @property
    def by(self) -> Actor:
        """Who changes something here."""
        return Actor(self.person.id, WEB)

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.locale.partition("-")[0]

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """A turn that changes something; `HTTPException(403)` for who may not any more."""
        with self.site.world.turn() as turn:
            if not allowed(turn, self.person, self.page, self.slug):
                raise HTTPException(403)
            yield turn

    def said(self, word: str, **values: str) -> str:
        """A sentence in the words of the page."""
        return self.site.world.words.say(self.locale, word, **values)

    def may(self, turn: Turn, right: Right) -> bool:
        """Whether who is here holds a right in the programme of the page."""
        return roles.may(turn, self.person, right, self.slug)

    def shown(self, turn: Turn, template: str, /, *, status: int = 200, **values: Any) -> Response:
        """The page: with the ways to the others that this person may open, and the key of its
        forms."""
        return self.site.page(
            self.request,
            f"manage/{template}",
            self.locale,
            status=status,
            choosable=self.site.world.words.languages,
            palette=self.slug,
            here=self.page.name,
            person=self.person,
            programme=self.programme,
            named=self.programme.titled(self.language) if self.programme else "",
            pages=menu(turn, self) if self.programme else (),
            form_key=form_key(cookies.read(self.site, self.request, cookies.SESSION)),
            **values,
        )

    def back(self, path: str = "") -> Response:
        """On to this page again, or to another path of `/manage`."""
        return self.site.sent_on(self.request, path or quote(self.request.url.path))


Show = Callable[[Visit, Turn], Response]
Act = Callable[[Visit, Posted], Response]


@dataclass(frozen=True, slots=True)
class ManagedPage:
    """One page: its name (`manage.nav_<name>`), its path below the programme, the right that opens
    it, what shows it and what a post to it does.

    `anew`: what is posted needs a second factor shown within the last ten minutes. `own` pages are
    of no programme: they are everybody's who is signed in. `sends`: files may be posted.
    """

    name: str
    path: str
    right: Right
    show: Show
    act: Act | None = None
    anew: bool = False
    own: bool = False
    sends: bool = False
    listed: bool = True

    @property
    def whole(self) -> str:
        """The path as the router has it."""
        return f"/manage{self.path}" if self.own else f"/manage/{{programme}}{self.path}"


def allowed(turn: Turn, person: Person, page: ManagedPage, programme: str) -> bool:
    """Whether somebody may open a page, of a programme where it is of one."""
    return page.own or roles.may(turn, person, page.right, programme)


def menu(turn: Turn, visit: Visit) -> list[tuple[str, str, bool]]:
    """The pages of the programme that this person may open: name, path, and whether it is this."""
    found: tuple[ManagedPage, ...] = visit.request.app.state.managed
    return [
        (each.name, f"/manage/{visit.slug}{each.path}", each.name == visit.page.name)
        for each in found
        if each.listed and not each.own and allowed(turn, visit.person, each, visit.slug)
    ]


def form_key(secret: str) -> str:
    """What a form of this session bears, which another site cannot know."""
    return hashlib.sha256(f"form:{secret}".encode()).hexdigest()[:32]


def routes(pages: tuple[ManagedPage, ...]) -> list[BaseRoute]:
    """The paths of these pages."""
    made: list[BaseRoute] = []
    for page in pages:
        made.append(Route(page.whole, showing(page)))
        if page.act is not None:
            made.append(Route(page.whole, acting(page, page.act), methods=["POST"]))
    return made


def showing(page: ManagedPage) -> Callable[[Request], Response]:
    """What answers GET for a page."""

    def show(request: Request) -> Response:
        site = site_of(request)
        kept(site, request)
        with site.world.glance() as turn:
            visit = visited(turn, site, request, page)
            return page.show(visit, turn) if isinstance(visit, Visit) else visit

    return show


def acting(page: ManagedPage, act: Act) -> Callable[[Request], Any]:
    """What answers POST for a page."""

    async def post(request: Request) -> Response:
        site = site_of(request)
        if request.headers.get("sec-fetch-site") in ELSEWHERE:
            raise HTTPException(403)
        form = await posted(request, LARGEST if page.sends else CAP)
        told = Posted(texts_of(form), await files_of(form, LARGEST) if page.sends else ())
        await form.close()
        return await run_in_threadpool(work, site, request, page, act, told)

    return post


def work(site: Site, request: Request, page: ManagedPage, act: Act, form: Posted) -> Response:
    """Do what was posted, for who may, from a form of this session."""
    kept(site, request)
    with site.world.glance() as turn:
        visit = visited(turn, site, request, page)
        if not isinstance(visit, Visit):
            return visit
        secret = cookies.read(site, request, cookies.SESSION)
        if not hmac.compare_digest(form_key(secret), form["form"]):
            raise HTTPException(403)
        if page.anew and turn.at - visit.session.proved_at >= sessions.PROVED:
            return site.sent_on(request, f"/manage/again?to={quote(request.url.path)}")
    return act(visit, form)


def visited(turn: Turn, site: Site, request: Request, page: ManagedPage) -> Visit | Response:
    """The visit of who is signed in; the way to sign in for who is not; `HTTPException(404)` to who
    may not open the page, as for one that is not there."""
    found = sessions.find(turn, cookies.read(site, request, cookies.SESSION))
    if found is None:
        return site.sent_on(request, "/manage/sign-in")
    slug = "" if page.own else request.path_params["programme"]
    programme = catalogue(turn.settings.programmes_folder).programmes.get(slug)
    if not page.own and (programme is None or not allowed(turn, found.person, page, slug)):
        raise HTTPException(404)
    locale = site.locale(request, sending.locale_of(turn, found.person))
    return Visit(site, request, found.person, found.session, page, programme, locale)


@runs_again
def kept(site: Site, request: Request) -> None:
    """Note, once a minute, that a session is still used."""
    secret = cookies.read(site, request, cookies.SESSION)
    with site.world.glance() as turn:
        found = sessions.find(turn, secret)
        if found is None or not sessions.due(turn, found.session):
            return
    with site.world.turn() as turn:
        sessions.touch(turn, found.session.id)
