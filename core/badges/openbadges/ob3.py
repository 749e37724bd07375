"""Open Badges 3.0: the credential to sign, and the documents it points to (1EdTech OB 3.0, B.1)."""

from __future__ import annotations

from core.badges.openbadges import paths, recipient_hash, status_list, timestamps
from core.badges.openbadges.award import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    Organisation,
    Wording,
    distinct,
)
from core.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from core.badges.openbadges.plain_urls import normal
from core.badges.openbadges.shape import Node


def credential(issuer: Issuer, achievement: Achievement, award: Award) -> Node:
    """The whole OpenBadgeCredential of one award, without its proof."""
    url = paths.credential(issuer.base, award.id)
    document: Node = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement.wording(award.language).name,
        "issuer": profile(issuer.spoken(award.language)),
        "validFrom": timestamps.written(award.issued_at),
    }
    if award.expires_at:
        document["validUntil"] = timestamps.written(award.expires_at)
    document["credentialSubject"] = _subject(issuer, achievement, award)
    if award.evidence:
        document["evidence"] = [evidence(each) for each in distinct(award.evidence)]
    document["credentialStatus"] = status_list.entry(issuer, award.status)
    return document


def profile(issuer: Issuer) -> Node:
    """The issuer's Profile as it stands in each credential; its id is the `did:web`."""
    node: Node = {
        "id": paths.did(issuer.base, issuer.slug),
        "type": ["Profile"],
        "name": issuer.name,
        "description": issuer.description,
        "url": normal(issuer.url),
        "email": issuer.email,
    }
    if issuer.logo:
        picture = f"{issuer.base}{issuer.logo}"
        node["image"] = {"id": picture, "type": "Image", "caption": issuer.name}
    return node


def achievement(issuer: Issuer, what: Achievement, language: str) -> Node:
    """The Achievement in one language, as it stands inside a credential."""
    said = what.wording(language)
    place = (issuer.base, issuer.slug, what.badge, said.language, what.version)
    url = paths.achievement(*place)
    node: Node = {
        "id": url,
        "type": ["Achievement"],
        "achievementType": "Badge",
        "name": said.name,
        "description": said.description,
        "criteria": {"id": paths.criteria_page(*place), "narrative": said.criteria},
        "image": {"id": paths.class_picture(*place), "type": "Image", "caption": said.name},
        "inLanguage": said.language,
        "version": what.version,
    }
    more = {
        "creator": _organisation(what.creator, f"{url}#creator") if what.creator else None,
        "humanCode": what.code,
        "creditsAvailable": _plain(what.credits),
        "tag": list(dict.fromkeys(said.tags)),
        "related": _related(issuer, what, said),
        "alignment": [{"type": ["Alignment"]} | each for each in alignments(said)],
        "resultDescription": _levels(url, what, said),
    }
    return node | {name: values for name, values in more.items() if values}


def hosted(node: Node) -> Node:
    """A Profile or an Achievement as a document of its own, with its context."""
    return {"@context": [CREDENTIALS, OPEN_BADGES]} | node


def evidence(said: Evidence) -> Node:
    """One Evidence; its URL, when it has one, is its id."""
    node: Node = {"id": said.url} if said.url else {}
    return node | {
        "type": ["Evidence"],
        "name": said.name,
        "narrative": said.narrative,
        "genre": said.genre,
    }


def alignments(said: Wording) -> list[Node]:
    """What an achievement answers to, each once, but for its type: the same members in Open Badges
    2.0 and 3.0."""
    found: list[Node] = []
    for each in map(_alignment, said.alignments):
        if each not in found:
            found.append(each)
    return found


def _alignment(said: Alignment) -> Node:
    node = {
        "targetName": said.name,
        "targetUrl": normal(said.url),
        "targetDescription": said.description,
        "targetFramework": said.framework,
        "targetCode": said.code,
        "targetType": said.kind,
    }
    return {name: value for name, value in node.items() if value}


def _subject(issuer: Issuer, what: Achievement, award: Award) -> Node:
    """The AchievementSubject: who it is by a salted hash, the days and the words of this award, and
    what was achieved."""
    node: Node = {"type": ["AchievementSubject"], "identifier": _identifiers(award)}
    if award.mission:
        start, end = award.mission
        node |= {
            "activityStartDate": timestamps.midnight(start),
            "activityEndDate": timestamps.midnight(end),
        }
    if award.narrative:
        node["narrative"] = award.narrative
    if award.validated_by:
        page = paths.badge_page(issuer.base, award.id)
        node["source"] = _organisation(award.validated_by, f"{page}#validated-by")
    if "resultDescription" in (about := achievement(issuer, what, award.language)):
        node["result"] = [_result(about["resultDescription"][0])]
    return node | {"achievement": about}


def _identifiers(award: Award) -> list[Node]:
    """The IdentityObjects of the recipient: the hashed mail address, and the name where the
    programme shows it."""
    mail = {
        "type": "IdentityObject",
        "identityHash": recipient_hash.hashed(award.recipient, award.salt),
        "identityType": "emailAddress",
        "hashed": True,
        "salt": award.salt.hex(),
    }
    if award.name is None:
        return [mail]
    name = {
        "type": "IdentityObject",
        "identityHash": award.name,
        "identityType": "name",
        "hashed": False,
    }
    return [mail, name]


def _organisation(organisation: Organisation, identity: str) -> Node:
    node: Node = {"id": organisation.id or identity, "type": ["Profile"], "name": organisation.name}
    return node | ({"url": normal(organisation.url)} if organisation.url else {})


def _related(issuer: Issuer, what: Achievement, said: Wording) -> list[Node]:
    """The Achievement in its other languages (Related, `inLanguage`)."""
    return [
        {
            "id": paths.achievement(
                issuer.base, issuer.slug, what.badge, other.language, what.version
            ),
            "type": ["Related"],
            "inLanguage": other.language,
        }
        for other in what.wordings
        if other.language != said.language
    ]


def _plain(number: float | None) -> float | None:
    """A whole number without its fraction, which canonicalisers would write in different ways."""
    return int(number) if number and number == int(number) else number


def _levels(url: str, what: Achievement, said: Wording) -> list[Node]:
    """The ResultDescription with the one level that this badge stands for; empty for a badge
    without a level."""
    if said.competence is None or said.level is None or what.degree is None:
        return []
    level = {
        "id": f"{url}#level-{what.degree}",
        "type": ["RubricCriterionLevel"],
        "name": said.level,
        "level": str(what.degree),
    }
    return [
        {
            "id": f"{url}#competence",
            "type": ["ResultDescription"],
            "name": said.competence,
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": [level],
        }
    ]


def _result(description: Node) -> Node:
    return {
        "type": ["Result"],
        "resultDescription": description["id"],
        "achievedLevel": description["rubricCriterionLevel"][0]["id"],
    }
