"""The public points of the certification of Open Badges 3.0, restated: issuer and displayer.

Issuer: a valid baked badge is made out to an address given, and its recipient gets it. Displayer:
who looks at a badge can have it checked, and a good, an expired and a revoked one are told apart;
what the specification has a displayer show is shown.
"""

import json
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from core.badges.openbadges import recipient_hash
from core.badges.picture import bake
from core.badges.verify.verify import verify
from core.ground.tables import Badge
from tests.verifiers.judging import Memory, known
from tests.verifiers.samples import NOW, Issued, award, issue
from tests.world.visitors import issued, visitor
from tests.world.world import Stage

DID = "did:web:badges.example.org:i:becode"


async def baked(stage: Stage, badge: Badge) -> dict[str, Any]:
    """The credential in the picture that the recipient takes from the badge's page."""
    async with visitor(stage) as client:
        png = (await client.get(f"/b/{badge.id}.png")).content
    found: dict[str, Any] = json.loads(bake.unbake(png)[bake.KEYWORD_3])
    return found


async def test_an_issuer_bakes_a_valid_badge_for_the_address_given(stage: Stage) -> None:
    made = await baked(stage, issued(stage))
    assert made["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert made["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context")
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(made["type"])
    assert {"id", "name", "issuer", "validFrom", "credentialSubject", "proof"} <= made.keys()
    assert {"id", "type", "name", "url", "image"} <= made["issuer"].keys()
    subject = made["credentialSubject"]
    mail = next(one for one in subject["identifier"] if one["identityType"] == "emailAddress")
    assert mail["identityHash"] == recipient_hash.hashed_with("lina@example.org", mail["salt"])
    asked = {"id", "type", "name", "description", "criteria", "image"}
    assert asked <= subject["achievement"].keys()
    assert {"id", "narrative"} <= subject["achievement"]["criteria"].keys()


async def test_a_displayer_shows_what_a_viewer_is_owed(stage: Stage) -> None:
    """Name, issuer, picture, description, criteria, day and evidence; and the way to check."""
    badge = issued(stage)
    made = await baked(stage, badge)
    achievement = made["credentialSubject"]["achievement"]
    async with visitor(stage) as client:
        page = unescape((await client.get(f"/b/{badge.id}")).text)
    for owed in (
        achievement["name"],
        achievement["description"],
        achievement["criteria"]["narrative"],
        made["issuer"]["name"],
        f"/b/{badge.id}.png",
        made["validFrom"][:10],
        made["evidence"][0]["id"],
        'href="/verify"',
    ):
        assert owed in page


def told(one: Issued, days: int = 0) -> str:
    """The verdict on a badge that many days after it was issued."""
    register = Memory({DID: known()}, {path: each.body for path, each in one.documents.items()})
    now = NOW + timedelta(days=days)
    return verify(one.png, recipient=None, register=register, now=now).reason


@pytest.mark.parametrize(
    ("one", "days", "reason"),
    [
        (issue(award()), 0, "valid"),
        (issue(replace(award(), expires_at=NOW + timedelta(days=10))), 9, "valid"),
        (issue(replace(award(), expires_at=NOW + timedelta(days=10))), 11, "expired"),
        (issue(award(), revoked=True), 0, "revoked"),
    ],
    ids=["good", "not yet expired", "expired", "revoked"],
)
def test_a_displayer_tells_a_good_an_expired_and_a_revoked_badge_apart(
    one: Issued, days: int, reason: str
) -> None:
    assert told(one, days) == reason
