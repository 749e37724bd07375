"""What the documents say: credential, assertion, badge class, issuer; their places, their lint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from core.badges.openbadges import ob2, ob3, paths, recipient_hash
from core.badges.openbadges.award import Award, Evidence, Organisation
from core.badges.openbadges.shape import Node
from core.badges.publish import documents
from core.badges.signing import check_signable
from core.badges.signing.sign import written
from core.badges.verify.compare_twins import agree
from tests.verifiers.samples import (
    BASE,
    SKILLS,
    achievement,
    award,
    bare_award,
    issue,
    issuer,
    keyring,
)
from tests.verifiers.strategies import awards


def credential(given_award: Award | None = None) -> Node:
    return ob3.credential(issuer(), achievement(), given_award or award())


def test_a_credential_says_who_what_and_for_which_mission() -> None:
    said = credential()
    subject = said["credentialSubject"]
    assert said["issuer"]["id"] == "did:web:badges.example.org:i:becode"
    assert said["validFrom"] == "2026-03-01T09:30:00Z"
    assert "validUntil" not in said
    assert subject["activityStartDate"] == "2025-01-05T00:00:00Z"
    assert subject["source"]["name"] == "Maison des associations"
    assert subject["achievement"]["name"] == "Python avancé"
    assert subject["achievement"]["related"][0]["inLanguage"] == "en"
    assert [each["targetName"] for each in subject["achievement"]["alignment"]] == [
        "Python (programmation)",
        "Niveau 4",
    ]


def test_the_level_is_a_result_of_the_achievement() -> None:
    subject = credential()["credentialSubject"]
    (described,) = subject["achievement"]["resultDescription"]
    (level,) = described["rubricCriterionLevel"]
    assert (described["name"], level["name"], level["level"]) == ("Programmer", "Je maîtrise", "2")
    assert subject["result"] == [
        {"type": ["Result"], "resultDescription": described["id"], "achievedLevel": level["id"]}
    ]


def test_the_address_of_the_person_is_nowhere_and_the_name_only_where_asked() -> None:
    shown, bare = (issue(each) for each in (award(), bare_award()))
    for one in (shown, bare):
        assert all(b"lina@" not in each.body for each in one.documents.values())
    assert "Lina O’Brien-Łuk" in shown.signed.decode()
    assert len(json.loads(bare.signed)["credentialSubject"]["identifier"]) == 1


def test_both_formats_hide_the_address_in_the_same_way() -> None:
    hashed = recipient_hash.hashed("Lina@Example.org ", bytes(16))
    mail = credential()["credentialSubject"]["identifier"][0]
    assertion = ob2.assertion(issuer(), achievement(), award())
    assert hashed == mail["identityHash"] == assertion["recipient"]["identity"]
    assert mail["salt"] == assertion["recipient"]["salt"] == "00" * 16


@given(awards)
@settings(max_examples=50, deadline=None)
def test_every_award_makes_a_clean_credential_and_an_assertion_that_agrees(one: Award) -> None:
    made = credential(one)
    assert not list(check_signable.faults(made))
    assert agree(ob2.assertion(issuer(), achievement(), one), made)


def test_one_url_given_twice_is_one_piece_of_evidence() -> None:
    account = "https://github.com/lina"
    twice = replace(
        award(),
        evidence=(
            Evidence("Dépôt", "Compte", "Savoir-être.", account),
            Evidence("Site", "Compte", "Savoir-être.", "HTTPS://GitHub.com:443/lina"),
        ),
    )
    for document in (credential(twice), ob2.assertion(issuer(), achievement(), twice)):
        assert [(each["id"], each["genre"]) for each in document["evidence"]] == [
            (account, "Dépôt")
        ]


def test_an_assertion_carries_everything_as_evidence_and_the_holder_by_name() -> None:
    said = ob2.assertion(issuer(), achievement(), award())
    assert [each["genre"] for each in said["evidence"]] == ["Dépôt", "Site", "Mission"]
    assert said["extensions:recipientProfile"]["name"] == "Lina O’Brien-Łuk"
    assert said["verification"] == {"type": "hosted"}
    assert said["image"] == f"{BASE}/b/{award().id}.png"
    assert "extensions:recipientProfile" not in ob2.assertion(issuer(), achievement(), bare_award())


def test_a_narrative_never_takes_the_place_of_evidence() -> None:
    assert "narrative" not in ob2.assertion(issuer(), achievement(), award())
    alone = replace(award(), evidence=())
    assert ob2.assertion(issuer(), achievement(), alone)["narrative"].startswith("Mission menée")
    nothing = replace(alone, narrative=None)
    assert "narrative" not in ob2.assertion(issuer(), achievement(), nothing)


def test_a_badge_of_before_2027_agrees_with_the_name_in_its_narrative() -> None:
    said = ob2.assertion(issuer(), achievement(), replace(award(), narrative=None))
    named = {name: each for name, each in said.items() if name != ob2.RECIPIENT_PROFILE}
    before = named | {"narrative": "Lina O’Brien-Łuk"}
    made = credential(replace(award(), narrative=None))
    assert agree(before, made)
    assert not agree(named, made)
    assert not agree(before | {"narrative": "Eve"}, made)
    assert not agree(before | {ob2.RECIPIENT_PROFILE: said[ob2.RECIPIENT_PROFILE]}, made)


def test_a_badge_class_is_the_same_text_with_its_level_and_what_it_answers_to() -> None:
    said = ob2.badge_class(issuer(), achievement(), "fr")
    assert said["criteria"]["narrative"].endswith("Programmer: Je maîtrise")
    page = f"{BASE}/ob3/a/becode/python/fr/{achievement().version}.html"
    assert said["criteria"]["id"] == page
    assert said["alignment"][0] == {
        "targetName": "Python (programmation)",
        "targetUrl": SKILLS,
        "targetFramework": "ESCO",
        "targetCode": "ccd0a1d9",
        "targetType": "ceasn:Competency",
    }
    assert said["alignment"][1]["targetDescription"] == "Autonome."
    assert (said["@language"], said["related"][0]["@language"]) == ("fr", "en")


def test_an_achievement_says_who_made_it_its_code_and_its_credits() -> None:
    made = ob3.achievement(issuer(), achievement(), "fr")
    assert made["creator"]["name"] == "Atelier des badges"
    assert (made["humanCode"], made["creditsAvailable"]) == ("PY-2", 2.5)
    whole = ob3.achievement(issuer(), replace(achievement(), credits=3.0), "fr")
    assert repr(whole["creditsAvailable"]) == "3"
    bare = ob3.achievement(issuer(), replace(achievement(), code="", credits=None), "fr")
    assert not {"humanCode", "creditsAvailable"} & bare.keys()


def test_the_issuer_speaks_the_badge_s_language_under_one_identity() -> None:
    by_language = {
        language: ob3.credential(issuer(), achievement(), replace(award(), language=language))
        for language in ("fr", "en")
    }
    french, english = (by_language[language]["issuer"] for language in ("fr", "en"))
    assert (french["name"], english["name"]) == ("École du Code", "School of Code")
    assert english["description"] == "A school that teaches programming."
    assert french["id"] == english["id"]
    assert french["image"]["id"] == f"{BASE}{issuer().logo}"
    english_class = ob2.badge_class(issuer(), achievement(), "en")
    assert english_class["issuer"] == f"{BASE}/ob2/i/becode/en.json"
    assert ob2.badge_class(issuer(), achievement(), "fr")["issuer"] == f"{BASE}/ob2/i/becode.json"
    said = ob2.profile(issuer().spoken("en"))
    assert (said["id"], said["name"]) == (english_class["issuer"], "School of Code")
    assert said["image"] == f"{BASE}{issuer().logo}"


@pytest.mark.parametrize(
    "change",
    [
        {"degree": 1},
        {"picture": "1" * 64},
        {"code": "PY-3"},
        {"credits": 3.0},
        {"creator": None},
        {"wordings": achievement().wordings[:1]},
        {"wordings": (replace(achievement().wordings[0], criteria="Autre."),)},
    ],
    ids=",".join,
)
def test_a_changed_achievement_has_another_version_and_so_another_url(change: Any) -> None:
    changed = replace(achievement(), **change)
    assert changed.version != achievement().version
    assert ob3.achievement(issuer(), changed, "fr")["id"].endswith(f"/{changed.version}.json")


def test_an_unknown_language_falls_back_on_the_first() -> None:
    assert achievement().wording("nl").language == "fr"
    assert credential(replace(award(), language="nl"))["credentialSubject"]["achievement"][
        "inLanguage"
    ] == ("fr")


def test_an_organisation_without_a_site_is_named_in_the_source_alone() -> None:
    quiet = replace(award(), validated_by=Organisation("Le Foyer"))
    source = credential(quiet)["credentialSubject"]["source"]
    assert source == {
        "id": f"{BASE}/b/{award().id}#validated-by",
        "type": ["Profile"],
        "name": "Le Foyer",
    }


def test_a_badge_that_ends_says_so_in_both_formats() -> None:
    ending = replace(award(), expires_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert credential(ending)["validUntil"] == "2027-01-01T00:00:00Z"
    assert ob2.assertion(issuer(), achievement(), ending)["expires"] == "2027-01-01T00:00:00Z"


def test_every_hosted_document_stands_at_the_url_it_gives_as_its_id() -> None:
    for path, document in issue(award()).documents.items():
        if path.startswith("/ob2/extensions/"):
            continue
        identity = json.loads(document.body)["id"]
        expected = BASE + path if not identity.startswith("did:") else None
        assert identity == expected or path in (
            "/i/becode/did.json",
            "/ob3/i/becode.json",
            f"/b/{award().id}.json",
        )


def test_the_hosted_assertion_is_what_the_badge_says_in_open_badges_2() -> None:
    hosted_assertion = issue(award()).documents[f"/ob2/a/{award().id}.json"].body
    assert hosted_assertion == written(ob2.assertion(issuer(), achievement(), award()))


def test_the_documents_bear_their_content_types() -> None:
    types = {
        path.split("/")[1]: each.content_type
        for path, each in issue(award()).documents.items()
        if not path.endswith("/schema.json")
    }
    assert types == {
        "b": "application/vc+ld+json",
        "i": "application/did+json",
        "ob2": "application/ld+json",
        "ob3": "application/vc+ld+json",
    }


def test_the_pictures_that_the_documents_name_are_told() -> None:
    plain = documents.plain_picture(issuer(), achievement(), "fr")
    assert ob2.badge_class(issuer(), achievement(), "fr")["image"] == BASE + plain
    baked = paths.badge_picture(BASE, award().id)
    assert ob2.assertion(issuer(), achievement(), award())["image"] == baked


def test_a_revoked_assertion_leaves_a_stub_and_stands_in_the_list() -> None:
    assert ob2.stub(BASE, "abc", "Erreur")["revoked"] is True
    listed = json.loads(
        documents.of_issuer(issuer(), keyring(), [("abc", "Erreur")])[
            "/ob2/i/becode/revoked.json"
        ].body
    )
    assert listed["revokedAssertions"] == [
        {"id": f"{BASE}/ob2/a/abc.json", "revocationReason": "Erreur"}
    ]
    assert ob2.profile(issuer())["revocationList"] == listed["id"]
