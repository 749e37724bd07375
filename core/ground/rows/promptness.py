"""How long messages waited to be handed over: counted as they go, a few rows a day.

From its cause (the instant at which what it answers was worked) to the moment at which the server
of its door had taken it. The mails of a campaign, which go out at a pace, are not counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.rows.insert import into
from core.ground.tables import HandOver, Outbox
from core.ground.world import Turn

WAITING = "waiting"  # as in `outbox`, which counts by what stands here
STEPS = (1, 2, 5, 10, 30, 60, 300, 3600, 86400, 604800)  # seconds
NEVER = 0
TO_PEOPLE = ("mail", "telegram")
PROMISED_SECONDS, PROMISED_SHARE = 10, 0.95
DAYS = 30


@dataclass(frozen=True, slots=True)
class Promptness:
    """How many messages of a door there were in some days, and how many of them were handed over
    within the seconds that are promised."""

    door: str
    messages: int
    prompt: int
    never: int

    @property
    def share(self) -> float | None:
        """The part that was prompt; None where there were none."""
        return self.prompt / self.messages if self.messages else None


def note(turn: Turn, rows: Sequence[Outbox]) -> None:
    """Count these rows as handed over now."""
    waited = Counter(
        (row.door, step_of((turn.at - row.created_at).total_seconds()))
        for row in rows
        if not row.bulk
    )
    add(turn, waited)


def note_never(turn: Turn, row: Outbox) -> None:
    """Count a row as one that is never handed over."""
    if not row.bulk:
        add(turn, Counter({(row.door, NEVER): 1}))


def step_of(seconds: float) -> int:
    """The least of the steps that is not below these seconds; the last for longer ones."""
    return next((step for step in STEPS if seconds <= step), STEPS[-1])


def add(turn: Turn, counted: Counter[tuple[str, int]]) -> None:
    """Add to today's counts, always in one order so that two processes do not wait in a ring."""
    connection = turn.db.connection()
    for (door, within), count in sorted(counted.items()):
        insert = into(HandOver, connection.dialect.name)
        more = HandOver.__table__.c.count + insert.excluded.count  # type: ignore[attr-defined]
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["day", "door", "within"], set_={"count": more}
            ),
            {"day": turn.at.date(), "door": door, "within": within, "count": count},
        )


def promptness(turn: Turn, days: int = DAYS) -> list[Promptness]:
    """How promptly the messages to people were handed over in the last days, by door."""
    since: date = turn.at.date() - timedelta(days=days - 1)
    query = select(HandOver.door, HandOver.within, func.sum(col(HandOver.count)))
    query = query.where(HandOver.day >= since, col(HandOver.door).in_(TO_PEOPLE))
    found = turn.db.exec(query.group_by(col(HandOver.door), col(HandOver.within))).all()
    return [of_door(door, {within: int(n) for at, within, n in found if at == door})
            for door in TO_PEOPLE]  # fmt: skip


def late_now(turn: Turn) -> int:
    """How many messages wait now for longer than is promised."""
    since = turn.at - timedelta(seconds=PROMISED_SECONDS)
    query = select(func.count()).select_from(Outbox).where(Outbox.state == WAITING)
    query = query.where(col(Outbox.door).in_(TO_PEOPLE), col(Outbox.bulk).is_(False))
    return turn.db.exec(query.where(Outbox.created_at < since)).one()


def together(each: Sequence[Promptness]) -> Promptness:
    """All doors as one."""
    counted = [(one.messages, one.prompt, one.never) for one in each]
    return Promptness("", *(sum(column) for column in zip(*counted, strict=True)))


def of_door(door: str, counts: dict[int, int]) -> Promptness:
    """The promptness of a door by how many took how long."""
    prompt = sum(n for within, n in counts.items() if NEVER < within <= PROMISED_SECONDS)
    return Promptness(door, sum(counts.values()), prompt, counts.get(NEVER, 0))
