"""What a programme file says of a badge class, and of badges that others add up to."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from core.programmes.file_values import (
    Name,
    ProgrammeTable,
    Slug,
    Text,
    TextList,
    Validity,
    WebAddress,
)
from core.programmes.validity import NEVER


class Total(ProgrammeTable):
    """A sum to be reached with a number that was asked for each of the badges that count, such as
    hours. The claim of each badge counts once, as long as the badge stands."""

    question: Name = Field(
        description="the question of kind `number` in the forms of these badges",
        examples=["hours"],
    )
    at_least: float = Field(gt=0, description="the sum to be reached", examples=[20])

    @property
    def needed(self) -> Decimal:
        """The sum to be reached, exactly."""
        return Decimal(str(self.at_least))


class Condition(ProgrammeTable):
    """What has to be gathered: badges of a competence at a level or above, or of those named in
    `of`."""

    competence: Slug | Literal[""] = Field(
        default="",
        description="badges of this competence, at `level` or above",
        examples=["organiser"],
    )
    level: int = Field(default=1, ge=1, le=9, description="of the competence", examples=[2])
    of: list[Slug] = Field(
        default=[],
        max_length=50,
        description="badges of the programme by their slugs; in place of a competence",
        examples=[["python", "web", "data"]],
    )
    count: int | None = Field(
        default=None,
        ge=1,
        le=50,
        description="how many it takes; left out: all of `of`, or one of the competence",
        examples=[3],
    )
    organisations: int = Field(
        default=0,
        ge=0,
        le=20,
        description="from how many different organisations at least; 0: whoever gave them",
        examples=[2],
    )
    total: Total | None = Field(
        default=None,
        description="what the claims of these badges must add up to beside, such as 20 hours",
        examples=[{"question": "hours", "at_least": 20}],
    )

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
    """A badge that others add up to; one condition alone is written without `all`."""

    all: list[Condition] = Field(
        min_length=1,
        max_length=20,
        description="conditions that must all hold",
        examples=[[{"competence": "communiquer"}, {"competence": "organiser"}]],
    )

    @model_validator(mode="before")
    @classmethod
    def one_alone(cls, told: object) -> object:
        """A milestone with one condition is written without `all`."""
        return {"all": [told]} if isinstance(told, dict) and "all" not in told else told


class NamedBody(ProgrammeTable):
    """A body named with its site: who made a badge class, or who recognises a programme."""

    name: str = Field(
        min_length=1, max_length=120, description="its name", examples=["France Travail"]
    )
    url: WebAddress | None = Field(
        default=None, description="its site", examples=["https://www.francetravail.fr"]
    )


def named(bodies: object) -> object:
    """Names alone as bodies without a site."""
    if not isinstance(bodies, list):
        return bodies
    return [{"name": each} if isinstance(each, str) else each for each in bodies]


class FrameworkEntry(ProgrammeTable):
    """An entry of a skill framework that a badge answers to (Open Badges, Alignment)."""

    framework: str = Field(
        min_length=1,
        max_length=80,
        description="its framework; ESCO, RNCP, RS, EQF, DigComp and ROME are known, and checked",
        examples=["RS"],
    )
    code: str = Field(
        default="", max_length=80, description="its code in the framework", examples=["RS5616"]
    )
    name: Text = Field(
        description="what the framework calls it", examples=[{"fr": "Animer un groupe"}]
    )
    description: Text = Field(
        default={}, description="what it is", examples=[{"fr": "Mener une activité à plusieurs."}]
    )
    url: WebAddress = Field(
        description="the entry's own page",
        examples=["https://www.francecompetences.fr/recherche/rs/5616/"],
    )


class BadgeClass(ProgrammeTable):
    """A kind of badge that a programme gives (Open Badges 2.0 BadgeClass, 3.0 Achievement)."""

    slug: Slug = Field(
        description="stands in addresses and badges for life: never change it", examples=["python"]
    )
    form: Slug = Field(
        description="the form with which it is asked for: the name of a `[form.…]`",
        examples=["technical"],
    )
    name: Text = Field(
        description="its title, on the picture too: up to 60 signs, best under forty",
        examples=[{"fr": "Python avancé", "en": "Advanced Python"}],
    )
    description: Text = Field(
        description="what the holder did or can do: two or three sentences about them, for whoever "
        "reads the badge",
        examples=[{"fr": "Cette personne sait écrire un programme en Python."}],
    )
    criteria: Text = Field(
        description="what was asked and who checked it",
        examples=[{"fr": "La personne a remis un projet. Un coach l'a lu."}],
    )
    skills: TextList = Field(
        description="what it shows, in a few words each",
        examples=[{"fr": ["écrire des fonctions", "lire un fichier"]}],
    )
    pictogram: Slug = Field(description="the sign on its picture, see below", examples=["python"])
    group: Slug | Literal[""] = Field(
        default="",
        description="the heading under which the menu shows it: the slug of a `[[group]]`",
        examples=["technical"],
    )
    competence: Slug | Literal[""] = Field(
        default="",
        description="the competence that it counts for, where others add up (below): the slug of a "
        "`[[group]]`",
        examples=["organiser"],
    )
    level: int | None = Field(
        default=None,
        ge=1,
        le=9,
        description="its level: stars on the picture; the name of a level stands in `[level]`",
        examples=[2],
    )
    expires: Validity = Field(
        default=NEVER,
        description="how long it is true: for ever, so long from its day on, or through a day (by "
        "the programme's clock); its holder is told before, and renews it with the answers "
        "they gave",
        examples=["2 years"],
    )
    milestone: Milestone | None = Field(
        default=None,
        description="what adds up to it, below",
        examples=[{"of": ["python", "web", "data"], "count": 2}],
    )
    alignment: list[FrameworkEntry] = Field(
        default=[],
        max_length=20,
        description="entries of skill frameworks that it answers to: `[[badge.alignment]]`, below",
    )
    more: WebAddress | Literal[""] = Field(
        default="",
        description="the page that says more of it, shown with it on pages",
        examples=["https://wiki.example.org/badges/python"],
    )
    creator: NamedBody | None = Field(
        default=None,
        description="who made the badge class, where it is not the programme",
        examples=[{"name": "Atelier du Bocage", "url": "https://atelier.example.org"}],
    )
    code: str = Field(
        default="", max_length=80, description="what its maker calls it", examples=["PY-2"]
    )
    credits: float | None = Field(
        default=None,
        gt=0,
        lt=10_000,
        multiple_of=0.25,
        description="how many credits it is worth, in quarters",
        examples=[1.5],
    )
