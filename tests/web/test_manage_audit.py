"""What managers can show of what happened: that it is untouched, and where a badge comes from."""

import pytest
from sqlalchemy import text as sql
from sqlmodel import select

from core.audit import chain, sealing
from core.ground.rows.event_kinds import EventKind
from core.ground.tables import Claim, Event
from tests.audit.test_way import SIGNED, claimed
from tests.world.manager import signed_in, text
from tests.world.world import Stage

PAGE = "/manage/becode/audit"
BROKEN = "Des événements ne sont plus tels qu'ils ont été écrits"


def stands_in(stage: Stage, page: str) -> bool:
    """Whether the head of the chain can be copied from a page."""
    with stage.world.glance() as turn:
        return str(sealing.head_of(sealing.last(turn))) in page


async def test_a_manager_shows_where_a_badge_comes_from_and_nobody_elses_sees_it(
    either: Stage,
) -> None:
    badge = claimed(either)
    with either.world.glance() as turn:
        claim = turn.db.get_one(Claim, badge.claim_id)
    address = f"https://badges.example.org/b/{badge.id}"
    async with signed_in(either, "manager", "becode") as mona:
        for named in (badge.id, address, claim.ref, f" {claim.ref.upper()} "):
            page = await mona.web.get(PAGE, params={"ref": named})
            assert page.status_code == 200, named
            for words in (
                "Lina Haddad",
                "demande acceptée, par Sam Okafor",
                SIGNED,
                "sous le scellé",
            ):
                assert words in text(page), (named, words)
        for unknown in ("x", "lina@example.org", "https://[", "/", "é" * 400):
            page = await mona.web.get(PAGE, params={"ref": unknown})
            assert page.status_code == 404
            assert "Rien de ce nom dans ce programme" in text(page)
        page = await mona.get(PAGE)
        assert "Rien n'a été retouché depuis le début" in text(page)
        assert stands_in(either, text(page))
    async with signed_in(either, "manager", "normandie", key="ines") as ines:
        page = await ines.web.get("/manage/normandie/audit", params={"ref": badge.id})
        assert page.status_code == 404
        assert "Lina" not in text(page)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE event SET actor_id = NULL WHERE move = 'approve'",
        "DELETE FROM event WHERE move = 'approve'",
        "DELETE FROM seal",
    ],
)
async def test_what_was_touched_is_said_with_whom_to_tell(stage: Stage, harm: str) -> None:
    claimed(stage)
    async with signed_in(stage) as mona:
        with stage.world.store.write() as db:
            db.execute(sql(harm))
        page = text(await mona.get(PAGE))
    assert BROKEN in page
    assert "cocarde audit verify" in page


def test_a_page_looks_at_the_latest_events_alone(either: Stage) -> None:
    for who in ("sam", "ben", "zoe"):
        either.reviewer(who, who.capitalize(), "becode")
        sealing.seal(either.world)
    with either.world.glance() as turn:
        few = chain.verify_latest(turn, most=1)
    with either.world.glance() as turn:
        all_ = chain.verify(turn)
    assert few.sound
    assert (few.seals, few.head) == (1, all_.head)
    assert few.events < all_.events
    with either.world.store.write() as db:
        db.execute(sql("UPDATE seal SET digest = 'x' WHERE number = 2"))
    with either.world.glance() as turn:
        assert not chain.verify_latest(turn, most=1).sound


async def test_what_managers_change_is_under_the_seals_too(stage: Stage) -> None:
    async with signed_in(stage) as mona:
        await mona.post("/manage/becode/delays", {"delays.undo_minutes": "30"})
    sealing.seal(stage.world)
    with stage.world.glance() as turn:
        of_staff = select(Event).where(Event.move == EventKind.STAFF_CHANGE)
        event = turn.db.exec(of_staff.where(Event.programme == "becode")).one()
        assert event.door == "web"
        assert event.actor_id is not None
        assert "delays.undo_minutes" in event.reason
        assert event.seal
    with stage.world.store.write() as db:
        db.execute(sql("UPDATE event SET reason = '' WHERE move = 'staff_change'"))
    with stage.world.glance() as turn:
        assert not chain.verify(turn).sound


async def test_rules_that_are_of_no_use_are_named(stage: Stage) -> None:
    claimed(stage)
    async with signed_in(stage) as mona:
        page = text(await mona.get(f"{PAGE}?rules=year"))
    assert "Ce que les règles ont dit depuis le" in page
    assert "N'a jamais arrêté personne." in page
