"""What a badge page shows, read from the credential itself: what was signed, nothing else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.publish.share import Shared
from core.claims import notices
from core.ground.tables import Badge
from core.ground.world import Turn
from core.issuing import documents
from core.programmes import answers_as_text
from core.programmes.badge_class import NamedBody
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.members import organisations
from core.programmes.programme import Programme
from web.badge.come_by import come_by


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

    `issuer_said` is the issuer's name within a sentence, with its article; `within` is the
    programme's title where an organisation in it issued the badge; `issuer_page` is
    the path of the page about the issuer, empty where its programme has gone. `told_in` is the
    language of what the badge class says, `language` that of what this one badge says; `come_by`
    tells who declared or validated it; `more` is the page that says more of its class today.
    """

    id: str
    programme: str
    within: str
    name: str
    issuer: str
    issuer_said: str
    issuer_page: str
    issuer_url: str
    language: str
    told_in: str
    come_by: str
    alt: str
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
    more: str = ""


def page_contents(turn: Turn, badge: Badge, language: str = "") -> PageContents:
    """The badge of a row whose credential is still there, in its own language or, as far as its
    issuer has said it in that, in another."""
    credential: Node = json.loads(badge.credential)
    subject = credential["credentialSubject"]
    language = language or badge.language
    achievement = told_in(turn, subject["achievement"], language)
    programme = programme_of(turn, badge)
    issued = day_in(programme, badge.issued_at)
    issuer = issuer_in(programme, badge, language) or credential["issuer"]["name"]
    issuer_said = organisations.issuer_said(badge, programme, language) if programme else issuer
    return PageContents(
        id=badge.id,
        programme=badge.programme if programme else "",
        within=programme.titled(language) if programme and badge.issuer else "",
        name=achievement["name"],
        issuer=issuer,
        issuer_said=issuer_said,
        issuer_page=paths.issuer_page("", paths.issuer_slug(badge.programme, badge.issuer))
        if programme
        else "",
        issuer_url=credential["issuer"].get("url", ""),
        language=subject["achievement"]["inLanguage"],
        told_in=achievement["inLanguage"],
        come_by=come_by(turn, badge, subject, programme, language),
        alt=alt(turn, language, achievement["name"], issuer_said, level(achievement)),
        level=level(achievement),
        day=answers_as_text.day(issued, language),
        iso_day=issued.isoformat(),
        description=achievement["description"],
        criteria=achievement["criteria"]["narrative"],
        skills=tuple(achievement.get("tag", ())),
        proofs=tuple(proof(each) for each in credential.get("evidence", ())),
        validated_by=subject.get("source", {}).get("name", ""),
        holder=holder(subject),
        recognised_by=recognisers(programme, badge, language) if programme else (),
        until=last_day(programme, badge, language),
        alignments=tuple(aligned(achievement)),
        more=more_of(programme, badge),
    )


def told_in(turn: Turn, achievement: Node, language: str) -> Node:
    """The badge class as it was issued, in another of its languages; as it is where it has none."""
    related = achievement.get("related", ())
    same = next((each["id"] for each in related if each.get("inLanguage") == language), "")
    found = documents.find(turn, urlsplit(same).path) if same else None
    return json.loads(found.body) if found else achievement


def issuer_in(programme: Programme | None, badge: Badge, language: str) -> str:
    """The issuer's name in a language that the badge was not signed in; empty where that is not
    known."""
    other = programme is not None and not badge.issuer and language != badge.language
    return said(programme.name, language) if programme and other else ""


def alt(turn: Turn, language: str, badge: str, issuer: str, level: str) -> str:
    """What the picture of a badge shows, in words."""
    if level:
        return turn.say(language, "page.badge_alt_level", badge=badge, level=level, issuer=issuer)
    return turn.say(language, "page.badge_alt", badge=badge, issuer=issuer)


def recognisers(programme: Programme, badge: Badge, language: str) -> tuple[NamedBody, ...]:
    """Who stands behind the issuer of a badge: who recognises its programme; behind an organisation
    in it, the programme's own issuer."""
    if badge.issuer:
        return (NamedBody(name=said(programme.name, language), url=programme.url),)
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


def more_of(programme: Programme | None, badge: Badge) -> str:
    """The address of the page that says more of the badge's class; empty where none is known."""
    known = programme.badge_class(badge.badge) if programme else None
    return known.more if known else ""


def last_day(programme: Programme | None, badge: Badge, language: str) -> str:
    """The day until which the badge is true, in words; empty for one that stays true."""
    if badge.expires_at is None:
        return ""
    return answers_as_text.day(day_in(programme, badge.expires_at), language)


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
