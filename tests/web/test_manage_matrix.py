"""Who may open and post to which page of `/manage`: each role, in its programme and in another."""

import re

import pytest

from core import staff
from core.ground.tables import Case
from core.managing.staff_roles import found
from core.people.roles import HOLDERS, ROLES
from core.sessions.second_factors import PAGES as WITH_PAGES
from core.staff import StaffMember
from core.support import CaseSubject, Occasion, open_case
from tests.world.manager import Manager, managing, signed_in
from tests.world.visitors import visitor
from tests.world.world import Stage
from web.manage.guard import ManagedPage
from web.manage.pages import PAGES

MINE, OTHERS = "becode", "normandie"
OF_PROGRAMMES = [page for page in PAGES if not page.own]


def path(page: ManagedPage, programme: str, named: dict[str, str]) -> str:
    """Where a page stands, of this programme."""
    filled = page.whole.replace("{programme}", programme)
    return re.sub(r"\{(\w+)\}", lambda part: named[part[1]], filled)


def places(stage: Stage, programme: str) -> dict[str, str]:
    """What the paths of one programme's pages name."""
    mail = managing(stage, "reviewer", programme, key=f"sam-{programme}")
    with stage.world.turn() as turn:
        case: Case = open_case(turn, CaseSubject(Occasion.HUMAN, programme, "?", programme))
        ref = case.ref
    with stage.world.glance() as turn:
        role = found(turn, staff.person(turn, mail), StaffMember(mail, programme, "reviewer"))
    assert role is not None
    return {"ref": ref, "role": str(role.id), "list": "00000000-0000-0000-0000-000000000000"}


@pytest.mark.parametrize("role", sorted(WITH_PAGES))
async def test_each_role_opens_and_posts_where_its_rights_are_and_nowhere_else(
    stage: Stage, role: str
) -> None:
    named = {slug: places(stage, slug) for slug in (MINE, OTHERS)}
    async with signed_in(stage, role, MINE) as somebody:
        await somebody.get("/manage/account")
        for page in OF_PROGRAMMES:
            for slug in (MINE, OTHERS):
                may = slug == MINE and role in HOLDERS[page.right]
                where = path(page, slug, named[slug])
                got = await somebody.web.get(where)
                expected = 404 if not may or page.name == "refused" else 200
                assert got.status_code == expected, (role, page.name, slug)
                sent = await somebody.web.post(where, data={"form": somebody.key, "act": "?"})
                if page.act is None:
                    assert sent.status_code in (404, 405)
                elif may:
                    assert sent.status_code in (303, 422), (role, page.name, slug)
                else:
                    assert sent.status_code == 404, (role, page.name, slug)
                forged = await somebody.web.post(where, data={"act": "?"})
                assert forged.status_code in (403, 404, 405)


async def test_nobody_opens_a_page_without_a_session(stage: Stage) -> None:
    named = places(stage, MINE)
    async with visitor(stage) as web:
        for page in PAGES:
            where = path(page, MINE, named)
            for answer in (await web.get(where), await web.post(where, data={"act": "?"})):
                shut = answer.status_code == 405 or answer.headers.get("location", "").endswith(
                    "/manage/sign-in"
                )
                assert shut, where


async def test_a_reviewer_alone_has_no_pages(stage: Stage) -> None:
    assert set(ROLES) - WITH_PAGES == {"reviewer"}
    mail = managing(stage, "reviewer", MINE)
    async with visitor(stage) as web:
        somebody = Manager(stage, web, mail)
        await somebody.ask()
        with pytest.raises(IndexError):
            somebody.link()
