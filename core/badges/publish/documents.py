"""The documents that stand behind a badge on the web, as bytes to store at issue time for life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.badges.openbadges import ob2, ob3, paths
from core.badges.openbadges.award import Achievement, Award, Issuer
from core.badges.openbadges.shape import Node
from core.badges.signing.key_file import Keyring
from core.badges.signing.sign import written

OB2_TYPE = "application/ld+json"
OB3_TYPE = "application/vc+ld+json"
DID_TYPE = "application/did+json"


@dataclass(frozen=True, slots=True)
class HostedDocument:
    """What the web door or the static export gives at one path."""

    body: bytes
    content_type: str


def of_award(
    issuer: Issuer, achievement: Achievement, award: Award, signed: bytes
) -> dict[str, HostedDocument]:
    """The documents of one award by URL path; `signed` is what `signing.sign` gave for its
    credential."""
    language = achievement.wording(award.language).language
    place = ("", issuer.slug, achievement.badge, language, achievement.version)
    recognised = ob3.hosted(ob3.achievement(issuer, achievement, language))
    return {
        paths.credential("", award.id): HostedDocument(signed, OB3_TYPE),
        paths.badge_data("", award.id): HostedDocument(signed, OB3_TYPE),
        paths.achievement(*place): _document(recognised, OB3_TYPE),
        paths.assertion("", award.id): _document(ob2.assertion(issuer, achievement, award)),
        paths.badge_class(*place): _document(ob2.badge_class(issuer, achievement, language)),
        **of_profile(issuer),
        **of_extension(issuer.base),
    }


def of_profile(issuer: Issuer) -> dict[str, HostedDocument]:
    """The issuer's profiles by URL path, that of Open Badges 2.0 in each of its languages."""
    spoken = [issuer, *(issuer.spoken(said.language) for said in issuer.others)]
    documents = {
        paths.issuer_2("", issuer.slug, each.language): _document(ob2.profile(each))
        for each in spoken
    }
    profile = _document(ob3.hosted(ob3.profile(issuer)), OB3_TYPE)
    return {paths.issuer_3("", issuer.slug): profile, **documents}


def of_extension(base: str) -> dict[str, HostedDocument]:
    """What stands behind the extension that names a holder in Open Badges 2.0."""
    return {
        paths.recipient_profile("", "context"): _document(ob2.recipient_profile_context(base)),
        paths.recipient_profile("", "schema"): _document(
            ob2.recipient_profile_schema(), "application/json"
        ),
    }


def of_achievement(issuer: Issuer, achievement: Achievement) -> dict[str, HostedDocument]:
    """The documents of an achievement by URL path, one in each of its languages, which name each
    other."""
    documents = {}
    for language in (wording.language for wording in achievement.wordings):
        place = ("", issuer.slug, achievement.badge, language, achievement.version)
        recognised = ob3.hosted(ob3.achievement(issuer, achievement, language))
        documents[paths.achievement(*place)] = _document(recognised, OB3_TYPE)
        documents[paths.badge_class(*place)] = _document(
            ob2.badge_class(issuer, achievement, language)
        )
    return documents


def plain_picture(issuer: Issuer, achievement: Achievement, language: str) -> str:
    """The path of the achievement's own PNG in a language."""
    place = ("", issuer.slug, achievement.badge, language, achievement.version)
    return paths.class_picture(*place)


def of_issuer(
    issuer: Issuer, keyring: Keyring, revoked: Iterable[tuple[str, str]] = ()
) -> dict[str, HostedDocument]:
    """The documents of an issuer by URL path, which change with its keys and with `revoked`: pairs
    of badge id and reason."""
    did_document = keyring.did_document(issuer.slug, issuer.base)
    return {
        paths.did_document("", issuer.slug): _document(did_document, DID_TYPE),
        paths.revocations("", issuer.slug): _document(ob2.revocations(issuer, revoked)),
    }


def _document(node: Node, content_type: str = OB2_TYPE) -> HostedDocument:
    return HostedDocument(written(node), content_type)
