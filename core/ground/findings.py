"""What `cocarde check` finds: where, what, and how to mend it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Weight(StrEnum):
    """`wrong` stops something from working; `beware` is worth knowing."""

    WRONG = "wrong"
    BEWARE = "beware"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `check` found: where, what, and how to mend it."""

    weight: Weight
    about: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.weight}: {self.about}: {self.what}{mend}"

    def as_dict(self) -> dict[str, str]:
        """The finding as `check --json` prints it, every value a string."""
        return asdict(self)


def wrong(about: str, what: str, mend: str = "") -> Finding:
    """A finding that keeps the installation from working: `check` fails on it. `about` names the
    file, setting or door."""
    return Finding(Weight.WRONG, about, what, mend)


def beware(about: str, what: str, mend: str = "") -> Finding:
    """A finding to know of with which the installation still works."""
    return Finding(Weight.BEWARE, about, what, mend)
