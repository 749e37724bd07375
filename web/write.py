"""What every page is made with: the world, the templates, and the words of the reader."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from core.ground.paths import TEMPLATES
from core.ground.world import World
from core.programmes import answers_as_text
from core.programmes.catalogue import Catalogue, catalogue
from web.http.accepts import language_of
from web.http.assets import Assets
from web.http.rate_limit import RateLimit


def environment() -> ImmutableSandboxedEnvironment:
    """Templates that can neither leave their sandbox nor forget to escape or to name a value."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Site:
    """One installation as pages: its world, its templates and its files.

    `copied_on`: the day of a static copy, whose pages show nothing that needs the software; None
    for pages that are served live.
    """

    world: World
    assets: Assets = field(default_factory=Assets)
    brake: RateLimit = field(default_factory=RateLimit)
    templates: ImmutableSandboxedEnvironment = field(default_factory=environment)
    copied_on: date | None = None

    @property
    def base(self) -> str:
        """The public address without a final slash."""
        return self.world.settings.base

    @property
    def known(self) -> Catalogue:
        """The programmes of the installation; raises `Trouble` where one has mistakes."""
        return catalogue(self.world.settings.programmes_folder)

    def language(self, request: Request) -> str:
        """The reader's language: as chosen on the page, else as their browser asks."""
        return language_of(request, self.world.words.languages, self.world.words.first)

    def page(
        self, request: Request, template: str, locale: str, /, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page in the words of a locale; `palette` among the values is the programme whose
        colours it wears."""
        language = locale.partition("-")[0]
        shared: dict[str, Any] = {
            "t": partial(self.world.words.say, locale),
            "language": language,
            "languages": self.world.words.languages,
            "path": request.url.path,
            "base": self.base,
            "assets": self.assets,
            "palette": "",
            "choosable": False,
            "copied_on": answers_as_text.day(self.copied_on, language) if self.copied_on else "",
        }
        text = self.templates.get_template(f"{template}.html").render(shared | values)
        return HTMLResponse(text, status, headers={"Content-Language": language})

    def sent_on(self, path: str, status: int = 303) -> RedirectResponse:
        """A redirection to another path of ours, at the public address: a Host header is anybody's
        word."""
        return RedirectResponse(f"{self.base}{path}", status)

    def public(
        self, request: Request, template: str, /, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page that anyone may read, in the reader's language, with a way to choose another."""
        language = self.language(request)
        page = self.page(request, template, language, status=status, choosable=True, **values)
        page.headers["Vary"] = "Accept-Language"
        page.headers["Cache-Control"] = "public, max-age=300"
        return page


def site_of(request: Request) -> Site:
    """What the pages of this request are made with."""
    site: Site = request.app.state.site
    return site
