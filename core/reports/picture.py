"""The picture of a message, drawn when it is delivered: figures for a chat, or a badge's card."""

from dataclasses import dataclass

from core.ground.world import Turn, World
from core.issuing import badge_card
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.period import DAYS, Period, period
from core.reading.dates.months import Interval
from core.reports.cases import open_now
from core.reports.charts import Chart, Reader, charts
from core.reports.drawing import png, tiles
from core.reports.figures import Figures, figures
from core.reports.speed import issued
from core.reports.waiting import waiting

SHOWN = {"causes": 5, "states": 4, "domains": 3}


@dataclass(frozen=True, slots=True)
class Picture:
    """Which figures, in whose language; as text it stands in a message (`Message.picture`)."""

    programme: str
    locale: str
    days: int = DAYS
    whole: bool = False

    def __str__(self) -> str:
        whole = "whole" if self.whole else ""
        return f"{self.programme}:{self.locale}:{self.days}:{whole}"

    @classmethod
    def parse(cls, text: str) -> "Picture":
        """The picture that `str()` wrote into a message; `ValueError` for other text."""
        programme, locale, days, whole = text.split(":")
        return cls(programme, locale, int(days), bool(whole))

    def period(self, turn: Turn) -> Period:
        """The days that the figures are of, up to the moment of the turn."""
        return period(turn, self.programme, self.days, whole=self.whole)


def picture(world: World, asked: str) -> tuple[str, bytes]:
    """File name and PNG of what a message asks for: the card of a badge, else figures by now
    (`str(Picture)`), which name nobody, so that any staff group may see them.

    Raises `Trouble` for an unknown programme, claim or badge.
    """
    if badge_card.is_card(asked):
        return badge_card.card(world, asked)
    wanted = Picture.parse(asked)
    with world.glance() as turn:
        found = figures(turn, wanted.programme, wanted.days, whole=wanted.whole)
        reader = Reader(wanted.locale, turn.say)
        heading = title(turn, reader, wanted.programme)
    drawn = png(
        heading, dates(found.period, wanted.locale), tiles(reader, found), main(reader, found)
    )
    return f"cocarde-{wanted.programme or 'all'}-{found.period.end:%Y-%m-%d}.png", drawn


def main(reader: Reader, found: Figures) -> list[Chart]:
    """The charts that tell most, with their longest bars."""
    shown = [chart for chart in charts(reader, found) if chart.key in SHOWN]
    return [chart.first(SHOWN[chart.key]) for chart in shown]


def title(turn: Turn, reader: Reader, programme: str) -> str:
    return reader.word("figures.title", programme=name(turn, reader, programme))


def name(turn: Turn, reader: Reader, programme: str) -> str:
    """The programme as its people call it, or all of them."""
    if not programme:
        return reader.word("figures.all")
    known = catalogue(turn.settings.programmes_folder)
    return said(known[programme].name, reader.locale.partition("-")[0])


def dates(within: Period, locale: str) -> str:
    """« du 24 octobre 2026 au 22 novembre 2026 »."""
    first, last = (at.astimezone(within.zone).date() for at in (within.start, within.end))
    return answers_as_text.interval(Interval(first, last), locale)


def summary(turn: Turn, reader: Reader, wanted: Picture) -> str:
    """What matters most in two lines, for who does not see pictures; counted in an instant."""
    within = wanted.period(turn)
    return reader.word(
        "figures.chat",
        programme=name(turn, reader, wanted.programme),
        dates=dates(within, reader.locale),
        issued=reader.count(issued(turn, within)),
        review=reader.count(waiting(turn, within).claims),
        cases=reader.count(open_now(turn, within)[0]),
    )
