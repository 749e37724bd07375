"""Until when an answer can be expected: so many working days, told as « mardi 24 novembre »."""

from datetime import datetime, time, timedelta

from core.ground.world import Turn
from core.programmes import showing
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme

EVENING = time(18, 0)
FRIDAY = 5  # ISO 8601: Monday is 1


def due(turn: Turn, programme: str) -> datetime:
    """The evening of the last working day (Monday to Friday) on which an answer is expected."""
    known = of(turn, programme)
    day, left = turn.at.astimezone(known.zone), known.support.days
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= FRIDAY
    return datetime.combine(day.date(), EVENING, day.tzinfo)


def until(turn: Turn, programme: str, at: datetime, locale: str) -> str:
    """« mardi 24 novembre », where the programme is."""
    return showing.weekday(at.astimezone(of(turn, programme).zone).date(), locale)


def moment(turn: Turn, programme: str, at: datetime) -> str:
    """« 26/11 10:00 », where the programme is."""
    return f"{at.astimezone(of(turn, programme).zone):%d/%m %H:%M}"


def of(turn: Turn, programme: str) -> Programme:
    """The programme of a case; of one that is about none, the first."""
    known = catalogue(turn.settings.programmes_folder).programmes
    return known.get(programme) or next(iter(known.values()))
