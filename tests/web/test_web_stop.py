"""`/stop/{token}`: asking for no more mails, on the page or in one click of a mail program."""

import httpx
import pytest
from sqlmodel import select

from core.claims.states import State
from core.ground.messages import Message
from core.ground.tables import Claim, Outbox, Stop
from tests.world.world import Stage
from web.listen import build


@pytest.fixture
def address(stage: Stage) -> str:
    """The address that an invitation gives for stopping."""
    stage.mission(
        "service-civique",
        reference="SC-1",
        name="Awa Diallo",
        mail="awa@example.org",
        starts_on="2026-03-01",
        ends_on="2026-11-16",
        organisation="Les Passerelles",
    )
    stage.clock.pass_(days=2)
    stage.invite()
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.kind == "invitation")).one()
    return f"/stop/{Message.from_json(row.message).token}"


def client(stage: Stage) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=build(stage.world))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


def state(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state)).one()


def stops(stage: Stage) -> list[str]:
    """The programmes that may send no more unasked mails."""
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Stop.programme)))


async def test_looking_stops_nothing(stage: Stage, address: str) -> None:
    async with client(stage) as web:
        page = await web.get(address)
        head = await web.head(address)
    assert (page.status_code, head.status_code) == (200, 200)
    assert "ni invitation ni rappel du Service Civique" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert (state(stage), stops(stage)) == (State.DRAFT, [])


async def test_one_click_stops_and_a_second_changes_nothing(stage: Stage, address: str) -> None:
    async with client(stage) as web:
        for _ in range(2):
            page = await web.post(address, data={"List-Unsubscribe": "One-Click"})
            assert page.status_code == 200
            assert "C&#39;est noté" in page.text
    assert (state(stage), stops(stage)) == (State.DRAFT, ["service-civique"])


async def test_a_secret_that_is_not_one_is_told_kindly(stage: Stage) -> None:
    async with client(stage) as web:
        assert (await web.get("/stop/nothing")).status_code == 404
        assert (await web.post("/stop/nothing")).status_code == 404
