"""What a programme is: the shape of `programme.toml`, one class a table.

A text that people read is a table by language: `name = { fr = "…", en = "…" }`.
"""

from collections.abc import Sequence
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
)

from core.badges.openbadges.paths import issuer_slug
from core.programmes.badge_class import BadgeClass, NamedBody, named
from core.programmes.file_values import (
    Colour,
    Days,
    EventKind,
    FactoryId,
    HostName,
    Hour,
    IssuerId,
    Language,
    ProgrammeTable,
    ReminderDays,
    Slug,
    Text,
    WebAddress,
    said,
)
from core.programmes.form import Form, ReviewBy

# What a webhook can ask for; each is told once, by `core.claims.announcing`.
EVENTS = (
    "claim.opened", "claim.completed", "claim.amended", "claim.submitted", "claim.approved",
    "claim.returned", "claim.refused", "claim.reopened", "claim.withdrawn", "claim.issued",
    "badge.issued", "badge.revoked",
)  # fmt: skip


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
