"""What every page is made with: the world, the templates, and the words of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from babel import Locale
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from core.ground.paths import TEMPLATES
from core.ground.words import instead_of
from core.ground.world import World
from core.programmes import answers_as_text
from core.programmes.catalogue import Catalogue, catalogue
from core.programmes.changed.in_force import contact_of
from core.programmes.file_values import variant
from core.programmes.programme import Programme
from core.reading.typeset import typeset_page
from web.http.accepts import carried_language, chosen_language, language_of
from web.http.assets import Assets
from web.http.kept_language import carrying, keeping
from web.http.rate_limit import RateLimit
from web.spoken import with_language


def environment() -> ImmutableSandboxedEnvironment:
    """Templates that can neither leave their sandbox nor forget to escape or to name a value."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["spoken"] = with_language
    return made


@dataclass(frozen=True, slots=True)
class Site:
    """One installation as pages: its world, its templates and its files.

    `copied_on`: the day of a static copy, whose pages show nothing that needs the software; None
    for pages that are served live.
    """

    world: World
    assets: Assets = field(default_factory=Assets)
    brake: RateLimit = field(default_factory=RateLimit)
    guesses: RateLimit = field(default_factory=RateLimit)
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

    def contact(self, programme: Programme) -> str:
        """Where a person of a programme answers."""
        with self.world.glance() as turn:
            return contact_of(turn, programme)

    def language(self, request: Request) -> str:
        """The reader's language: as chosen on the page, else as their browser asks."""
        return language_of(request, self.world.words.languages, self.world.words.first)

    def page(
        self, request: Request, template: str, locale: str, /, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page in the words of a locale. Among the values, `palette` is the programme whose
        colours it wears, `choosable` the languages that it can be read in, `problems` what is to
        be mended in the form that was just posted."""
        language = locale.partition("-")[0]
        shared: dict[str, Any] = {
            "t": partial(self.said, locale),
            "language": language,
            "words_in": instead_of(language),
            "base": self.base,
            "assets": self.assets,
            "palette": "",
            "choosable": (),
            "problems": (),
            "ways": partial(self.ways, request),
            "copied_on": answers_as_text.day(self.copied_on, language) if self.copied_on else "",
        }
        text = self.templates.get_template(f"{template}.html").render(shared | values)
        text = typeset_page(text, language)
        chosen = carried_language(request)
        if chosen and not self.copied_on:
            text = keeping(text, chosen)
        return HTMLResponse(text, status, headers={"Content-Language": instead_of(language)})

    def said(self, locale: str, word: str, **values: object) -> str:
        """A sentence for a template, which fills in numbers too."""
        filled = {name: str(value) for name, value in values.items()}
        return self.world.words.say(locale, word, **filled)

    def locale(self, request: Request, locale: str, known: Sequence[str] = ()) -> str:
        """The locale of a page for somebody whose own is known: in the language that they chose on
        the page, where it is one of the known ones (all, unless told)."""
        _, sign, register = locale.partition("-")
        chosen = chosen_language(request, known or self.world.words.languages)
        return f"{chosen}{sign}{register}" if chosen else locale

    def ways(self, request: Request, languages: Sequence[str]) -> list[tuple[str, str, str]]:
        """The page of a request in each of these languages: code, own name and address of each."""
        return [(each, own_name(each), self.same_in(request, each)) for each in languages]

    def same_in(self, request: Request, language: str) -> str:
        """Where the page of a request is in another language; of a static copy, the file."""
        if self.copied_on:
            return f"{request.url.path.rstrip('/')}/{language}.html"
        asked = request.url.include_query_params(lang=language)
        return f"{asked.path}?{asked.query}"

    def sent_on(self, request: Request, path: str, status: int = 303) -> RedirectResponse:
        """A redirection to another path of ours, at the public address: a Host header is anybody's
        word. The language that the reader chose goes along."""
        chosen = carried_language(request)
        carried = carrying(path, chosen).replace("&amp;", "&") if chosen else path
        return RedirectResponse(f"{self.base}{carried}", status)

    def public(
        self,
        request: Request,
        template: str,
        /,
        *,
        status: int = 200,
        register: str = "",
        **values: Any,
    ) -> HTMLResponse:
        """A page that anyone may read, in the reader's language, with a way to choose another; in
        the `register` of a programme, where the page is its own."""
        language = variant(self.language(request), register)
        known = self.world.words.languages
        page = self.page(request, template, language, status=status, choosable=known, **values)
        page.headers["Vary"] = "Accept-Language"
        page.headers["Cache-Control"] = "public, max-age=300"
        return page


def own_name(language: str) -> str:
    """What a language calls itself: « Français », "Português (Brasil)"."""
    name = Locale.parse(language, sep="-").get_display_name() or language
    return name[:1].upper() + name[1:]


def site_of(request: Request) -> Site:
    """What the pages of this request are made with."""
    site: Site = getattr(request.state, "site", None) or request.app.state.site
    return site
