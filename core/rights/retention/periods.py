"""For how long each thing is kept, as `templates/retention.toml` says, and in which phase it is."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from core.ground.paths import TEMPLATES

FILE = TEMPLATES / "retention.toml"


class Phase(StrEnum):
    """How far a thing's time is: seen by whoever works on it, by few, or gone."""

    ACTIVE = "active"
    NARROW = "narrow"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """One kind of thing: how many days until few see it, and until it goes; how many before that
    its person is told."""

    what: str
    since: str
    narrow_days: int
    days: int
    notice_days: int

    @property
    def until_notice(self) -> timedelta:
        """After how long its person is told, or it goes where nobody is."""
        return timedelta(days=self.days - self.notice_days)

    def phase(self, since: datetime, now: datetime) -> Phase:
        """In which phase a thing is whose time began then."""
        age = now - since
        if age >= timedelta(days=self.days):
            return Phase.GONE
        return Phase.NARROW if age >= timedelta(days=self.narrow_days) else Phase.ACTIVE


@cache
def periods() -> dict[str, RetentionPeriod]:
    """Every kind of thing by its name."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {what: RetentionPeriod(what, **values) for what, values in told.items()}
