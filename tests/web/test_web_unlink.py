"""`/unlink/{token}`: looking changes nothing, a press undoes, a second one says so."""

import pytest
from sqlmodel import select

from core.ground.messages import Message
from core.ground.tables import Link, Outbox
from core.joining.prove_address import prove_mail
from core.people import people
from tests.world.visitors import visitor
from tests.world.world import Stage

AWA, BEN = "awa@example.org", "ben@example.org"


@pytest.fixture
def address(stage: Stage) -> str:
    """The page of the notice that Awa's mailbox got: Ben's was proven to be hers."""
    stage.known("awa", "Awa Diallo", AWA)
    stage.known("ben", "Ben Diallo", BEN)
    with stage.world.turn() as turn:
        awa, ben = (people.find(turn, people.MAIL, each) for each in (AWA, BEN))
        assert awa is not None
        assert ben is not None
        prove_mail(turn, people.person_of(turn, ben), awa, ben)
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.kind == "linked", Outbox.place == AWA)).one()
    return f"/unlink/{Message.from_json(row.message).token}"


def undone(stage: Stage) -> bool:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Link)).one().undone_at is not None


async def test_looking_undoes_nothing(stage: Stage, address: str) -> None:
    async with visitor(stage) as web:
        page = await web.get(address)
        head = await web.head(address)
    assert (page.status_code, head.status_code) == (200, 200)
    assert "b…n@example.org" in page.text
    assert "avant le 19 novembre 2026 à 10:00" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert not undone(stage)


async def test_a_press_undoes_and_two_are_one(stage: Stage, address: str) -> None:
    async with visitor(stage) as web:
        first, second = await web.post(address), await web.post(address)
        after = await web.get(address)
    assert "est annulé" in first.text
    assert "déjà annulé" in second.text
    assert "déjà annulé" in after.text
    assert "<form" not in after.text
    assert undone(stage)
    with stage.world.glance() as turn:
        told = turn.db.exec(select(Outbox).where(Outbox.kind == "unlinked")).all()
    assert len(told) == 1


async def test_after_72_hours_the_page_says_who_can_still_help(stage: Stage, address: str) -> None:
    stage.clock.pass_(hours=72)
    async with visitor(stage) as web:
        page = await web.post(address)
    assert "les 72 heures sont passées" in page.text
    assert not undone(stage)


async def test_a_secret_that_is_not_one_is_told_kindly(stage: Stage) -> None:
    async with visitor(stage) as web:
        for page in (await web.get("/unlink/nothing"), await web.post("/unlink/nothing")):
            assert page.status_code == 404
            assert "Cocarde" in page.text
