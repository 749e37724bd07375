"""Who may see which figures, and the link to their page."""

from core.ground.tables import Address, Person
from core.ground.world import Turn
from core.people import tokens
from core.people.roles import Right, may
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.reports.charts import Reader

ALL = ""


def seen_by(turn: Turn, person: Person) -> list[str]:
    """The programmes whose figures a person may see; "" for all at once comes first, for who sees
    each."""
    known = list(catalogue(turn.settings.programmes_folder).programmes)
    theirs = [slug for slug in known if may(turn, person, Right.SEE_FIGURES, slug)]
    return [ALL, *theirs] if theirs == known and len(known) > 1 else theirs


def reader(turn: Turn, person: Person, programme: str, locale: str) -> Reader:
    """The reader of the figures in their locale; colleagues' names are for those who set the staff
    of the programme, or of all of them."""
    known = [programme] if programme else catalogue(turn.settings.programmes_folder).programmes
    names = all(may(turn, person, Right.SET_STAFF, slug) for slug in known)
    return Reader(locale, turn.say, names)


def link(turn: Turn, address: Address) -> str:
    """A personal link for seven days; what it shows depends on the roles at that moment."""
    secret = tokens.give(turn, Purpose.STAFF, address)
    return f"{turn.settings.base}/staff/{secret}"
