"""The smaller tables of a programme file: organisations, events, mails, times, colours …"""

from typing import Literal

from pydantic import Field

from core.programmes.file_values import (
    Colour,
    Day,
    EventCode,
    EventKind,
    FactoryId,
    Guest,
    HostName,
    Hour,
    IssuerId,
    MailAddress,
    PostAddress,
    ProgrammeTable,
    ReminderDays,
    Slug,
    Text,
    WebAddress,
    with_article,
)

# What a webhook can ask for; each is told once, by `core.claims.announcing`.
EVENTS = (
    "claim.opened", "claim.completed", "claim.amended", "claim.submitted", "claim.approved",
    "claim.returned", "claim.refused", "claim.reopened", "claim.withdrawn", "claim.issued",
    "badge.issued", "badge.revoked",
)  # fmt: skip


class Group(ProgrammeTable):
    """A heading of the menu: technical badges, soft skills, a competence."""

    slug: Slug = Field(description="by which badges name it", examples=["technical"])
    name: Text = Field(description="the heading", examples=[{"fr": "Compétences techniques"}])


class KnownOrganisation(ProgrammeTable):
    """An organisation known to the programme, with the other names that people give it."""

    name: str = Field(description="its name, as badges show it", examples=["Atelier du Bocage"])
    article: Text = Field(
        default={},
        description="the article before its name within a sentence, « par l'Atelier du Bocage »; "
        "none for a name that stands alone",
        examples=[{"fr": "l'"}],
    )
    aliases: list[str] = Field(
        default=[],
        description="other names that people give it; case and small words don't matter",
        examples=[["ADB", "L'Atelier"]],
    )
    slug: Slug | Literal[""] = Field(
        default="",
        description="needed where it issues badges of its own; stands in their addresses for life",
        examples=["atelier-du-bocage"],
    )
    url: WebAddress | Literal[""] = Field(
        default="",
        description="its site, told in badges of its own",
        examples=["https://atelier.example.org"],
    )
    email: MailAddress | Literal[""] = Field(
        default="",
        description="where it answers, told in badges of its own",
        examples=["bonjour@atelier.example.org"],
    )

    def named(self, language: str) -> str:
        """The name within a sentence of this language, with its article."""
        return with_article(self.name, self.article.get(language, ""))


class Partner(ProgrammeTable):
    """Another issuer whose badges the programme believes; no other host is ever asked about a
    badge. An organisation that joins needs no entry ([joining.md](joining.md))."""

    name: str = Field(description="its name", examples=["Open Badge Passport"])
    issuers: list[IssuerId] = Field(
        min_length=1,
        description="the ids that its badges name: a profile's address, a `did:web` or a `did:key`",
        examples=[["https://badges.example.org/issuer.json"]],
    )
    hosts: list[HostName] = Field(
        default=[],
        description="the hosts of its documents, where they are others than those of its ids",
        examples=[["files.example.org"]],
    )


class ProgrammeEvent(ProgrammeTable):
    """An action or training, whose code was given to those who were there. Its badge's form asks
    for the code: a question of kind `code` with the rule `event_code`."""

    code: EventCode = Field(description="what was given on site", examples=["FETE26QR"])
    badge: Slug = Field(
        description="the badge that it brings, by its slug", examples=["atelier-climat"]
    )
    name: Text = Field(description="what it was", examples=[{"fr": "Fête de la science 2026"}])
    until: Day = Field(description="the last day on which the code counts", examples=["2026-12-31"])
    cap: int = Field(
        ge=1, le=100_000, description="how many badges it may bring at most", examples=[300]
    )


class Invitation(ProgrammeTable):
    """The mail that goes out after a mission of the imported list has ended
    ([rosters.md](rosters.md))."""

    badge: Slug = Field(
        description="the badge that it offers, by its slug", examples=["volontaire"]
    )
    days: int = Field(
        default=1,
        ge=0,
        le=365,
        description="how many days after the mission's last day it goes out",
        examples=[3],
    )
    at: Hour = Field(
        default="10:00",
        description="at what hour, by the programme's clock",
        examples=["09:30"],
    )
    reminder_days: ReminderDays | None = Field(
        default=None,
        description="the reminders of the claims that it begins, "
        "where they are not those of `[delays]`",
        examples=[(3, 10)],
    )


class Support(ProgrammeTable):
    """What a person who asks for a human is promised."""

    days: int = Field(
        default=2,
        ge=1,
        le=30,
        description="in how many working days they can expect an answer",
        examples=[3],
    )
    at: Hour = Field(
        default="18:00", description="until which hour of the last of them", examples=["12:00"]
    )


class Webhook(ProgrammeTable):
    """Another program that is told what happens to the programme's claims and badges
    ([webhooks.md](webhooks.md)). Its secret is a setting, by `name`: this file is read by many."""

    name: Slug = Field(description="by which its secret is set", examples=["intranet"])
    url: PostAddress = Field(
        description="where events are posted", examples=["https://intranet.example.org/badges"]
    )
    events: list[EventKind] = Field(
        default=["claim.*", "badge.*"],
        min_length=1,
        description="which events: kinds, or all of a sort",
        examples=[["badge.issued", "claim.*"]],
    )

    def wants(self, kind: str) -> bool:
        """Whether it asked for events of this kind."""
        return kind in self.events or f"{kind.partition('.')[0]}.*" in self.events


class BadgeFactory(ProgrammeTable):
    """The organisation at Open Badge Factory through which badges are issued in our place
    ([factory.md](factory.md)). Its secret is a setting, by `client`."""

    client: FactoryId = Field(description="its id there", examples=["NM70OHe7HCeO"])
    badge: dict[Slug, FactoryId] = Field(
        min_length=1,
        description="which badge there is which of ours: our slug, and its id there",
        examples=[{"volontaire": "NM6JZVe7HCeV"}],
    )


class Talents(ProgrammeTable):
    """The feed of people who agreed to be found ([talents.md](talents.md)); left out, there is
    none."""

    readers: Text = Field(
        description="who reads it, as the question to people says",
        examples=[{"fr": "la plateforme Talents et les employeurs partenaires"}],
    )
    public: bool = Field(
        default=False,
        description="whether anybody may read it; else its readers bring a token, which is a "
        "setting",
        examples=[True],
    )


class Trial(ProgrammeTable):
    """A programme that is tried out ([mail.md](mail.md)): what it sends reaches its staff and its
    guests, and nobody else; left out, it is for everybody."""

    guests: list[Guest] = Field(
        default=[],
        description="who gets its messages besides its staff, by any address of theirs",
        examples=[["lea@example.org", "telegram:4242"]],
    )


class RevocationRule(ProgrammeTable):
    """Who it takes to revoke a badge ([revoking.md](revoking.md)); correcting a name takes one."""

    people: int = Field(
        default=1,
        ge=1,
        le=2,
        description="how many people of the staff must agree",
        examples=[2],
    )


class Palette(ProgrammeTable):
    """The colours of the programme's pictures and pages. Words are `dark` or `main` on `paper`, and
    the inverse: `check` tells where they would not stand out."""

    main: Colour = Field(description="the ring, the issuer's name", examples=["#2f6f3a"])
    dark: Colour = Field(description="the title, the deep ground", examples=["#143a1c"])
    accent: Colour = Field(
        description="stars and the medallion's edge, on `dark`", examples=["#f2c14e"]
    )
    paper: Colour = Field(
        default="#ffffff", description="the ground of the picture", examples=["#f6faf2"]
    )
