"""The page of criteria: what a badge takes, under the address that the badge names for life."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.world.visitors import issued, revoke, visitor
from tests.world.world import BASE, Stage


def achievement(stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(issued(stage).credential)["credentialSubject"]["achievement"]
    return found


async def test_the_address_that_a_badge_names_as_its_criteria_is_a_page(stage: Stage) -> None:
    told = achievement(stage)
    async with visitor(stage) as client:
        page = await client.get(told["criteria"]["id"].removeprefix(BASE))
        none = await client.get("/ob3/a/becode/python-avance/fr/000000000000.html")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert told["name"] in page.text
    assert "Ce qu&#39;il faut remplir" in page.text
    assert none.status_code == 404


async def test_both_formats_name_the_same_page(stage: Stage) -> None:
    badge = issued(stage)
    named = json.loads(badge.credential)["credentialSubject"]["achievement"]["criteria"]["id"]
    async with visitor(stage) as client:
        path = json.loads(badge.assertion)["badge"].removeprefix(BASE)
        assert (await client.get(path)).json()["criteria"]["id"] == named


def forms() -> Iterator[tuple[str, str, str]]:
    """What a client says that it accepts, and what it is given: its type, and a word in it."""
    page, ob2, ob3 = "text/html; charset=utf-8", "application/ld+json", "application/vc+ld+json"
    chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,*/*;q=0.8"
    validator = "application/ld+json, application/json, image/png, image/svg+xml"
    yield chrome, page, "<html"
    yield "*/*", page, "<html"
    yield "", page, "<html"
    yield validator, ob2, '"type":"Assertion"'
    yield "application/json, application/ld+json;q=0.5", ob2, '"type":"Assertion"'
    yield ob2, ob2, '"type":"Assertion"'
    yield ob3, ob3, "OpenBadgeCredential"
    yield "application/vc, application/json", "application/json", "OpenBadgeCredential"
    yield "application/json, text/plain, */*", "application/json", "OpenBadgeCredential"
    yield "application/json", "application/json", "OpenBadgeCredential"
    yield "image/png", "image/png", ""
    yield "image/png, application/ld+json;q=0.1", "image/png", ""


@pytest.mark.parametrize(("accept", "kind", "word"), [*forms()])
async def test_the_page_s_address_gives_what_the_client_can_read(
    stage: Stage, accept: str, kind: str, word: str
) -> None:
    badge = issued(stage)
    async with visitor(stage) as client:
        answer = await client.get(f"/b/{badge.id}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert "Accept" in answer.headers["vary"]
    assert word in (answer.text if word else "")


async def test_a_revoked_badge_is_gone_in_every_form_but_the_one_that_its_list_judges(
    stage: Stage,
) -> None:
    badge = issued(stage)
    revoke(stage, badge, "Délivré par erreur")
    told = {}
    async with visitor(stage) as client:
        for accept in ("text/html", "application/ld+json", "image/png", "application/json"):
            answer = await client.get(f"/b/{badge.id}", headers={"Accept": accept})
            told[accept] = answer.status_code
        stub = await client.get(f"/b/{badge.id}", headers={"Accept": "application/ld+json"})
    assert told == {
        "text/html": 410,
        "application/ld+json": 410,
        "image/png": 410,
        "application/json": 200,
    }
    assert stub.json()["revoked"] is True
