"""`/i/{programme}/talents.json`, read as a client does: page by page, with ETag, while people come
and go."""

from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest

from core.ground.tables import Person
from core.joining import by_staff
from core.people.consents import Yes
from core.showing import talents
from tests.world.awarded import awarded
from tests.world.issued_badges import member
from tests.world.visitors import visitor
from tests.world.world import BASE, Stage

FEED = "/i/becode/talents.json"
TOKEN = {"Authorization": "Bearer s3cret-of-the-platform"}
SAID = Yes("Oui", "terminal")
NAMES = ("ada", "ben", "cleo", "dan", "eve")


@dataclass
class Reader:
    """A platform that keeps what the feed says, by the id of each entry."""

    web: httpx.AsyncClient
    kept: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0

    async def read(self) -> set[str]:
        """Walk all pages, asking for each only if it changed; gives the names that are listed."""
        pages = dict(self.kept)
        self.kept, self.unchanged, url = {}, 0, f"{FEED}?limit=2"
        while url:
            mark = {"If-None-Match": self.marks[url]} if url in self.marks else {}
            answer = await self.web.get(url, headers=TOKEN | mark)
            if answer.status_code == 304:
                self.unchanged += 1
                self.kept[url] = pages[url]
            else:
                assert answer.status_code == 200
                self.marks[url], self.kept[url] = answer.headers["etag"], answer.json()
            following = self.kept[url]["next"] or ""
            assert (answer.links.get("next", {}).get("url") or "") == following
            url = following.removeprefix(BASE)
        entries = [entry for page in self.kept.values() for entry in page["entries"]]
        assert len({entry["id"] for entry in entries}) == len(entries)
        return {entry["name"] for entry in entries if entry["status"] == "listed"}


@pytest.fixture
def school(either: Stage) -> Stage:
    """Five learners with a badge each, and a platform with a token."""
    settings = replace(either.world.settings, talents_tokens="becode=old s3cret-of-the-platform")
    either.world = replace(either.world, settings=settings)
    either.reviewer("sam", "Sam Okafor", "becode")
    for name in NAMES:
        either.known(name, name.title(), f"{name}@example.org")
        awarded(either, "sam", "becode", "git", f"{name}@example.org")
    return either


def joins(stage: Stage, *names: str) -> None:
    for name in names:
        stage.clock.pass_(minutes=1)
        person = member(stage, name)
        with stage.world.turn() as turn:
            talents.join(turn, person, "becode", SAID)


def leaves(stage: Stage, name: str) -> None:
    person = member(stage, name)
    with stage.world.turn() as turn:
        assert talents.leave(turn, person, "becode")


async def test_a_client_follows_who_joins_and_who_leaves(school: Stage) -> None:
    async with visitor(school) as web:
        reader = Reader(web)
        assert await reader.read() == set()
        joins(school, "ada", "ben", "cleo")
        assert await reader.read() == {"Ada", "Ben", "Cleo"}
        assert await reader.read() == {"Ada", "Ben", "Cleo"}
        assert reader.unchanged == 2
        leaves(school, "ben")
        joins(school, "dan", "eve")
        assert await reader.read() == {"Ada", "Cleo", "Dan", "Eve"}
        joins(school, "ben")
        assert await reader.read() == {"Ada", "Cleo", "Dan", "Eve", "Ben"}


async def test_who_withdrew_leaves_a_mark_and_nothing_of_theirs(school: Stage) -> None:
    joins(school, "ada")
    async with visitor(school) as web:
        (before,) = (await web.get(FEED, headers=TOKEN)).json()["entries"]
        leaves(school, "ada")
        (after,) = (await web.get(FEED, headers=TOKEN)).json()["entries"]
    assert after == {"id": before["id"], "status": "withdrawn"}
    assert before["badges"][0]["name"] == "Git et GitHub"
    assert "ada@example.org" not in str(before)


async def test_a_page_holds_its_bounds_while_people_leave_between_two_pages(school: Stage) -> None:
    joins(school, "ada", "ben", "cleo", "dan")
    async with visitor(school) as web:
        first = (await web.get(f"{FEED}?limit=2", headers=TOKEN)).json()
        leaves(school, "ada")
        leaves(school, "ben")  # the last of the first page, where the next one begins
        second = (await web.get(first["next"], headers=TOKEN)).json()
    assert [each["name"] for each in second["entries"]] == ["Cleo", "Dan"]
    assert second["next"] is None


async def test_only_who_brings_the_token_reads(school: Stage) -> None:
    joins(school, "ada")
    wrong = ("", "Bearer nearly", "Bearer", "Basic s3cret-of-the-platform")
    async with visitor(school) as web:
        refused = [await web.get(FEED, headers={"Authorization": each}) for each in wrong]
        old = await web.get(FEED, headers={"Authorization": "Bearer old"})
        none = await web.get("/i/normandie/talents.json", headers=TOKEN)
        bad = [
            await web.get(f"{FEED}?{asked}", headers=TOKEN)
            for asked in (
                "limit=0",
                "limit=x",
                "limit=201",
                "after=nobody",
                "limit=" + "9" * 5000,
                "limit=0001009999",
                "limit=0001" + "9" * 5000,
                "after=%00",
            )
        ]
    assert {answer.status_code for answer in refused} == {401}
    assert all("Ada" not in answer.text for answer in refused)
    assert refused[0].headers["www-authenticate"].startswith("Bearer")
    assert (old.status_code, none.status_code) == (200, 404)
    assert {answer.status_code for answer in bad} == {400}


async def test_two_who_became_one_stand_there_once(school: Stage) -> None:
    school.supporter("mona", "Mona", "becode", "manager")
    joins(school, "ada", "ben")
    ids = [member(school, each).id for each in ("mona", "ben", "ada")]
    with school.world.turn() as turn:
        mona, ben, ada = (turn.db.get_one(Person, each) for each in ids)
        by_staff.merge(turn, mona, ben, ada)
    async with visitor(school) as web:
        entries = (await web.get(FEED, headers=TOKEN)).json()["entries"]
    assert [each["status"] for each in entries] == ["listed", "withdrawn"]
    leaves(school, "ada")
    async with visitor(school) as web:
        entries = (await web.get(FEED, headers=TOKEN)).json()["entries"]
    assert [each["status"] for each in entries] == ["withdrawn", "withdrawn"]
