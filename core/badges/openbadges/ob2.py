"""Open Badges 2.0, hosted: assertion, badge class, issuer, revocations (IMS Global OB 2.0)."""

from __future__ import annotations

from collections.abc import Iterable

from core.badges.openbadges import paths, recipient_hash, timestamps
from core.badges.openbadges.award import Achievement, Award, Issuer, distinct
from core.badges.openbadges.ob3 import alignments, evidence
from core.badges.openbadges.plain_urls import normal
from core.badges.openbadges.shape import Node

CONTEXT = "https://w3id.org/openbadges/v2"
RECIPIENT_PROFILE = "extensions:recipientProfile"


def assertion(issuer: Issuer, achievement: Achievement, award: Award) -> Node:
    """The hosted Assertion of one award.

    A narrative stands only where there is no evidence: Open Badge Passport shows one in place of
    the evidence. What 3.0 says in members of its own stands in the evidence.
    """
    said = achievement.wording(award.language)
    document: Node = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": paths.assertion(issuer.base, award.id),
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": award.salt.hex(),
            "identity": recipient_hash.hashed(award.recipient, award.salt),
        },
        "badge": paths.badge_class(
            issuer.base, issuer.slug, achievement.badge, said.language, achievement.version
        ),
        "issuedOn": timestamps.written(award.issued_at),
        "verification": {"type": "hosted"},
        "image": paths.badge_picture(issuer.base, award.id),
    }
    if award.expires_at:
        document["expires"] = timestamps.written(award.expires_at)
    if award.name:
        document[RECIPIENT_PROFILE] = recipient_profile(issuer.base, award.name)
    if award.narrative and not award.evidence:
        document["narrative"] = award.narrative
    if award.evidence:
        document["evidence"] = [
            evidence(each) | {"type": "Evidence"} for each in distinct(award.evidence)
        ]
    return document


def badge_class(issuer: Issuer, achievement: Achievement, language: str) -> Node:
    """The BadgeClass of an achievement in one language."""
    said = achievement.wording(language)
    place = (issuer.base, issuer.slug, achievement.badge)
    document: Node = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": paths.badge_class(*place, said.language, achievement.version),
        "name": said.name,
        "description": said.description,
        "image": paths.class_picture(*place, said.language, achievement.version),
        "criteria": {
            "id": paths.criteria_page(*place, said.language, achievement.version),
            "narrative": _criteria(said.criteria, said.competence, said.level),
        },
        "issuer": _profile_id(issuer.spoken(said.language)),
        "version": achievement.version,
        "@language": said.language,
    }
    lists = {
        "tags": list(dict.fromkeys(said.tags)),
        "alignment": alignments(said),
        "related": [
            {
                "type": "BadgeClass",
                "id": paths.badge_class(*place, other.language, achievement.version),
                "@language": other.language,
            }
            for other in achievement.wordings
            if other.language != said.language
        ],
    }
    return document | {name: values for name, values in lists.items() if values}


def profile(issuer: Issuer) -> Node:
    """The issuer's Profile in its language, with the way to its revocations."""
    document: Node = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": _profile_id(issuer),
        "name": issuer.name,
        "description": issuer.description,
        "url": normal(issuer.url),
        "email": issuer.email,
        "revocationList": paths.revocations(issuer.base, issuer.slug),
    }
    if issuer.logo:
        document["image"] = f"{issuer.base}{issuer.logo}"
    return document


def recipient_profile(base: str, name: str) -> Node:
    """The holder's name as an extension of the assertion: the one that Badgr began with, its
    context served here, so that no other host can take the badge with it."""
    return {
        "@context": paths.recipient_profile(base, "context"),
        "type": ["Extension", "extensions:RecipientProfile"],
        "name": name,
    }


def recipient_profile_context(base: str) -> Node:
    """What the words of that extension mean, and where the rule is that it keeps (Open Badges 2.0,
    Extensions)."""
    return {
        "@context": {
            "obi": "https://w3id.org/openbadges#",
            "extensions": "https://w3id.org/openbadges/extensions#",
            "name": "http://schema.org/name",
        },
        "obi:validation": [
            {
                "obi:validatesType": "extensions:RecipientProfile",
                "obi:validationSchema": paths.recipient_profile(base, "schema"),
            }
        ],
    }


def recipient_profile_schema() -> Node:
    """The rule of that extension: a name (JSON Schema, draft 4)."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
    }


def revocations(issuer: Issuer, badges: Iterable[tuple[str, str]]) -> Node:
    """The RevocationList: `badges` are pairs of badge id and reason, where the reason may be
    empty."""
    return {
        "@context": CONTEXT,
        "type": "RevocationList",
        "id": paths.revocations(issuer.base, issuer.slug),
        "issuer": paths.issuer_2(issuer.base, issuer.slug),
        "revokedAssertions": [
            {"id": paths.assertion(issuer.base, badge)}
            | ({"revocationReason": reason} if reason else {})
            for badge, reason in badges
        ],
    }


def stub(base: str, badge: str, reason: str = "") -> Node:
    """What stands at a revoked assertion's address, with status 410 (OB 2.0, "Revocation")."""
    document: Node = {
        "@context": CONTEXT,
        "id": paths.assertion(base, badge),
        "type": "Assertion",
        "revoked": True,
    }
    return document | ({"revocationReason": reason} if reason else {})


def _profile_id(issuer: Issuer) -> str:
    return paths.issuer_2(issuer.base, issuer.slug, issuer.language)


def _criteria(narrative: str, competence: str | None, level: str | None) -> str:
    return f"{narrative}\n\n{competence}: {level}" if competence and level else narrative
