"""What a programme is: the shape of `programme.toml`, one class a table.

A text that people read is a table by language: `name = { fr = "…", en = "…" }`.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from core.badges.openbadges.paths import issuer_slug
from core.ground.words import spoken_languages
from core.programmes.validity import NEVER, validity

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,29}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Days = Annotated[int, Field(ge=1, le=3650)]
FactoryId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,100}$")]
EventKind = Annotated[str, Field(pattern=r"^(claim|badge)\.(\*|[a-z]+)$")]
IssuerId = Annotated[str, Field(pattern=r"^(https://[^\s/@]+(/\S*)?|did:(web|key):\S+)$")]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$")]
ReminderDays = Annotated[tuple[Days, ...], Field(max_length=6)]
WebAddress = Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)]


# What a webhook can ask for; each is told once, by `core.claims.announcing`.
EVENTS = (
    "claim.opened", "claim.completed", "claim.amended", "claim.submitted", "claim.approved",
    "claim.returned", "claim.refused", "claim.reopened", "claim.withdrawn", "claim.issued",
    "badge.issued", "badge.revoked",
)  # fmt: skip


def spoken(language: str) -> str:
    """A language that Cocarde speaks; refuses any other."""
    known = spoken_languages()
    if language not in known:
        *some, last = map(repr, known)
        expected = f"{', '.join(some)} or {last}"
        raise PydanticCustomError(
            "literal_error", "Input should be {expected}", {"expected": expected}
        )
    return language


Language = Annotated[str, AfterValidator(spoken)]
Validity = Annotated[str, AfterValidator(validity)]
Text = dict[Language, str]
TextList = dict[Language, list[str]]


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


class ProgrammeTable(BaseModel):
    """A table of the file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Group(ProgrammeTable):
    """A heading of the menu: technical badges, soft skills, a competence."""

    slug: Slug
    name: Text


class KnownOrganisation(ProgrammeTable):
    """An organisation known to the programme, with the other names that people give it.

    `slug` is its own within the programme, for life once it has issued a badge in its own name;
    `url` and `email` are told of it then.
    """

    name: str
    aliases: list[str] = []
    slug: Slug | Literal[""] = ""
    url: WebAddress | Literal[""] = ""
    email: str = ""


class Partner(ProgrammeTable):
    """Another issuer whose badges the programme believes: the ids that its badges name (a profile's
    URL, a `did:web` or a `did:key`), and the hosts of its documents where they are others than
    those of its ids. No other host is ever asked about a badge."""

    name: str
    issuers: list[IssuerId] = Field(min_length=1)
    hosts: list[HostName] = []


class ProgrammeEvent(ProgrammeTable):
    """An action or training, whose code was given to those who were there."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{4,12}$")]
    badge: Slug
    name: Text
    until: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    cap: int = Field(ge=1, le=100_000)


class Invitation(ProgrammeTable):
    """The mail that goes out `days` after a mission on the roster has ended, at the hour `at`.

    `reminder_days`: those of a claim that it began, where they are not the programme's.
    """

    badge: Slug
    days: int = Field(default=1, ge=0, le=365)
    at: Hour = "10:00"
    reminder_days: ReminderDays | None = None


class Support(ProgrammeTable):
    """In how many working days a person who asks for a human can expect an answer, and until which
    hour of the last of them."""

    days: int = Field(default=2, ge=1, le=30)
    at: Hour = "18:00"


class Webhook(ProgrammeTable):
    """A program that is told what happens to the programme's claims and badges: `events` are kinds
    such as `badge.issued`, or all of a sort, `claim.*`.

    Its secret is a setting, by `name` (`COCARDE_WEBHOOK_SECRETS`): this file is read by many.
    """

    name: Slug
    url: str = Field(pattern=r"^https?://[^\s/@]+(/\S*)?$", max_length=500)
    events: list[EventKind] = Field(default=["claim.*", "badge.*"], min_length=1)

    def wants(self, kind: str) -> bool:
        """Whether it asked for events of this kind."""
        return kind in self.events or f"{kind.partition('.')[0]}.*" in self.events


class BadgeFactory(ProgrammeTable):
    """The organisation at Open Badge Factory through which badges are issued in our place: its
    `client` id there, and which `badge` there is which of ours. Its secret is a setting, by
    `client`."""

    client: FactoryId
    badge: dict[Slug, FactoryId] = Field(min_length=1)


class Delays(ProgrammeTable):
    """The times of a programme that are none of one form's; each key says its unit."""

    reminder_days: ReminderDays = (7, 30)  # after the person's last word
    undo_minutes: int = Field(default=10, ge=0, le=1440)  # of a decision by mail or page, at least
    review_from: Hour = "09:00"  # reviewers are reminded by day
    review_to: Hour = "21:00"
    last_reminder_hours: int = Field(default=24, ge=1, le=240)  # before a reviewer's time is over
    next_reviewer_days: int | None = Field(default=None, ge=1, le=90)  # None: as the first had
    claim_link_days: Days = 400  # how long the secrets of letters open something
    decision_link_days: Days = 60
    case_link_days: Days = 400
    staff_case_link_days: Days = 60
    renewal_days: int = Field(default=30, ge=0, le=365)  # before a badge ends: told, renewable
    objection_hours: int = Field(default=72, ge=1, le=720)  # to a mission's new address


