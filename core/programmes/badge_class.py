"""What a programme file says of a badge class, and of badges that others add up to."""

from typing import Literal

from pydantic import Field, model_validator

from core.programmes.file_values import ProgrammeTable, Slug, Text, TextList, Validity, WebAddress
from core.programmes.validity import NEVER


class Condition(ProgrammeTable):
    """What has to be gathered: `count` badges of a `competence` at a `level` or above, or `count`
    (all, unless told) of those named in `of`; given by at least so many `organisations`, 0 for
    whoever gave them."""

    competence: Slug | Literal[""] = ""
    level: int = Field(default=1, ge=1, le=9)
    of: list[Slug] = Field(default=[], max_length=50)
    count: int | None = Field(default=None, ge=1, le=50)
    organisations: int = Field(default=0, ge=0, le=20)

    @property
    def needed(self) -> int:
        """How many badges it takes."""
        return self.count or len(self.of) or 1

    def takes(self, slug: str, competence: str, level: int) -> bool:
        """Whether a badge of this class counts, which is for this competence at this level."""
        if self.of:
            return slug in self.of
        return competence == self.competence and level >= self.level


class Milestone(ProgrammeTable):
    """A badge that others add up to: all of these conditions must hold."""

    all: list[Condition] = Field(min_length=1, max_length=20)

    @model_validator(mode="before")
    @classmethod
    def one_alone(cls, told: object) -> object:
        """A milestone with one condition is written without `all`."""
        return {"all": [told]} if isinstance(told, dict) and "all" not in told else told


class NamedBody(ProgrammeTable):
    """A body named with its site: who made a badge class, or who recognises a programme."""

    name: str = Field(min_length=1, max_length=120)
    url: WebAddress | None = None


def named(bodies: object) -> object:
    """Names alone as bodies without a site."""
    if not isinstance(bodies, list):
        return bodies
    return [{"name": each} if isinstance(each, str) else each for each in bodies]


class FrameworkEntry(ProgrammeTable):
    """An entry of a skill framework that a badge answers to (Open Badges, Alignment)."""

    framework: str = Field(min_length=1, max_length=80)
    code: str = Field(default="", max_length=80)
    name: Text
    description: Text = {}
    url: WebAddress


class BadgeClass(ProgrammeTable):
    """A kind of badge that a programme gives (Open Badges 2.0 BadgeClass, 3.0 Achievement)."""

    slug: Slug
    form: Slug
    name: Text
    description: Text
    criteria: Text
    skills: TextList
    pictogram: Slug
    group: Slug | Literal[""] = ""
    competence: Slug | Literal[""] = ""
    level: int | None = Field(default=None, ge=1, le=9)
    expires: Validity = NEVER
    milestone: Milestone | None = None
    alignment: list[FrameworkEntry] = Field(default=[], max_length=20)
    creator: NamedBody | None = None
    code: str = Field(default="", max_length=80)
    credits: float | None = Field(default=None, gt=0, lt=10_000, multiple_of=0.25)
