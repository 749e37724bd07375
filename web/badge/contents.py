"""What a badge page shows, read from the credential itself: what was signed, nothing else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.publish.share import Shared
from core.claims import notices
from core.ground.tables import Badge
from core.ground.world import Turn
from core.programmes import answers_as_text
from core.programmes.badge_class import NamedBody
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: what it is, what it says, where it can be seen."""

    label: str
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aligned:
    """One entry of a skill framework that a badge answers to, as its page shows it."""

    framework: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PageContents:
    """One badge as a visitor reads it; `holder` is empty unless the badge itself bears a name.

    `within` is the programme's title where an organisation in it issued the badge; `issuer_page` is
    the path of the page about the issuer, empty where its programme has gone.
    """

    id: str
    programme: str
    within: str
    name: str
    issuer: str
    issuer_page: str
    issuer_url: str
    language: str
    level: str
    day: str
    iso_day: str
    description: str
    criteria: str
    skills: tuple[str, ...]
    proofs: tuple[Proof, ...]
    validated_by: str
    holder: str
    recognised_by: tuple[NamedBody, ...]
    alignments: tuple[Aligned, ...]
    until: str = ""


def page_contents(turn: Turn, badge: Badge) -> PageContents:
    """The badge of a row whose credential is still there."""
    credential: Node = json.loads(badge.credential)
    subject = credential["credentialSubject"]
    achievement = subject["achievement"]
    programme = programme_of(turn, badge)
    issued = day_in(programme, badge.issued_at)
    return PageContents(
        id=badge.id,
        programme=badge.programme if programme else "",
        within=programme.titled(badge.language) if programme and badge.issuer else "",
        name=achievement["name"],
        issuer=credential["issuer"]["name"],
        issuer_page=paths.issuer_page("", paths.issuer_slug(badge.programme, badge.issuer))
        if programme
        else "",
        issuer_url=credential["issuer"].get("url", ""),
        language=achievement["inLanguage"],
        level=level(achievement),
        day=answers_as_text.day(issued, badge.language),
        iso_day=issued.isoformat(),
        description=achievement["description"],
        criteria=achievement["criteria"]["narrative"],
        skills=tuple(achievement.get("tag", ())),
        proofs=tuple(proof(each) for each in credential.get("evidence", ())),
        validated_by=subject.get("source", {}).get("name", ""),
        holder=holder(subject),
        recognised_by=recognisers(programme, badge) if programme else (),
        until=last_day(programme, badge),
        alignments=tuple(aligned(achievement)),
    )


def recognisers(programme: Programme, badge: Badge) -> tuple[NamedBody, ...]:
    """Who stands behind the issuer of a badge: who recognises its programme; behind an organisation
    in it, the programme's own issuer."""
    if badge.issuer:
        return (NamedBody(name=said(programme.name, badge.language), url=programme.url),)
    return tuple(programme.recognised_by)


def aligned(achievement: Node) -> Iterator[Aligned]:
    """The entries of skill frameworks that an achievement names. Badges of before the end of 2026
    named who recognises them in their place."""
    for each in achievement.get("alignment", ()):
        if each.get("targetType") != "ext:RecognisingOrganisation":
            told = [each.get("targetFramework", ""), each.get("targetCode", "")]
            framework = " · ".join(filter(None, told))
            yield Aligned(framework, each["targetName"], each["targetUrl"])


def programme_of(turn: Turn, badge: Badge) -> Programme | None:
    """The programme as it is today; None when its folder has gone."""
    return catalogue(turn.settings.programmes_folder).programmes.get(badge.programme)


def day_in(programme: Programme | None, moment: datetime) -> date:
    """The day of a moment in the programme's own zone."""
    return (moment.astimezone(programme.zone) if programme else moment).date()


def last_day(programme: Programme | None, badge: Badge) -> str:
    """The day until which the badge is true, in words; empty for one that stays true."""
    if badge.expires_at is None:
        return ""
    return answers_as_text.day(day_in(programme, badge.expires_at), badge.language)


def level(achievement: Node) -> str:
    """The level in words, where the badge has one."""
    described = achievement.get("resultDescription", ())
    levels: list[str] = [
        each["name"] for result in described for each in result["rubricCriterionLevel"]
    ]
    return levels[0] if levels else ""


def proof(evidence: dict[str, Any]) -> Proof:
    """Evidence at an address is shown as that address, with what is said of it as a note."""
    label, said = str(evidence["name"]), str(evidence.get("narrative", ""))
    url = str(evidence.get("id", ""))
    if not url.startswith(("https://", "http://")):
        return Proof(label, said, "")
    bare = url.partition("://")[2].rstrip("/")
    note = "" if said.partition("://")[2].rstrip("/") == bare else said
    return Proof(label, bare, url, note)


def holder(subject: Node) -> str:
    """The holder's name, only where it stands unhashed in the badge; empty otherwise."""
    for each in subject["identifier"]:
        if each["identityType"] == "name" and each["hashed"] is False:
            return str(each["identityHash"])
    return ""


def shared(turn: Turn, badge: Badge) -> Shared | None:
    """What the holder takes along of a badge; None when the programme has gone."""
    programme = programme_of(turn, badge)
    return notices.shared_as(turn, programme, badge) if programme else None
