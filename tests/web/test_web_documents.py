"""Hosted documents: exact bytes, for every reader, at the address that badges name."""

import json
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from core.badges.openbadges import status_list as status
from core.badges.signing.sign import check_proof
from core.ground.tables import Badge, Document
from tests.world.visitors import issued, only_badge, revoke, visitor
from tests.world.world import BASE, Stage
from web.badge import hosted_files

OB2, OB3, DID = "application/ld+json", "application/vc+ld+json", "application/did+json"


def paths(badge: Badge) -> dict[str, str]:
    """Path → content type of everything that stands behind one badge."""
    credential = json.loads(badge.credential)
    achievement = credential["credentialSubject"]["achievement"]
    assertion = json.loads(badge.assertion)
    return {
        "/i/becode/did.json": DID,
        "/ob2/i/becode.json": OB2,
        "/ob2/i/becode/revoked.json": OB2,
        "/ob3/i/becode.json": OB3,
        credential["credentialStatus"]["statusListCredential"].removeprefix(BASE): OB3,
        credential["id"].removeprefix(BASE): OB3,
        achievement["id"].removeprefix(BASE): OB3,
        achievement["image"]["id"].removeprefix(BASE): "image/png",
        assertion["id"].removeprefix(BASE): OB2,
        assertion["badge"].removeprefix(BASE): OB2,
        assertion["image"].removeprefix(BASE): "image/png",
        f"/b/{badge.id}.json": OB3,
    }


async def test_each_document_has_its_type_and_is_open_to_all(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        for path, kind in paths(badge).items():
            answer = await client.get(path, headers={"Accept": "*/*"})
            assert answer.status_code == 200, path
            assert answer.headers["content-type"] == kind
            assert answer.headers["access-control-allow-origin"] == "*"
            lasting = path.startswith(hosted_files.LASTING)
            assert ("max-age=" if lasting else "no-cache") in answer.headers["cache-control"]
            if kind != "image/png":
                named = answer.json().get("id", "")
                assert not named.startswith("http") or path in named or "/b/" in path


async def test_the_stored_bytes_are_given_as_they_are(stage: Stage) -> None:
    badge = issued(stage)
    with stage.world.glance() as turn:
        stored = {row.path: row.body for row in turn.db.exec(select(Document))}
    stored |= {f"/ob3/b/{badge.id}.json": badge.credential}
    stored |= {f"/ob2/a/{badge.id}.json": badge.assertion}
    async with visitor(stage) as client:
        for path, body in stored.items():
            assert (await client.get(path)).content == body


async def test_a_reader_who_has_it_already_is_spared(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        for path in paths(badge):
            first = await client.get(path)
            tag = first.headers["etag"]
            for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                again = await client.get(path, headers={"If-None-Match": known})
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["etag"] == tag
            other = await client.get(path, headers={"If-None-Match": '"other"'})
            assert other.content == first.content


async def test_head_says_all_but_the_body(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        for path in (*paths(badge), f"/b/{badge.id}", "/"):
            whole, head = await client.get(path), await client.head(path)
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["content-length"] == whole.headers["content-length"]
            assert head.headers["content-type"] == whole.headers["content-type"]


async def test_a_client_that_knows_plain_json_only_is_given_that(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        path = f"/ob2/a/{badge.id}.json"
        plain = await client.get(path, headers={"Accept": "application/json"})
        linked = await client.get(path, headers={"Accept": f"{OB2}, application/json;q=0.9"})
    assert plain.headers["content-type"] == "application/json"
    assert linked.headers["content-type"] == OB2
    assert plain.content == linked.content


@pytest.mark.parametrize(
    "path",
    [
        "/ob2/a/unknown.json",
        "/ob3/b/unknown.json",
        "/ob3/status/becode/2.json",
        "/ob3/status/becode/0.json",
        "/ob3/status/becode/999999.json",
        "/ob3/status/nobody/1.json",
        "/ob2/i/nobody/revoked.json",
        "/i/nobody/did.json",
        "/ob2/../../etc/passwd",
        "/ob2/%2e%2e/keys.json",
        "/ob3/",
        "/pictures/none.png",
    ],
)
async def test_nothing_else_is_given(stage: Stage, path: str) -> None:
    issued(stage)
    async with visitor(stage) as client:
        answer = await client.get(path)
    assert answer.status_code == 404


async def status_list(client: httpx.AsyncClient) -> httpx.Response:
    return await client.get("/ob3/status/becode/1.json")


async def test_revoking_shows_in_every_document(stage: Stage) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        before = await status_list(client)
        stage.clock.at += timedelta(days=2)
        revoke(stage, badge, "Délivré par erreur")
        after = await status_list(client)
        stub = await client.get(f"/ob2/a/{badge.id}.json")
        listed = (await client.get("/ob2/i/becode/revoked.json")).json()
        did = (await client.get("/i/becode/did.json")).json()
        credential = await client.get(f"/ob3/b/{badge.id}.json")
    assert (stub.status_code, stub.json()["revoked"]) == (410, True)
    assert stub.json()["id"] == listed["revokedAssertions"][0]["id"]
    assert listed["revokedAssertions"][0]["revocationReason"] == "Délivré par erreur"
    assert credential.content == badge.credential
    for answer, bit in ((before, False), (after, True)):
        check_proof(answer.json(), did)
        encoded = answer.json()["credentialSubject"]["encodedList"]
        assert status.is_set(encoded, badge.status_index) is bit
    assert before.headers["etag"] != after.headers["etag"]


async def test_every_machine_signs_the_same_status_list(stage: Stage) -> None:
    issued(stage)
    async with visitor(stage) as client:
        first = await status_list(client)
        stage.clock.at += timedelta(days=400)
        later = await status_list(client)
    assert first.content == later.content


async def test_the_keys_of_a_programme_without_badges_are_there(stage: Stage) -> None:
    async with visitor(stage) as client:
        did = (await client.get("/i/maillage/did.json")).json()
        listed = (await client.get("/ob2/i/maillage/revoked.json")).json()
    assert did["id"] == "did:web:badges.example.org:i:maillage"
    assert did["assertionMethod"]
    assert listed["revokedAssertions"] == []


async def test_no_document_tells_the_mail_address(stage: Stage) -> None:
    issued(stage)
    async with visitor(stage) as client:
        for path in paths(only_badge(stage)):
            assert b"lina@example.org" not in (await client.get(path)).content
