"""Open Badges 2.0, hosted: assertion, badge class, issuer, revocations (IMS Global OB 2.0)."""

from __future__ import annotations

from collections.abc import Iterable

from core.badges import recipients, times, urls
from core.badges.facts import Achievement, Award, Issuer, distinct
from core.badges.ob3 import evidence, target_url
from core.badges.shape import Node
from core.badges.weblinks import normal

CONTEXT = "https://w3id.org/openbadges/v2"


def assertion(issuer: Issuer, achievement: Achievement, award: Award) -> Node:
    """The hosted Assertion of one award; what 3.0 says in members of its own stands here in
    evidence and narrative."""
    said = achievement.wording(award.language)
    document: Node = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": urls.assertion(issuer.base, award.id),
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": award.salt.hex(),
            "identity": recipients.hashed(award.recipient, award.salt),
        },
        "badge": urls.badge_class(
            issuer.base, issuer.programme, achievement.badge, said.language, achievement.version
        ),
        "issuedOn": times.written(award.issued_at),
        "verification": {"type": "hosted"},
        "image": urls.badge_picture(issuer.base, award.id),
    }
    if award.expires_at:
        document["expires"] = times.written(award.expires_at)
    if narrative := award.narrative or award.name:
        document["narrative"] = narrative
    if award.evidence:
        document["evidence"] = [
            evidence(each) | {"type": "Evidence"} for each in distinct(award.evidence)
        ]
    return document


def badge_class(issuer: Issuer, achievement: Achievement, language: str) -> Node:
    """The BadgeClass of an achievement in one language."""
    said = achievement.wording(language)
    place = (issuer.base, issuer.programme, achievement.badge)
    document: Node = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": urls.badge_class(*place, said.language, achievement.version),
        "name": said.name,
        "description": said.description,
        "image": urls.class_picture(*place, said.language, achievement.version),
        "criteria": {"narrative": _criteria(said.criteria, said.competence, said.level)},
        "issuer": urls.issuer_2(issuer.base, issuer.programme),
        "version": achievement.version,
        "@language": said.language,
    }
    lists = {
        "tags": list(dict.fromkeys(said.tags)),
        "alignment": [
            {"targetName": each.name, "targetUrl": target_url(issuer, each)}
            for each in achievement.recognised_by
        ],
        "related": [
            {
                "type": "BadgeClass",
                "id": urls.badge_class(*place, other.language, achievement.version),
                "@language": other.language,
            }
            for other in achievement.wordings
            if other.language != said.language
        ],
    }
    return document | {name: values for name, values in lists.items() if values}


def profile(issuer: Issuer) -> Node:
    """The issuer's Profile, with the way to its revocations."""
    return {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": urls.issuer_2(issuer.base, issuer.programme),
        "name": issuer.name,
        "description": issuer.description,
        "url": normal(issuer.url),
        "email": issuer.email,
        "revocationList": urls.revocations(issuer.base, issuer.programme),
    }


def revocations(issuer: Issuer, badges: Iterable[tuple[str, str]]) -> Node:
    """The RevocationList: `badges` are pairs of badge id and reason, where the reason may be
    empty."""
    return {
        "@context": CONTEXT,
        "type": "RevocationList",
        "id": urls.revocations(issuer.base, issuer.programme),
        "issuer": urls.issuer_2(issuer.base, issuer.programme),
        "revokedAssertions": [
            {"id": urls.assertion(issuer.base, badge)}
            | ({"revocationReason": reason} if reason else {})
            for badge, reason in badges
        ],
    }


def stub(base: str, badge: str, reason: str = "") -> Node:
    """What stands at a revoked assertion's address, with status 410 (OB 2.0, "Revocation")."""
    document: Node = {
        "@context": CONTEXT,
        "id": urls.assertion(base, badge),
        "type": "Assertion",
        "revoked": True,
    }
    return document | ({"revocationReason": reason} if reason else {})


def _criteria(narrative: str, competence: str | None, level: str | None) -> str:
    return f"{narrative}\n\n{competence}: {level}" if competence and level else narrative