class RevocationRule(ProgrammeTable):
    """How many people of the staff it takes to revoke a badge; correcting a name takes one."""

    people: int = Field(default=1, ge=1, le=2)


class Palette(ProgrammeTable):
    """The colours of the programme's artwork."""

    main: Colour
    dark: Colour
    accent: Colour
    paper: Colour = "#ffffff"


class Programme(ProgrammeTable):
    """One badge programme: an issuer of its own, with its forms and badge classes.

    `name` is that of the issuer; `title` that of the programme, where it is another.
    """

    slug: Slug
    name: Text
    description: Text
    url: str = Field(pattern=r"^https://")
    email: str
    timezone: str
    languages: list[Language] = Field(min_length=1)
    register_: Literal["formal", "informal"] = Field(alias="register")
    palette: Palette
    title: Text = {}
    recognised_by: Annotated[list[NamedBody], BeforeValidator(named)] = []
    group: list[Group] = []
    level: dict[str, Text] = {}
    organisation: list[KnownOrganisation] = []
    partner: list[Partner] = []
    event: list[ProgrammeEvent] = []
    form: dict[Slug, Form]
    badge: list[BadgeClass] = Field(min_length=1)
    invitation: Invitation | None = None
    support: Support = Support()
    webhook: list[Webhook] = []
    factory: BadgeFactory | None = None
    delays: Delays = Delays()
    revocation: RevocationRule = RevocationRule()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the programme's days begin; a name that is not known raises."""
        return ZoneInfo(self.timezone)

    @property
    def decided(self) -> bool:
        """Whether somebody must decide on some of the programme's claims."""
        by_people = {ReviewBy.COACH, ReviewBy.ORGANISATION, ReviewBy.JURY, ReviewBy.AWARDED}
        return any(form.review.by in by_people for form in self.form.values())

    @property
    def has_own_issuers(self) -> bool:
        """Whether organisations issue badges in their own name."""
        return any(form.issuer == "organisation" for form in self.form.values())

    def issuers(self, known: Sequence[KnownOrganisation]) -> list[str]:
        """The slugs of its issuers: its own, and those of these organisations that can issue."""
        own = [each.slug for each in known if each.slug] if self.has_own_issuers else []
        return [self.slug, *(issuer_slug(self.slug, slug) for slug in own)]

    @property
    def claimable(self) -> list[BadgeClass]:
        """The badges that a person can ask for themselves."""
        return [
            badge
            for badge in self.badge
            if badge.milestone is None and self.form_of(badge).review.by is not ReviewBy.AWARDED
        ]

    def claimable_names(self, language: str) -> list[str]:
        """The names of those badges in this language."""
        return [said(badge.name, language) for badge in self.claimable]

    def badge_class(self, slug: str) -> BadgeClass | None:
        """The badge class with this slug, or None."""
        return next((badge for badge in self.badge if badge.slug == slug), None)

    def issued_elsewhere(self, slug: str) -> str:
        """The id at Open Badge Factory of a badge class that is issued there; empty for ours."""
        return self.factory.badge.get(slug, "") if self.factory else ""

    def event_of(self, code: str) -> ProgrammeEvent | None:
        """The event of a code, typed in any case; None where there is none."""
        return next((event for event in self.event if event.code == code.upper()), None)

    def form_of(self, badge: BadgeClass) -> Form:
        """The form with which a badge class is claimed; the check of the file holds that it
        exists."""
        return self.form[badge.form]

    def titled(self, language: str) -> str:
        """The title of the programme in this language: its issuer's name where it has no other."""
        return said(self.title, language) or said(self.name, language)

    def level_name(self, badge: BadgeClass, language: str) -> str:
        """The name of the badge's level in this language; empty for a badge without one."""
        if badge.level is None:
            return ""
        return said(self.level.get(str(badge.level), {}), language)


def variant(language: str, register: str) -> str:
    """The locale for a language in a programme's register (`formal`, `informal`): `fr` or
    `fr-informal`."""
    return f"{language}-informal" if register == "informal" else language


def said(text: Text, language: str) -> str:
    """The text in this language, else in the first that the programme has."""
    if language in text:
        return text[language]
    return next(iter(text.values()), "")
