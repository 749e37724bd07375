"""`/p/{address}` and `/show/{token}`: all badges of a person, opened by them alone."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from core.ground.tables import Badge, Consent
from core.people import people, tokens
from core.people.consents import Yes
from core.people.tokens import Purpose
from core.reading.text import words
from core.showing import person_page
from core.showing.person_page import PageChange
from tests.world.awarded import awarded
from tests.world.issued_badges import member
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

SAID = Yes("Ouvrir ma page", "terminal")
ZOE = "zoe@example.org"


@pytest.fixture
def zoe(stage: Stage) -> Stage:
    """Zoé holds a badge of BeCode and one of the library."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.reviewer("ines", "Inès Roux", "biklab")
    stage.known("zoe", "Zoé Lambert", ZOE)
    awarded(stage, "sam", "becode", "git", ZOE)
    awarded(stage, "ines", "biklab", "cooperation", ZOE)
    return stage


def change(stage: Stage, wanted: PageChange, key: str = "zoe") -> str:
    """The address of a person's page after a change; empty where none is open."""
    person = member(stage, key)
    with stage.world.turn() as turn:
        person_page.change(turn, person, wanted, SAID)
        page = person_page.standing(turn, person)
        return page.address if page else ""


async def got(stage: Stage, path: str) -> tuple[int, str]:
    async with visitor(stage) as web:
        answer = await web.get(path)
    return answer.status_code, answer.text


async def test_a_page_shows_the_badges_of_every_programme_and_no_name(zoe: Stage) -> None:
    address = change(zoe, PageChange.OPEN)
    async with visitor(zoe) as web:
        page = await web.get(f"/p/{address}")
    assert page.status_code == 200
    assert len(address) == 26
    for told in ("BeCode", "Git et GitHub", "BIK"):
        assert told in page.text
    assert "zoé" not in page.text.lower()
    assert "zoe" not in page.text.lower()
    assert page.headers["x-robots-tag"] == "noindex, noarchive"
    assert '<meta name="robots" content="noindex, noarchive">' in page.text
    assert "<script" not in page.text


async def test_the_name_and_a_short_address_come_only_with_a_yes(zoe: Stage) -> None:
    secret = change(zoe, PageChange.OPEN)
    change(zoe, PageChange.NAMED)
    assert "Badges de Zoé Lambert" in (await got(zoe, f"/p/{secret}"))[1]
    assert change(zoe, PageChange.PUBLIC) == "zoe-lambert"
    assert (await got(zoe, f"/p/{secret}"))[0] == 404
    async with visitor(zoe) as web:
        page = await web.get("/p/zoe-lambert")
    assert page.headers["x-robots-tag"] == "all"
    change(zoe, PageChange.UNNAMED)
    assert "Zoé" not in (await got(zoe, "/p/zoe-lambert"))[1]


@pytest.mark.parametrize(
    "name",
    ["BeCode", "Be Code", "BECODE Belgique", "Région Normandie", "Admin", "Cocarde", "Support"],
)
def test_no_person_has_the_address_of_an_organisation(stage: Stage, name: str) -> None:
    stage.known("mallory", name, "mallory@example.org")
    change(stage, PageChange.OPEN_NAMED, "mallory")
    plain = "-".join(words(name))
    assert re.fullmatch(f"{plain}-[a-z0-9]{{4}}", change(stage, PageChange.PUBLIC, "mallory"))


async def test_a_closed_page_is_gone_at_once_and_opens_again_where_it_was(zoe: Stage) -> None:
    address = change(zoe, PageChange.OPEN_NAMED)
    assert change(zoe, PageChange.CLOSE) == ""
    never = await got(zoe, "/p/never-there")
    assert await got(zoe, f"/p/{address}") == never  # nobody learns that there was one
    assert never[0] == 404
    assert (await got(zoe, f"/p/{address}.png"))[0] == 404
    assert change(zoe, PageChange.AGAIN) == address
    assert (await got(zoe, f"/p/{address}"))[0] == 200


