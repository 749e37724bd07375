"""How it goes: why badges were missing, how long they take, what waits, which mails come back.
With --link, the page of the same for a member of the staff."""

from argparse import ArgumentParser, Namespace

from cocarde.installation import open_world
from cocarde.language import language, text
from cocarde.printing import clock, json_option, now_option, print_json
from core import staff
from core.ground.errors import Trouble
from core.ground.world import World
from core.people import people
from core.people.tokens import LIFE, Purpose
from core.reports import access
from core.reports.as_json import as_json
from core.reports.charts import Chart, Reader, charts
from core.reports.drawing import tiles
from core.reports.figures import Figures, figures
from core.reports.mails import complaints
from core.reports.picture import dates

BAR = 24
EIGHTHS = " ▏▎▍▌▋▊▉"
LABEL, LONGEST = 12, 44


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--programme", metavar="SLUG", default="", help=text("help.stats_programme")
    )
    parser.add_argument("--days", type=int, default=30, help=text("help.stats_days", days=30))
    parser.add_argument("--link", action="store_true", help=text("help.stats_link"))
    parser.add_argument("--by", metavar="MAIL", default="", help=text("help.stats_by"))
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    world = open_world(now=clock(given.now))
    if given.link:
        return give_link(world, given)
    with world.glance() as turn:
        found = figures(turn, given.programme, given.days)
        spam = complaints(turn, found.period)
        if given.json:
            print_json({**as_json(found), "complaints": spam})
        else:
            show(world, found)
            print(f"\n{spam:>12}  {text('command.complaints')}")
    return 0


def give_link(world: World, given: Namespace) -> int:
    """A personal link, for somebody who may see the figures."""
    with world.turn() as turn:
        person = staff.person(turn, given.by)
        address = people.find(turn, people.MAIL, given.by)
        if address is None or not access.seen_by(turn, person):
            raise Trouble("command.no_figures", mail=given.by)
        link, until = access.link(turn, address), turn.at + LIFE[Purpose.STAFF]
    if given.json:
        print_json({"link": link, "until": until.isoformat()})
    else:
        print(link)
    return 0


def show(world: World, found: Figures) -> None:
    """A few numbers, then each chart as a table with small bars."""
    reader = Reader(language(), world.words.say, names=True)
    which, nothing = reader.word("figures.all"), reader.word("figures.nothing")
    print(f"{found.period.programme or which}, {dates(found.period, reader.locale)}\n")
    for tile in tiles(reader, found):
        print(f"{tile.shown:>12}  {tile.label}{f' ({tile.late})' if tile.late else ''}")
    for chart in charts(reader, found):
        print(f"\n{chart.title}")
        print(table(chart) or f"  {nothing}")


def table(chart: Chart) -> str:
    """One line a bar: its label, the bar from zero, its number."""
    longest = max((len(bar.label) for bar in chart.bars), default=0)
    width = min(max(longest, LABEL), LONGEST)
    return "\n".join(
        f"  {bar.label[:width]:<{width}}  {drawn(bar.value, chart.most)}  {bar.shown}"
        for bar in chart.bars
    )


def drawn(value: float, most: float) -> str:
    """A bar of at most 24 signs, in eighths of a sign; what is not nothing shows."""
    eighths = max(round(BAR * 8 * value / most), 1) if value else 0
    full, rest = divmod(eighths, 8)
    return f"{'█' * full}{EIGHTHS[rest] if rest else ''}".ljust(BAR)
