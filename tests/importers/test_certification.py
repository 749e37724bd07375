"""The points of the public certification guide of Open Badges 3.0 (1EdTech, final release), each
restated as a test that bears its number.

Issuer ("Issuer Only", the badge with an `eddsa-rdfc-2022` proof) and Displayer are what Cocarde is.
The services that pass credentials on by an OAuth interface (Service Consumer and Provider, and so
Host) are not there; what a Host is asked beside that, to take in every format, is.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from html import unescape
from typing import Any

import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from sqlmodel import select

from core.badges.openbadges import recipient_hash
from core.badges.picture import bake
from core.ground.messages import Message
from core.ground.tables import Badge, Outbox
from core.issuing import stored_badges
from tests.badges.test_foreign_badges import GOOD, judged
from tests.verifiers import foreign, second
from tests.verifiers.foreign import listed_status, older_credential, proven, with_status
from tests.world.partner import answered, with_partner
from tests.world.review_desk import expiring
from tests.world.visitors import issued, revoke, visitor
from tests.world.world import Stage

GIVEN = "lina@example.org"
PAST, FUTURE = "2026-02-01T00:00:00Z", "2056-02-01T00:00:00Z"


async def baked(stage: Stage, badge: Badge) -> dict[str, Any]:
    """The credential in the picture that the recipient takes from the badge's page."""
    async with visitor(stage) as client:
        png = (await client.get(f"/b/{badge.id}.png")).content
    found: dict[str, Any] = json.loads(bake.unbake(png)[bake.KEYWORD_3])
    return found


