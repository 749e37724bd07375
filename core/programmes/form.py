"""What a programme file says of a claim form: its questions, its rules, who decides."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from core.programmes.file_values import (
    HostName,
    Name,
    ProgrammeTable,
    Text,
    TextList,
    Value,
    said,
)
from core.programmes.question_parts import Option, When


class QuestionKind(Value):
    """The kinds of question; each has its reader in `core.programmes.answers.answering`."""

    NAME = "name", "the person's first name and surname, as the badge shows them"
    DATE = "date", "one day, written in any usual way: « le 5 juin 2026 », 05/06/2026, yesterday"
    DATE_RANGE = "date-range", "a first and a last day, in one sentence or two"
    ORGANISATION = (
        "organisation",
        "an organisation, known to the programme or not, whatever its case and small words",
    )
    REPOSITORY = (
        "repository",
        "the address of a code repository (GitHub, GitLab, Codeberg … and `hosts`)",
    )
    SITE = "site", "the address of a page that can be tried; not where code is kept"
    ACCOUNT = "account", "the address or the name of somebody's account where code is kept"
    LINK = "link", "any address of the web"
    CHOICE = "choice", "one of the `options`"
    TEXT = "text", "free text, some sentences"
    NUMBER = (
        "number",
        "a number, of hours for one, in figures or words; « une vingtaine » is asked about",
    )
    FILE = "file", "a photo or a document; it stays private and is shown to who decides"
    CODE = "code", "the code given at an event, see `[[event]]`; in letters and digits, in any case"
    CONSENT = "consent", "a yes: the person gives their word, or agrees"


class FileKind(Value):
    """The kinds of file that a question can ask for; the kind is found by a file's content."""

    IMAGE = "image", "JPEG, PNG, WebP or GIF, drawn anew without its metadata (place, device, time)"
    PDF = "pdf", "a PDF as it came; one with a password, a program or files in it is refused"


class EvidenceField(Value):
    """Where an answer goes in the badge; an answer without one stays in the claim."""

    NAME = "name", "the holder's name"
    DATES = "dates", "when it was done"
    ORGANISATION = "organisation", "where it was done"
    LINK = "link", "an address that shows it"
    NARRATIVE = "narrative", "words that tell it"


class ReviewBy(Value):
    """Who decides: the rules alone, the person's own word, one who may, or several who vote."""

    NOBODY = "nobody", "the rules alone: where they all hold, the badge comes at once"
    DECLARED = (
        "declared",
        "the person's own word and what they show; the form needs a question of kind `consent`",
    )
    COACH = "coach", "a reviewer of the programme"
    ORGANISATION = (
        "organisation",
        "a reviewer of the organisation that the person named in the question called "
        "`organisation`",
    )
    JURY = (
        "jury",
        "several reviewers: `votes` of `of` must approve; it is decided as soon as they "
        "do, or no longer can",
    )
    AWARDED = "awarded", "nobody asks for it: a reviewer gives it unasked"


class Question(ProgrammeTable):
    """One field of a form: put in the chat, a line of the mail, a field of the page."""

    name: Name = Field(
        description="by which rules and `review` name it; never change it", examples=["mission"]
    )
    kind: QuestionKind = Field(description="what is asked for, see below", examples=["date-range"])
    label: Text = Field(
        description="its name in recaps, mails and pages: two or three words",
        examples=[{"fr": "Dates de la mission"}],
    )
    ask: Text = Field(
        description="the question itself, as the chat puts it; end it with an example",
        examples=[{"fr": "De quand à quand ? Par exemple « du 6 octobre 2025 au 5 juin 2026 »."}],
    )
    optional: bool = Field(
        default=False, description="whether the person may skip it", examples=[True]
    )
    at_will: bool = Field(
        default=False,
        description="with `optional`: it is not asked; who wants to answers it by a button of the "
        "recap, a line of their mail or the field of the page; put such questions last",
        examples=[True],
    )
    prefill: Literal["", "name", "mission", "organisation", "domain", "place"] = Field(
        default="",
        description="the column of the imported list that answers it beforehand (rosters.md)",
        examples=["mission"],
    )
    evidence: EvidenceField | None = Field(
        default=None,
        description="where the answer goes in the badge, for all to see; left out, it stays in the "
        "claim",
        examples=["dates"],
    )
    fills: list[Text] = Field(
        default=[],
        description="the names of the fields of the badge that this one answer fills, where they "
        "are several: it is asked once",
        examples=[[{"fr": "Dépôt GitHub"}, {"fr": "Site du projet"}]],
    )
    options: list[Option] = Field(
        default=[],
        description="of a `choice`: the possible answers, in their order",
        examples=[[{"value": "sport", "label": {"fr": "Sport", "en": "Sport"}}]],
    )
    hosts: list[HostName] = Field(
        default=[],
        description="of a `repository` or `account`: further hosts that keep code, beside the "
        "known ones",
        examples=[["git.school.example.org"]],
    )
    unit: TextList = Field(
        default={},
        description="of a `number`: what it counts, the word for one and the word for several",
        examples=[{"fr": ["heure", "heures"], "en": ["hour", "hours"]}],
    )
    min: float | None = Field(
        default=None,
        description="of a `number`: the least that is taken; left out: 0",
        examples=[1],
    )
    max: float | None = Field(
        default=None, description="of a `number`: the greatest that is taken", examples=[2000]
    )
    decimals: int = Field(
        default=0,
        ge=0,
        le=3,
        description="of a `number`: how many figures after the point; 0: whole numbers",
        examples=[1],
    )
    accept: list[FileKind] = Field(
        default=[FileKind.IMAGE, FileKind.PDF],
        min_length=1,
        description="of a `file`: which kinds are taken, see below",
        examples=[["image"]],
    )
    max_files: int = Field(
        default=1, ge=1, le=5, description="of a `file`: how many may be sent", examples=[3]
    )
    max_mb: int = Field(
        default=10,
        ge=1,
        le=20,
        description="of a `file`: how large each may be, in megabytes",
        examples=[5],
    )
    when: When | None = Field(
        default=None,
        description="after which answer to an earlier question it is asked; left out: always",
        examples=[{"question": "domain", "is": ["health"]}],
    )

    def label_in(self, language: str) -> str:
        """The question's name in a recap, a mail or a form, in this language or the programme's
        first."""
        return said(self.label, language)

    def fields_in(self, language: str) -> str:
        """The names of the fields of a badge that its answer fills: its own, unless told. One proof
        has them all: two of one address would be one (JSON-LD)."""
        return " · ".join(said(each, language) for each in self.fills or [self.label])

    def ask_in(self, language: str) -> str:
        """The question as it is put in a chat, in this language or the programme's first."""
        return said(self.ask, language)


