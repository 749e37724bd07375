"""What a programme file says of a claim form: its questions, its rules, who decides."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from core.programmes.file_values import Name, ProgrammeTable, Slug, Text, TextList, said


class QuestionKind(StrEnum):
    """The kinds of question; each has its reader in `core.programmes.answers.answering`."""

    NAME = "name"
    DATE = "date"
    DATE_RANGE = "date-range"
    ORGANISATION = "organisation"
    REPOSITORY = "repository"
    SITE = "site"
    ACCOUNT = "account"
    LINK = "link"
    CHOICE = "choice"
    TEXT = "text"
    CODE = "code"
    CONSENT = "consent"


class EvidenceField(StrEnum):
    """Where an answer goes in the badge; an answer without one stays in the claim."""

    NAME = "name"
    DATES = "dates"
    ORGANISATION = "organisation"
    LINK = "link"
    NARRATIVE = "narrative"


class ReviewBy(StrEnum):
    """Who decides: the rules alone, the person's own word, one who may, or several who vote."""

    NOBODY = "nobody"
    DECLARED = "declared"
    COACH = "coach"
    ORGANISATION = "organisation"
    JURY = "jury"
    AWARDED = "awarded"


class Option(ProgrammeTable):
    """One possible answer to a choice; `also` are words of people who mean it without its label:
    they are asked whether they do."""

    value: Slug
    label: Text
    also: TextList = {}


class Question(ProgrammeTable):
    """One field of the form. `label` names it in recaps, mails and pages; `ask` puts it in chat."""

    name: Name
    kind: QuestionKind
    label: Text
    ask: Text
    optional: bool = False
    prefill: Literal["", "name", "mission", "organisation", "domain", "place"] = ""
    evidence: EvidenceField | None = None
    options: list[Option] = []
    hosts: list[str] = []

    def label_in(self, language: str) -> str:
        """The question's name in a recap, a mail or a form, in this language or the programme's
        first."""
        return said(self.label, language)

    def ask_in(self, language: str) -> str:
        """The question as it is put in a chat, in this language or the programme's first."""
        return said(self.ask, language)


class Rule(BaseModel):
    """One condition; `kind` names a function of `core.programmes.rules`, the rest is its values."""

    model_config = ConfigDict(frozen=True, extra="allow")
    kind: Name
    of: list[Name] = []

    @property
    def values(self) -> dict[str, object]:
        """What the rule's function gets by name: every key of the table but `kind` and `of`."""
        return dict(self.__pydantic_extra__ or {})


class Review(ProgrammeTable):
    """Who decides, and in how many days a decision can be expected.

    A jury approves with `votes` of `of` voices; `second` asks for two people who both approve;
    for `grace` minutes a decision can be taken back before anything follows from it. `organisation`
    and `campus` name the questions that tell whose claim it is.
    """

    by: ReviewBy
    days: int = Field(default=5, ge=1, le=90)
    organisation: Name | Literal[""] = ""
    campus: Name | Literal[""] = ""
    votes: int = Field(default=1, ge=1, le=15)
    of: int = Field(default=1, ge=1, le=15)
    second: bool = False
    grace: int = Field(default=0, ge=0, le=120)

    @property
    def several(self) -> bool:
        """Whether more than one person must agree."""
        return self.by is ReviewBy.JURY or self.second


class Form(ProgrammeTable):
    """What is asked for a badge, what must hold, and who decides; several badges may share one.

    `issuer`: in whose name its badges are issued, the programme's or that of the organisation that
    confirms them.
    """

    question: list[Question] = []
    rule: list[Rule] = []
    review: Review
    issuer: Literal["programme", "organisation"] = "programme"