async def test_issuer_1_a_valid_badge_is_made_for_the_address_given(stage: Stage) -> None:
    made = await baked(stage, issued(stage))
    assert made["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert made["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context")
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(made["type"])
    assert {"id", "name", "issuer", "validFrom", "credentialSubject", "proof"} <= made.keys()
    assert {"id", "type", "name", "url", "image"} <= made["issuer"].keys()
    subject = made["credentialSubject"]
    mail = next(one for one in subject["identifier"] if one["identityType"] == "emailAddress")
    assert mail["identityHash"] == recipient_hash.hashed_with(GIVEN, mail["salt"])
    asked = {"id", "type", "name", "description", "criteria", "image"}
    assert asked <= subject["achievement"].keys()
    assert {"id", "narrative"} <= subject["achievement"]["criteria"].keys()
    assert [proof["cryptosuite"] for proof in made["proof"]] == ["eddsa-rdfc-2022"]


async def test_issuer_1_every_term_is_defined_by_its_contexts(stage: Stage) -> None:
    """JSON-LD in safe mode: what is written out whole and put together again is the same."""
    made = await baked(stage, issued(stage))
    loading = {"documentLoader": second.load}
    again = jsonld.compact(jsonld.expand(made, loading), made["@context"], loading)
    assert plain(again) == plain(made)


def plain(node: object) -> object:
    """A list of one is what is in it, as JSON-LD has it."""
    if isinstance(node, dict):
        return {name: plain(value) for name, value in node.items()}
    if isinstance(node, list):
        return plain(node[0]) if len(node) == 1 else [plain(each) for each in node]
    return node


async def test_issuer_2_the_recipient_gets_the_badge(stage: Stage) -> None:
    """On its page, and sent where the recipient was last heard."""
    badge = issued(stage)
    _, png = stored_badges.picture(stage.world, badge.id)
    async with visitor(stage) as client:
        assert (await client.get(f"/b/{badge.id}.png")).content == png
    with stage.world.glance() as turn:
        sent = [Message.from_json(row.message) for row in turn.db.exec(select(Outbox))]
    assert badge.id in {message.badge for message in sent}


@pytest.mark.parametrize(
    ("state", "status"),
    [("good", "Vérifié"), ("expired", "durée de validité est passée"), ("revoked", "révoqué")],
)
async def test_displayer_1_our_badge_shows_what_a_viewer_is_owed(
    stage: Stage, state: str, status: str
) -> None:
    """Picture, name, description, issuer, day and status; and the way to check."""
    expiring(stage, "becode", "python-avance", "2 years")
    badge = issued(stage)
    made = await baked(stage, badge)
    if state == "expired":
        stage.clock.pass_(days=740)
    if state == "revoked":
        revoke(stage, badge, "Délivré par erreur")
    achievement = made["credentialSubject"]["achievement"]
    owed = [status]
    if state != "revoked":  # of one that is taken back nothing is shown that could pass for true
        owed += [achievement["name"], achievement["description"], made["issuer"]["name"]]
        owed += [made["validFrom"][:10], f"/b/{badge.id}.png", 'href="/verify"']
    async with visitor(stage) as client:
        page = unescape((await client.get(f"/b/{badge.id}")).text)
    assert [each for each in owed if each not in page] == []


@pytest.mark.parametrize(
    ("state", "status"), [("good", "authentique"), ("expired", "passée"), ("revoked", "révoqué")]
)
async def test_displayer_2_a_viewer_has_our_badge_checked(
    stage: Stage, state: str, status: str
) -> None:
    expiring(stage, "becode", "python-avance", "2 years")
    badge = issued(stage)
    _, png = stored_badges.picture(stage.world, badge.id)
    if state == "expired":
        stage.clock.pass_(days=740)
    if state == "revoked":
        revoke(stage, badge)
    async with visitor(stage) as client:
        answer = await client.post("/verify", files={"badge": ("badge.png", png, "image/png")})
    assert status in unescape(answer.text)


def of_another(model: str, state: str) -> foreign.Node:
    """A badge of another issuer by this data model, with the status list that goes with it."""
    until, gone = PAST if state == "expired" else FUTURE, state == "revoked"
    if model == "2.0":
        return proven(foreign.credential(validUntil=until, **with_status(7 if gone else 6)))
    name = "urn:uuid:gone" if gone else "urn:uuid:1"
    return proven(older_credential(id=name, expirationDate=until, **listed_status()))


@pytest.mark.parametrize("model", ["2.0", "1.1"])
@pytest.mark.parametrize(
    ("state", "status"),
    [("good", "authentique"), ("expired", "passée"), ("revoked", "révoqué")],
)
async def test_displayer_1_to_4_a_badge_of_another_by_its_url_in_both_data_models(
    stage: Stage, model: str, state: str, status: str
) -> None:
    """It is verified, and the viewer sees its name, description, issuer, day and status."""
    place, hosts = f"https://{foreign.HOST}/given.json", foreign.hosts()
    hosts.documents[place] = json.dumps(of_another(model, state)).encode()
    world = replace(with_partner(stage.world), ask=partial(answered, hosts))
    async with visitor(replace(stage, world=world)) as client:
        answer = await client.post("/verify", data={"url": place})
    page = unescape(answer.text)
    owed = ["Soudure", "Souder deux plaques.", "Atelier Nord", "10 janvier 2026", status]
    assert [each for each in owed if each not in page] == []


def test_displayer_3_a_word_changed_in_the_older_model_is_noticed() -> None:
    made = proven(older_credential())
    assert judged(json.dumps(made | {"name": "Autre"})).reason == "altered"


@pytest.mark.parametrize(
    ("suite", "reason"), [("eddsa-rdfc-2022", "valid"), ("ecdsa-sd-2023", "unknown_proof")]
)
def test_displayer_proofs_one_suite_is_known_of_the_other_we_cannot_tell(
    suite: str, reason: str
) -> None:
    """The guide names both; of the second (selective disclosure) nothing is claimed."""
    made = proven(foreign.credential())
    made["proof"][0] |= {"cryptosuite": suite}
    assert judged(json.dumps(made)).reason == reason


def test_host_every_format_is_taken_in() -> None:
    """2.0 hosted and signed, 2.1, 3.0 with a proof and as a token, in a picture of either kind, as
    a document and by address: each is read and proven where its issuer is known."""
    words = " ".join(GOOD)
    for form in ("2.0 hosted", "2.0 signed", "2.1", "3.0", "VC-JWT", "PNG", "SVG", "JSON", "URL"):
        assert form in words
    assert {judged(made()).reason for made in GOOD.values()} == {"valid"}
