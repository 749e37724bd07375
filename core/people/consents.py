"""What somebody agreed to show: each yes is a row with its words, and so is each change of it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from core.ground.rows.insert import add_new
from core.ground.tables import Consent, Person
from core.ground.world import Turn
from core.people.joined import selves


class Showing(StrEnum):
    """What can be shown to others on its person's yes."""

    PAGE = "page"  # all their badges at one address
    TALENTS = "talents"  # themselves and a programme's badges, in the feed of that programme


@dataclass(frozen=True, slots=True)
class Yes:
    """The words that somebody said yes to, and at which door."""

    words: str
    door: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is shown where: see the columns of `Consent`."""

    what: Showing
    address: str
    programme: str = ""
    name: str = ""
    public: bool = False


def agree(turn: Turn, person: Person, shown: Exhibit, yes: Yes) -> Consent | None:
    """Write down what a person agreed to; None where something is shown at this address."""
    row = Consent(
        id=turn.chance.uuid(),
        person_id=person.id,
        what=shown.what,
        programme=shown.programme,
        address=shown.address,
        name=shown.name,
        public=shown.public,
        words=yes.words,
        door=yes.door,
        given_at=turn.at,
        withdrawn_at=None,
    )
    return row if add_new(turn, row) else None


def given(turn: Turn, person: Person, what: Showing, programme: str = "") -> list[Consent]:
    """All that a person agreed to of this kind, withdrawn or not, the latest first."""
    query = select(Consent).where(
        col(Consent.person_id).in_(selves(turn, person)),
        Consent.what == what,
        Consent.programme == programme,
    )
    latest = col(Consent.withdrawn_at).is_(None).desc(), col(Consent.given_at).desc()
    return list(turn.db.exec(query.order_by(*latest, col(Consent.id).desc())))


def standing(turn: Turn, person: Person, what: Showing, programme: str = "") -> Consent | None:
    """What a person shows now; None for nothing."""
    latest = next(iter(given(turn, person, what, programme)), None)
    return latest if latest is not None and latest.withdrawn_at is None else None


def withdraw(turn: Turn, person: Person, what: Showing, programme: str = "") -> bool:
    """Show no more of this from now on; gives whether anything was shown."""
    rows = [each for each in given(turn, person, what, programme) if each.withdrawn_at is None]
    for row in rows:
        row.withdrawn_at = turn.at
        turn.db.add(row)
    turn.db.flush()
    return bool(rows)


def everything(turn: Turn, person: Person) -> list[Consent]:
    """All that a person ever agreed to, the first first."""
    query = select(Consent).where(col(Consent.person_id).in_(selves(turn, person)))
    return list(turn.db.exec(query.order_by(col(Consent.given_at), col(Consent.id))))
