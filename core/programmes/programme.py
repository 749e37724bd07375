"""What a programme is: the shape of `programme.toml`, one class a table.

A text that people read is a table by language: `name = { fr = "…", en = "…" }`.
"""

from collections.abc import Sequence
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from core.badges.openbadges.paths import issuer_slug
from core.programmes.badge_class import BadgeClass, NamedBody, named
from core.programmes.delays import Delays
from core.programmes.file_values import (
    Language,
    MailAddress,
    ProgrammeTable,
    SafeAddress,
    Slug,
    Text,
    said,
    with_article,
)
from core.programmes.form import Form, ReviewBy
from core.programmes.programme_parts import (
    BadgeFactory,
    Group,
    Invitation,
    KnownOrganisation,
    Palette,
    Partner,
    ProgrammeEvent,
    RevocationRule,
    Support,
    Talents,
    Trial,
    Webhook,
)


class Programme(ProgrammeTable):
    """One badge programme: an issuer of its own, with its forms and badge classes."""

    slug: Slug = Field(
        description="the folder's name; stands in addresses for life", examples=["jardin"]
    )
    name: Text = Field(
        description="the name of who issues the badges", examples=[{"fr": "Jardin partagé"}]
    )
    article: Text = Field(
        default={},
        description="the article before that name within a sentence, « par le Jardin partagé », "
        "« du Jardin partagé »; none for a name that stands alone",
        examples=[{"fr": "le"}],
    )
    description: Text = Field(
        description="who that is and what the badges recognise, in two sentences",
        examples=[{"fr": "Un jardin de quartier. Ses badges reconnaissent une saison."}],
    )
    url: SafeAddress = Field(description="the issuer's own page", examples=["https://jardin.org"])
    email: MailAddress = Field(
        description="where a person answers; stands in badges", examples=["badges@jardin.org"]
    )
    timezone: str = Field(
        description="when a day begins, by the name of the IANA database",
        examples=["Europe/Paris"],
    )
    languages: list[Language] = Field(
        min_length=1,
        description="the languages of its texts, the first one first: "
        "each text must be there in each of them",
        examples=[["fr", "en"]],
    )
    register_: Literal["formal", "informal"] = Field(
        alias="register",
        description="how people are spoken to: `formal` (vous, u, Sie) or `informal` (tu, je, du); "
        "write your own texts so, too",
        examples=["informal"],
    )
    palette: Palette = Field(description="its colours, below")
    title: Text = Field(
        default={},
        description="what the programme is called, where that is not its issuer's name",
        examples=[{"fr": "La Normandie badge les compétences"}],
    )
    short: str = Field(
        default="",
        max_length=10,
        description="what small pictures call the issuer; left out, its name where that has ten "
        "signs at most, else the first letters of its words",
        examples=["Jardin"],
    )
    recognised_by: Annotated[list[NamedBody], BeforeValidator(named)] = Field(
        default=[],
        description="who stands behind the badges: names, "
        'or `{ name = "…", url = "https://…" }`; said in the issuer\'s description',
        examples=[["France Travail"]],
    )
    group: list[Group] = Field(default=[], description="headings of the menu, below")
    level: dict[str, Text] = Field(
        default={},
        description="the names of levels, by number from 1 on; as many stars on the picture; "
        "needed where a badge has a `level`",
        examples=[{"1": {"fr": "Je pratique"}, "2": {"fr": "Je maîtrise"}}],
    )
    organisation: list[KnownOrganisation] = Field(
        default=[], description="organisations that people name, below"
    )
    partner: list[Partner] = Field(
        default=[], description="other issuers whose badges are believed, below"
    )
    event: list[ProgrammeEvent] = Field(default=[], description="codes given at an event, below")
    form: dict[Slug, Form] = Field(
        description="what is asked, by names of yours: `[form.<name>]`, below"
    )
    badge: list[BadgeClass] = Field(min_length=1, description="the badges, below")
    invitation: Invitation | None = Field(
        default=None, description="the mail after a mission, below"
    )
    support: Support = Field(
        default=Support(), description="what somebody who asks for a human is promised, below"
    )
    webhook: list[Webhook] = Field(
        default=[], description="other programs that are told what happens, below"
    )
    factory: BadgeFactory | None = Field(
        default=None, description="badges issued by Open Badge Factory in our place, below"
    )
    delays: Delays = Field(default=Delays(), description="the other times, below")
    revocation: RevocationRule = Field(
        default=RevocationRule(), description="who it takes to revoke a badge, below"
    )
    talents: Talents | None = Field(
        default=None, description="the feed of people who agreed to be found, below"
    )
    trial: Trial | None = Field(
        default=None, description="who gets its messages while it is tried out, below"
    )

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

    def named(self, language: str) -> str:
        """The name of the issuer within a sentence of this language, with its article."""
        name = said(self.name, language)
        return with_article(name, self.article.get(language, ""))

    def titled(self, language: str) -> str:
        """The title of the programme in this language: its issuer's name where it has no other."""
        return said(self.title, language) or said(self.name, language)

    def level_name(self, badge: BadgeClass, language: str) -> str:
        """The name of the badge's level in this language; empty for a badge without one."""
        if badge.level is None:
            return ""
        return said(self.level.get(str(badge.level), {}), language)
