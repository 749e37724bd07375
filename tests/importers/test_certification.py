"""The points of the public certification guide of Open Badges 3.0 (1EdTech, final release), each
restated as a test that bears its number.

Issuer ("Issuer Only", the badge with an `eddsa-rdfc-2022` proof) and Displayer are what Cocarde is.
The services that pass credentials on by an OAuth interface (Service Consumer and Provider, and so
Host) are not there; what a Host is asked beside that, to take in every format, is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from tests.world.world import Stage, make_stage

MAIL = "lina@example.org"
PAST, FUTURE = "2026-02-01T00:00:00Z", "2056-02-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Given:
    """A badge that was given to Lina for two years, and what its recipient takes from its page."""

    stage: Stage
    badge: Badge
    png: bytes

    @property
    def credential(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bake.unbake(self.png)[bake.KEYWORD_3])
        return found


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """One badge for all tests; whoever changes it comes last."""
    stage = make_stage(tmp_path_factory.mktemp("given"))
    expiring(stage, "becode", "python-avance", "2 years")
    badge = issued(stage)
    yield Given(stage, badge, stored_badges.picture(stage.world, badge.id)[1])
    stage.world.store.close()


@pytest.fixture(scope="module")
def partnered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """An installation that knows another issuer."""
    stage = make_stage(tmp_path_factory.mktemp("partnered"))
    yield replace(stage, world=with_partner(stage.world))
    stage.world.store.close()


def test_issuer_1_a_valid_badge_is_made_for_the_address_given(given: Given) -> None:
    made = given.credential
    assert made["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert made["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context")
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(made["type"])
    assert {"id", "name", "issuer", "validFrom", "credentialSubject", "proof"} <= made.keys()
    assert {"id", "type", "name", "url", "image"} <= made["issuer"].keys()
    subject = made["credentialSubject"]
    mail = next(one for one in subject["identifier"] if one["identityType"] == "emailAddress")
    assert mail["identityHash"] == recipient_hash.hashed_with(MAIL, mail["salt"])
    asked = {"id", "type", "name", "description", "criteria", "image"}
    assert asked <= subject["achievement"].keys()
    assert {"id", "narrative"} <= subject["achievement"]["criteria"].keys()
    assert [proof["cryptosuite"] for proof in made["proof"]] == ["eddsa-rdfc-2022"]


def test_issuer_1_every_term_is_defined_by_its_contexts(given: Given) -> None:
    """JSON-LD in safe mode: what is written out whole and put together again is the same."""
    made = given.credential
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


async def test_issuer_2_the_recipient_gets_the_badge(given: Given) -> None:
    """On its page, and sent where the recipient was last heard."""
    async with visitor(given.stage) as client:
        assert (await client.get(f"/b/{given.badge.id}.png")).content == given.png
    with given.stage.world.glance() as turn:
        sent = [Message.from_json(row.message) for row in turn.db.exec(select(Outbox))]
    assert given.badge.id in {message.badge for message in sent}


async def test_displayer_1_and_2_our_badge_shows_what_a_viewer_is_owed_and_is_checked(
    given: Given,
) -> None:
    """Picture, name, description, issuer, day and status; good, then expired, then revoked."""
    made, page = given.credential, f"/b/{given.badge.id}"
    achievement = made["credentialSubject"]["achievement"]
    owed = {achievement["name"], achievement["description"], made["issuer"]["name"]}
    owed |= {made["validFrom"][:10], f"{page}.png", 'href="/verify"'}
    async with visitor(given.stage) as client:

        async def shown() -> tuple[str, str]:
            sent = {"badge": ("badge.png", given.png, "image/png")}
            answers = (await client.get(page), await client.post("/verify", files=sent))
            here, checked = (unescape(each.text) for each in answers)
            return here, checked

        here, checked = await shown()
        assert [each for each in owed | {"Vérifié"} if each not in here] == []
        assert "authentique" in checked
        given.stage.clock.pass_(days=740)
        here, checked = await shown()
        over = "durée de validité est passée"
        assert [each for each in owed | {over} if each not in here] == []
        assert over in checked
        revoke(given.stage, given.badge, "Délivré par erreur")
        here, checked = await shown()
        # Of one that is taken back nothing is shown that could pass for true.
        assert "révoqué" in here
        assert "révoqué" in checked


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
    partnered: Stage, model: str, state: str, status: str
) -> None:
    """It is verified, and the viewer sees its name, description, issuer, day and status."""
    place, hosts = f"https://{foreign.HOST}/given.json", foreign.hosts()
    hosts.documents[place] = json.dumps(of_another(model, state)).encode()
    world = replace(partnered.world, ask=partial(answered, hosts))
    async with visitor(replace(partnered, world=world)) as client:
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