def applying(questions: Sequence[Question], told: Mapping[str, str]) -> list[Question]:
    """The questions that are asked where this was told: an empty answer is one left out, and one
    that is missing was not given yet. A question whose condition is not asked is not asked."""
    asked: list[Question] = []
    known: dict[str, str] = {}
    for question in questions:
        if question.when is None or question.when.holds(known.get(question.when.question)):
            asked.append(question)
            if question.name in told:
                known[question.name] = told[question.name]
    return asked


class Rule(BaseModel):
    """One condition. The other keys are the values that its kind takes."""

    model_config = ConfigDict(frozen=True, extra="allow")
    kind: Name = Field(description="which condition, see below", examples=["lasted"])
    of: list[Name] = Field(
        default=[], description="the questions that it is about", examples=[["mission"]]
    )

    @property
    def values(self) -> dict[str, object]:
        """What the rule's function gets by name: every key of the table but `kind` and `of`."""
        return dict(self.__pydantic_extra__ or {})


class Review(ProgrammeTable):
    """Who decides, and in how many days a decision can be expected."""

    by: ReviewBy = Field(description="who decides, see below", examples=["coach"])
    days: int = Field(
        default=5,
        ge=1,
        le=90,
        description="days within which the person can expect an answer; reviewers are reminded at "
        "half of it and a day before its end",
        examples=[10],
    )
    organisation: Name | Literal[""] = Field(
        default="",
        description="the question, of kind `organisation`, that tells who decides; needed with "
        '`by = "organisation"`',
        examples=["organisation"],
    )
    campus: Name | Literal[""] = Field(
        default="",
        description="the question that tells where the person learns, for reviewers of a campus",
        examples=["campus"],
    )
    votes: int = Field(
        default=1, ge=1, le=15, description="of a jury: how many must approve", examples=[2]
    )
    of: int = Field(
        default=1, ge=1, le=15, description="of a jury: how many are asked", examples=[3]
    )
    second: bool = Field(
        default=False,
        description="two different people must approve; where they differ a manager decides; with "
        "`coach` or `organisation`",
        examples=[True],
    )
    grace: int = Field(
        default=0,
        ge=0,
        le=120,
        description="minutes for which a decision can be taken back before anything follows from "
        "it; by mail always `delays.undo_minutes` at least",
        examples=[10],
    )

    @property
    def several(self) -> bool:
        """Whether more than one person must agree."""
        return self.by is ReviewBy.JURY or self.second


class Form(ProgrammeTable):
    """What is asked for a badge, what must hold, and who decides; several badges may share one."""

    question: list[Question] = Field(
        default=[], description="what is asked, in this order: `[[form.<name>.question]]`, below"
    )
    rule: list[Rule] = Field(
        default=[],
        description="what must hold, below; all of them",
        examples=[[{"kind": "not_held_yet"}]],
    )
    review: Review = Field(description="who decides, below", examples=[{"by": "coach", "days": 5}])
    issuer: Literal["programme", "organisation"] = Field(
        default="programme",
        description="in whose name its badges are issued: the programme's, or that of the "
        "organisation that confirms them (below)",
        examples=["organisation"],
    )

    @property
    def branches(self) -> bool:
        """Whether some of its questions are asked only after an answer."""
        return any(question.when for question in self.question)
