"""`/staff/{token}`: the page of figures, for those who may see them, at each view."""

import re

import httpx
import pytest

from core.claims.states import State
from core.people import people
from core.programmes.catalogue import catalogue
from core.reports import access
from core.reports.charts import Reader
from core.reports.figures import figures
from core.reports.picture import Picture, main, picture
from core.staff import StaffMember, add, remove
from tests.world.rows import BECODE, CIVIC, Truth
from tests.world.visitors import visitor
from tests.world.web_form import everything
from tests.world.world import BASE, Stage

MONA = "mona@example.org"


def staff(stage: Stage, role: str, *programmes: str) -> str:
    """The path of Mona's page, who holds this role."""
    with stage.world.turn() as turn:
        for programme in programmes:
            add(turn, StaffMember(MONA, programme, role, "Mona", "", "fr"))
        address = people.find(turn, people.MAIL, MONA)
        assert address is not None
        return access.link(turn, address).removeprefix(BASE)


async def get(stage: Stage, path: str, status: int = 200) -> httpx.Response:
    async with visitor(stage) as web:
        page = await web.get(path)
    assert page.status_code == status
    return page


def seed(stage: Stage) -> None:
    """Lina's claim before Sam, two diagnoses, a case."""
    truth, sam = Truth(stage), stage.reviewer("sam", "Sam Okafor", BECODE)
    stage.known("lina", "Lina Haddad", "lina@example.org")
    claim = truth.claim(truth.ago(days=2), State.IN_REVIEW, BECODE)
    truth.seat(claim, sam, truth.ago(days=2))
    for _ in range(2):
        truth.diagnosed("unanswered", "resume", BECODE)
    truth.diagnosed("too_short", programme=BECODE)


async def test_each_bar_has_its_number_and_a_table_behind_it(stage: Stage) -> None:
    seed(stage)
    page = await get(stage, staff(stage, "manager", BECODE))
    assert "Chiffres · BeCode" in page.text
    causes = page.text.partition('<section id="causes">')[2].partition("</section>")[0]
    assert re.findall(r'class="bar"[^>]*width="([\d.]+)"', causes) == ["360.00", "180.00"]
    assert re.findall(r">(\d+)</text>", causes) == ["2", "1"]
    assert re.findall(r"<td>(.*?)</td>", causes) == ["2", "1"]
    assert "Invitation restée sans réponse" in causes
    assert page.headers["cache-control"] == "no-store"


async def test_a_page_bears_no_script_and_no_style_of_its_own(stage: Stage) -> None:
    seed(stage)
    page = await get(stage, staff(stage, "manager", BECODE))
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    ("role", "named"), [("manager", True), ("operator", True), ("support", False)]
)
async def test_colleagues_are_named_to_those_who_set_the_staff(
    stage: Stage, role: str, named: bool
) -> None:
    seed(stage)
    page = await get(stage, staff(stage, role, BECODE))
    assert ("Sam Okafor" in page.text) is named
    assert ("Collègue 1" in page.text) is not named
    assert "Lina" not in page.text


async def test_the_roles_decide_at_each_view(stage: Stage) -> None:
    path = staff(stage, "support", BECODE)
    await get(stage, path)
    with stage.world.turn() as turn:
        remove(turn, MONA, BECODE, "support")
    lost = await get(stage, path, 404)
    assert "/stats" in lost.text


async def test_a_reviewer_sees_no_figures(stage: Stage) -> None:
    await get(stage, staff(stage, "reviewer", BECODE), 404)


async def test_a_link_is_over_after_seven_days(stage: Stage) -> None:
    path = staff(stage, "support", BECODE)
    stage.clock.pass_(days=6, hours=23)
    await get(stage, path)
    stage.clock.pass_(hours=1)
    await get(stage, path, 404)
    await get(stage, "/staff/nothing", 404)


async def test_nobody_sees_a_programme_of_others(stage: Stage) -> None:
    path = staff(stage, "support", BECODE)
    for asked in (CIVIC, "", "../etc"):
        page = await get(stage, f"{path}?programme={asked}")
        assert "Chiffres · BeCode" in page.text
        assert "Service Civique" not in page.text


async def test_who_looks_after_all_programmes_sees_them_together_first(stage: Stage) -> None:
    slugs = list(catalogue(stage.world.settings.programmes_folder).programmes)
    path = staff(stage, "operator", *slugs)
    assert "Chiffres · tous les programmes" in (await get(stage, path)).text
    one = await get(stage, f"{path}?programme={CIVIC}&days=7")
    assert "Chiffres · Service Civique" in one.text
    assert re.search(r'days=7" aria-current="true"', one.text)


@pytest.mark.parametrize("days", ["", "0", "31", "999999999", "x", "-7"])
async def test_days_that_are_not_offered_are_thirty(stage: Stage, days: str) -> None:
    page = await get(stage, f"{staff(stage, 'support', BECODE)}?days={days}")
    assert re.search(r'days=30" aria-current="true"', page.text)


async def test_looking_changes_nothing_and_nothing_can_be_posted(stage: Stage) -> None:
    seed(stage)
    path = staff(stage, "manager", BECODE)
    before = everything(stage)
    async with visitor(stage) as web:
        assert (await web.head(path)).status_code == 200
        assert (await web.get(path)).status_code == 200
        assert (await web.post(path)).status_code == 405
    assert everything(stage) == before


def test_the_picture_of_a_chat_names_nobody_and_is_a_photo_telegram_takes(stage: Stage) -> None:
    seed(stage)
    name, png = picture(stage.world, str(Picture(BECODE, "fr")))
    assert name == "cocarde-becode-2026-11-16.png"
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    assert (png[:4], width) == (b"\x89PNG", 1200)
    assert width + height <= 10_000  # Bot API, sendPhoto
    assert len(png) < 10_000_000
    assert picture(stage.world, str(Picture(BECODE, "fr"))) == (name, png)
    with stage.world.glance() as turn:
        shown = main(Reader("fr", turn.say, names=True), figures(turn, BECODE))
    assert "Sam Okafor" not in repr(shown)
