"""`/staff/{token}`: how it goes, in bars and tables. GET only; the roles decide at each view."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from core.claims import sending
from core.ground.tables import Person
from core.ground.world import Turn
from core.people import tokens
from core.people.tokens import Purpose
from core.reports import access, drawing, picture
from core.reports.charts import Chart, charts
from core.reports.drawing import tiles
from core.reports.figures import figures
from web.write import Site, site_of

if TYPE_CHECKING:
    from markupsafe import Markup

DAYS = (7, 30, 90, 365)
USUAL = 30
MOST = 12  # bars drawn of a chart; the table has them all


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its drawing; without bars there is none."""

    chart: Chart
    svg: "Markup | str"


@dataclass(frozen=True, slots=True)
class FiguresLink:
    """A link to the same page with another choice."""

    label: str
    address: str
    current: bool


def show(request: Request) -> Response:
    """The figures that the holder of the secret may see, of the programme and days in the query;
    404 with a way on for others."""
    site = site_of(request)
    with site.world.glance() as turn:
        person = holder(turn, request.path_params["token"])
        seen = access.seen_by(turn, person) if person else []
        if person is None or not seen:
            return lost(site, request)
        return drawn(site, request, turn, person, seen)


def holder(turn: Turn, token: str) -> Person | None:
    """The member of the staff whom the secret was given to."""
    found = tokens.find(turn, token, Purpose.STAFF)
    return turn.db.get(Person, found.person_id) if found else None


def drawn(site: Site, request: Request, turn: Turn, person: Person, seen: list[str]) -> Response:
    """The page of one choice."""
    locale = site.locale(request, sending.locale_of(turn, person))
    programme, days = chosen(request, seen)
    reader = access.reader(turn, person, programme, locale)
    names = {slug: picture.name(turn, reader, slug) for slug in seen}
    return site.page(
        request,
        "figures",
        locale,
        palette=programme,
        choosable=site.world.words.languages,
        name=names[programme],
        programmes=[way(names[slug], slug, days, slug == programme) for slug in seen],
        **values(turn, person, locale, programme, days),
    )


def values(turn: Turn, person: Person, locale: str, programme: str, days: int) -> dict[str, Any]:
    """What a page of figures shows of a programme and its last so many days."""
    found, reader = figures(turn, programme, days), access.reader(turn, person, programme, locale)
    return {
        "dates": picture.dates(found.period, locale),
        "tiles": tiles(reader, found),
        "charts": [pictured(chart) for chart in charts(reader, found)],
        "days": [
            way(reader.word("figures.days", days=str(each)), programme, each, each == days)
            for each in DAYS
        ],
    }


def chosen(request: Request, seen: list[str]) -> tuple[str, int]:
    """The programme and the days of the address, as far as they may be seen."""
    programme = request.query_params.get("programme", seen[0])
    days = request.query_params.get("days", "")
    known = days.isdecimal() and int(days) in DAYS
    return programme if programme in seen else seen[0], int(days) if known else USUAL


def pictured(chart: Chart) -> Drawn:
    return Drawn(chart, drawing.svg(chart.first(MOST)) if chart.bars else "")


def way(label: str, programme: str, days: int, current: bool) -> FiguresLink:
    return FiguresLink(label, f"?programme={programme}&days={days}", current)


def lost(site: Site, request: Request) -> Response:
    """A link that shows nothing (any more), and how to get the next."""
    language = site.language(request)
    return site.page(request, "figures_lost", language, status=404)
