"""A school changes its name, its address, its logo and a badge: who looks is told what is so now,
and a badge of before still says what was signed."""

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from core.badges.signing import key_file
from core.badges.verify.issuers import FolderRegister
from core.badges.verify.verify import verify
from core.ground.paths import TEMPLATES
from core.ground.tables import Badge
from core.issuing import stored_badges
from core.issuing.static_site import static_site
from tests.world.talking import Talk, badges, ref
from tests.world.visitors import REPOSITORY, SITE, issued, visitor
from tests.world.world import BASE, Stage, make_stage

CHANGES = (
    ('name.fr = "BeCode"', 'name.fr = "École BeCode"'),
    ('url = "https://becode.org/"', 'url = "https://ecole.example.org/"'),
    ("badges@becode.example.org", "ecole@becode.example.org"),
    ('description.nl = "BeCode is een', 'description.nl = "De BeCode-school is een'),
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>'
PROFILES = ("/ob2/i/becode.json", "/ob2/i/becode/nl.json", "/ob3/i/becode.json")
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class School:
    """Before and after: one store, one key file, two editions of the programme's folder."""

    before: Stage
    after: Stage
    badge: Badge

    def picture(self) -> bytes:
        with self.after.world.glance() as turn:
            found = stored_badges.baked(turn, self.badge)
        assert found is not None
        return found


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Lina has her badge when the programme's file is changed and everything started again."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(TEMPLATES / "programmes" / "becode", folder / "becode")
    file = new / "becode" / "programme.toml"
    text = file.read_text()
    for was, becomes in CHANGES:
        assert was in text
        text = text.replace(was, becomes)
    badge_text = 'name.fr = "Python avancé"'
    assert badge_text in text
    file.write_text(text.replace(badge_text, 'name.fr = "Python au long cours"'))
    (new / "becode" / "logo.svg").write_text(LOGO)
    before = make_stage(tmp_path, programmes=old)
    badge = issued(before)
    settings = replace(before.world.settings, programmes=str(new))
    after = Stage(replace(before.world, settings=settings), before.clock, before.web)
    return School(before, after, badge)


async def asked(stage: Stage, *paths: str) -> list[Node]:
    async with visitor(stage) as client:
        answers = [await client.get(path) for path in paths]
    assert {each.status_code for each in answers} == {200}
    return [json.loads(each.content) for each in answers]


async def test_the_profiles_say_what_is_so_now_at_the_address_of_before(school: School) -> None:
    ours, dutch, newer = await asked(school.after, *PROFILES)
    assert [each["name"] for each in (ours, newer)] == ["École BeCode"] * 2
    assert [each["url"] for each in (ours, newer)] == ["https://ecole.example.org/"] * 2
    assert [each["email"] for each in (ours, dutch)] == ["ecole@becode.example.org"] * 2
    assert dutch["description"].startswith("De BeCode-school")
    assert (ours["id"], newer["id"]) == (
        f"{BASE}/ob2/i/becode.json",
        "did:web:badges.example.org:i:becode",
    )
    logos = [ours["image"], newer["image"]["id"]]
    async with visitor(school.after) as client:
        shown = [(await client.get(each.removeprefix(BASE))).content for each in logos]
    assert shown[0] == shown[1]
    assert shown[0].startswith(b"\x89PNG")


async def test_a_badge_of_before_is_what_was_signed(school: School) -> None:
    signed = json.loads(school.badge.credential)
    assert signed["issuer"]["name"] == "BeCode"
    former = signed["credentialSubject"]["achievement"]
    paths = [signed["id"], former["id"], json.loads(school.badge.assertion)["badge"]]
    served, achievement, badge_class = await asked(
        school.after, *(each.removeprefix(BASE) for each in paths)
    )
    assert served == signed
    assert {former["name"], achievement["name"], badge_class["name"]} == {"Python avancé"}
    async with visitor(school.after) as client:
        for picture in (signed["issuer"]["image"], former["image"]):
            assert (await client.get(picture["id"].removeprefix(BASE))).status_code == 200
    with school.after.world.glance() as turn:
        assert stored_badges.judge(turn, school.picture(), "lina@example.org").valid


async def test_the_next_badge_is_of_the_new_edition_beside_the_old_one(school: School) -> None:
    yuki = Talk(school.after, "yuki")
    school.after.known("yuki", "Yuki Mori", "yuki@example.org")
    for line in ("Python au long cours", f"{REPOSITORY}-2 {SITE}", "oui"):
        yuki.say(line)
    Talk(school.after, "sam").send(choice=f"approve:{ref(school.after)}", source_id="again")
    new = next(each for each in badges(school.after) if each.id != school.badge.id)
    said = json.loads(new.credential)
    assert said["issuer"]["name"] == "École BeCode"
    old_class, new_class = (json.loads(each.assertion)["badge"] for each in (school.badge, new))
    was, now = await asked(
        school.after, *(each.removeprefix(BASE) for each in (old_class, new_class))
    )
    assert (was["name"], now["name"]) == ("Python avancé", "Python au long cours")


async def test_a_key_made_since_is_listed_beside_the_one_that_signed(school: School) -> None:
    path = school.after.world.settings.key_path
    ring = key_file.read(path).rotate("becode", bytes(range(32)), school.after.clock.at)
    key_file.write(ring, path)
    (document,) = await asked(school.after, "/i/becode/did.json")
    signed_by = json.loads(school.badge.credential)["proof"][0]["verificationMethod"]
    assert signed_by in document["assertionMethod"]
    assert len(document["assertionMethod"]) == 2
    with school.after.world.glance() as turn:
        assert stored_badges.judge(turn, school.picture()).valid


async def test_a_static_export_says_the_same(school: School, tmp_path: Path) -> None:
    site = tmp_path / "site"
    static_site(school.after.world, site)
    served = await asked(school.after, *PROFILES)
    assert [json.loads((site / path.lstrip("/")).read_bytes()) for path in PROFILES] == served
    for image in (served[0]["image"], json.loads(school.badge.credential)["issuer"]["image"]["id"]):
        assert (site / image.removeprefix(f"{BASE}/")).is_file()
    told = verify(
        school.picture(), recipient=None, register=FolderRegister(site), now=school.after.clock.at
    )
    assert told.reason == "valid"


async def test_a_programme_that_is_given_up_keeps_the_profile_that_it_had_last(
    school: School, tmp_path: Path
) -> None:
    given_up = tmp_path / "given-up"
    shutil.copytree(TEMPLATES / "programmes" / "maillage", given_up / "maillage")
    settings = replace(school.before.world.settings, programmes=str(given_up))
    stage = replace(school.before, world=replace(school.before.world, settings=settings))
    (kept,) = await asked(stage, "/ob2/i/becode.json")
    assert kept["name"] == "BeCode"
