"""What `cocarde check` finds: where, what, and how to mend it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Weight(StrEnum):
    """`wrong` stops something from working; `beware` is worth knowing."""

    WRONG = "wrong"
    BEWARE = "beware"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found."""

    weight: Weight
    about: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.weight}: {self.about}: {self.what}{mend}"

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def wrong(about: str, what: str, mend: str = "") -> Finding:
    return Finding(Weight.WRONG, about, what, mend)


def beware(about: str, what: str, mend: str = "") -> Finding:
    return Finding(Weight.BEWARE, about, what, mend)
