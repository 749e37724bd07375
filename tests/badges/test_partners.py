"""Badges of registered partners, made by other software: proven by the general form."""

from __future__ import annotations

import time

import pytest

from core.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from core.badges.openbadges.shape import Node
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuers import KnownIssuer
from tests.verifiers.judging import (
    DID,
    ISSUED,
    Memory,
    judged,
    keys_only,
    png,
    resigned,
)
from tests.verifiers.samples import (
    MAIL,
)


def partner(document: Node, ring: Keyring | None = None) -> tuple[bytes, Memory]:
    register = keys_only()
    register.issuers[DID] = KnownIssuer(register.issuers[DID].did_document, ours=False)
    return png(resigned(document, ring)), register


def partner_badge() -> Node:
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "Partenaire", "phone": "+33 2 00"},
        "validFrom": "2026-02-01T10:00:00+01:00",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "id": "mailto:lina@example.org",
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": MAIL,
                    "identityType": "emailAddress",
                    "hashed": False,
                }
            ],
            "role": "Bénévole",
            "achievement": {
                "id": "https://partner.example.org/a",
                "type": ["Achievement"],
                "name": "Communiquer",
                "description": "…",
                "criteria": {"narrative": "Tab\tici"},
                "creditsAvailable": 2.5,
            },
        },
        "evidence": [{"type": ["Evidence"], "name": "Une"}, {"type": ["Evidence"], "name": "Deux"}],
    }


def test_a_registered_partner_s_badge_is_proven_by_the_general_form() -> None:
    data, register = partner(partner_badge())
    verdict = judged(data, register, MAIL)
    assert (verdict.reason, verdict.badge, verdict.issuer) == (
        "valid",
        "Communiquer",
        "Partenaire",
    )
    assert judged(data, register, "eve@example.org").reason == "other_recipient"


def test_a_partner_may_name_the_person_by_a_mail_link_alone() -> None:
    document = partner_badge()
    del document["credentialSubject"]["identifier"]
    data, register = partner(document)
    assert judged(data, register, MAIL).reason == "valid"
    assert judged(data, register, "eve@example.org").reason == "other_recipient"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "red"}, "ambiguous"),
        ({"evidence": [{"type": ["Evidence"], "id": "no/scheme"}]}, "ambiguous"),
        ({"evidence": [{"type": ["Evidence", "Unheard"], "name": "x"}]}, "ambiguous"),
        ({"evidence": [{"id": "https://x.example.org/", "type": "Evidence"}] * 2}, "ambiguous"),
        ({"@included": []}, "ambiguous"),
        ({"evidence": [{"@context": {}, "type": "Evidence"}]}, "ambiguous"),
        ({"@context": [CREDENTIALS, {"x": "https://x.example.org/"}]}, "unknown_context"),
        ({"@context": [OPEN_BADGES, CREDENTIALS]}, "unknown_context"),
        ({"@context": CREDENTIALS}, "unknown_context"),
        ({"@context": [CREDENTIALS, "https://evil.example.org/c"]}, "unknown_context"),
        ({"name": "Autre"}, "altered"),
        ({"evidence": [{"type": ["Evidence"]}] * 2}, "altered"),
        ({"credentialStatus": {"type": "1EdTechRevocationList"}}, "ambiguous"),
    ],
    ids=str,
)
def test_a_partner_s_badge_that_shows_what_it_does_not_sign_is_told(
    change: Node, reason: str
) -> None:
    register = partner(partner_badge())[1]
    changed = resigned(partner_badge()) | change
    assert judged(png(changed), register).reason == reason


IRI = "https://www.w3.org/2018/credentials#credentialStatus"


@pytest.mark.parametrize("said", ["member", "elsewhere"])
def test_a_revoked_badge_does_not_hide_its_status_from_us(said: str) -> None:
    """Under the IRI of a member, or beside it, the same statements are signed."""
    page = f"{DID}/work"
    made = partner_badge() | {"evidence": [{"id": page, "type": ["Evidence"]}]}
    made |= {"id": page} if said == "elsewhere" else {}
    made |= {"credentialStatus": {"type": "BitstringStatusListEntry", "statusListIndex": "7"}}
    register = partner(made)[1]
    changed = resigned(made)
    assert judged(png(changed), register).reason == "status_unknown"
    status = changed.pop("credentialStatus")
    changed |= {IRI: status} if said == "member" else {}
    if said == "elsewhere":
        changed["evidence"][0]["credentialStatus"] = status
    assert judged(png(changed), register).reason == "ambiguous"


def test_a_badge_may_name_its_issuer_again_in_fewer_words() -> None:
    made = partner_badge()
    achievement = made["credentialSubject"]["achievement"]
    achievement["creator"] = {"id": made["issuer"]["id"], "type": "Profile", "name": "Partenaire"}
    assert judged(*partner(made)).reason == "valid"


def test_a_partner_s_badge_of_which_the_status_is_of_an_unknown_kind_cannot_be_told() -> None:
    document = partner_badge() | {"credentialStatus": {"type": "BitstringStatusListEntry"}}
    data, register = partner(document)
    verdict = judged(data, register)
    assert (verdict.valid, verdict.reason) == (None, "status_unknown")


def test_a_partner_s_badge_under_another_suite_cannot_be_told() -> None:
    register = partner(partner_badge())[1]
    other = resigned(partner_badge())
    other["proof"][0]["cryptosuite"] = "bbs-2023"
    verdict = judged(png(other), register)
    assert (verdict.valid, verdict.reason) == (None, "unknown_proof")


def test_a_hostile_graph_of_look_alike_nodes_is_refused_within_a_second() -> None:
    names = [f"_:n{number}" for number in range(9)]
    clique = [
        {"id": name, "type": ["Evidence"], "image": [each for each in names if each != name]}
        for name in names
    ]
    register = partner(partner_badge())[1]
    changed = resigned(partner_badge()) | {"evidence": clique}
    begun = time.process_time()
    verdict = judged(png(changed), register)
    assert time.process_time() - begun < 1
    assert (verdict.valid, verdict.reason) == (None, "too_complex")


def test_the_general_form_and_the_direct_one_are_the_same_for_our_own_badges() -> None:
    register = keys_only()
    register.issuers[DID] = KnownIssuer(register.issuers[DID].did_document, ours=False)
    assert judged(ISSUED.png, register).reason == "valid"