async def test_another_link_ends_the_one_before(zoe: Stage) -> None:
    first = change(zoe, PageChange.OPEN)
    second = change(zoe, PageChange.ANEW)
    assert first != second
    assert [(await got(zoe, f"/p/{each}"))[0] for each in (first, second)] == [404, 200]


async def test_two_of_one_name_have_two_addresses_also_after_one_is_closed(zoe: Stage) -> None:
    zoe.known("other", "Zoé LAMBERT", "other@example.org")
    change(zoe, PageChange.OPEN)
    assert change(zoe, PageChange.PUBLIC) == "zoe-lambert"
    change(zoe, PageChange.CLOSE)
    change(zoe, PageChange.OPEN, "other")
    theirs = change(zoe, PageChange.PUBLIC, "other")
    assert theirs.startswith("zoe-lambert-")
    assert theirs != "zoe-lambert"


async def test_a_revoked_badge_leaves_the_page_and_its_picture(zoe: Stage) -> None:
    address = change(zoe, PageChange.OPEN)
    async with visitor(zoe) as web:
        before = await web.get(f"/p/{address}.png")
        with zoe.world.turn() as turn:
            badge = turn.db.exec(select(Badge).where(Badge.programme == "biklab")).one()
            badge.revoked_at, badge.revoked_reason = turn.at, "Une erreur."
            turn.db.add(badge)
        tag = {"If-None-Match": before.headers["etag"]}
        after = await web.get(f"/p/{address}.png", headers=tag)
        same = await web.get(f"/p/{address}.png", headers={"If-None-Match": after.headers["etag"]})
    assert Image.open(BytesIO(before.content)).size == (336, 160)
    assert Image.open(BytesIO(after.content)).size == (160, 160)
    assert same.status_code == 304
    assert before.headers["cross-origin-resource-policy"] == "cross-origin"
    assert badge.name not in (await got(zoe, f"/p/{address}"))[1]


def manage(stage: Stage, key: str = "zoe") -> str:
    """The path of the page by which somebody changes what they show."""
    with stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, f"{key}@example.org")
        assert address is not None
        return f"/show/{tokens.give(turn, Purpose.SHOW, address)}"


async def test_the_link_of_a_letter_opens_changes_and_closes_the_page(zoe: Stage) -> None:
    path = manage(zoe)
    async with visitor(zoe) as web:
        assert "Ouvrir ma page" in (await web.get(path)).text
        opened = await web.post(path, data={"act": "open"})
        assert opened.status_code == 303
        assert opened.headers["location"] == f"{BASE}{path}"
        page = await web.get(path)
        assert "Fermer ma page" in page.text
        assert page.headers["cache-control"] == "no-store"
        await web.post(path, data={"act": "close"})
    assert change(zoe, PageChange.UNNAMED) == ""
    with zoe.world.glance() as turn:
        kept = turn.db.exec(select(Consent)).one()
    assert (kept.words, kept.door) == ("Ouvrir ma page", "web")
    assert kept.withdrawn_at is not None


async def test_the_talents_take_a_yes_only_to_the_question_that_was_read(zoe: Stage) -> None:
    path = manage(zoe)
    async with visitor(zoe) as web:
        page = (await web.get(path)).text
        await web.post(path, data={"act": "join:becode", "words": "autre chose"})
        assert "depuis le" not in (await web.get(path)).text
        read = page.partition('name="words" value="')[2].partition('"')[0].replace("&#39;", "'")
        await web.post(path, data={"act": "join:becode", "words": read})
        assert "depuis le" in (await web.get(path)).text
        await web.post(path, data={"act": "leave:becode"})
        assert "depuis le" not in (await web.get(path)).text


@pytest.mark.parametrize("path", ["/show/aaaabbbbccccddddeeeeffffgg", "/report/zzzz"])
async def test_a_stranger_changes_nothing(zoe: Stage, path: str) -> None:
    async with visitor(zoe) as web:
        shown, acted = await web.get(path), await web.post(path, data={"act": "open"})
    assert (shown.status_code, acted.status_code) == (404, 404)
    with zoe.world.glance() as turn:
        assert turn.db.exec(select(Consent)).all() == []
