"""Until when an answer can be expected: so many working days, told as « mardi 24 novembre »."""

from datetime import datetime, time, timedelta

from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import in_force
from core.programmes.programme import Programme

FRIDAY = 5  # ISO 8601: Monday is 1


def due(turn: Turn, programme: str) -> datetime:
    """The promised hour of the last of the working days, Monday to Friday, in which an answer is
    promised."""
    known = of(turn, programme)
    day, left = turn.at.astimezone(known.zone), known.support.days
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() <= FRIDAY
    return datetime.combine(day.date(), time.fromisoformat(known.support.at), day.tzinfo)


def until(turn: Turn, programme: str, at: datetime, locale: str) -> str:
    """The day of a moment, as « mardi 24 novembre », in the programme's own zone."""
    return answers_as_text.weekday(at.astimezone(of(turn, programme).zone).date(), locale)


def moment(turn: Turn, programme: str, at: datetime) -> str:
    """A moment as « 26/11 10:00 » in the programme's own zone."""
    return f"{at.astimezone(of(turn, programme).zone):%d/%m %H:%M}"


def of(turn: Turn, programme: str) -> Programme:
    """The programme of a case; of one that is about none, the first."""
    known = catalogue(turn.settings.programmes_folder).programmes
    return in_force(turn, known.get(programme) or next(iter(known.values())))
