"""A store of before badges ended, were revoked or were witnessed, with a badge in it: brought to
today, the badge is true, can be corrected, and is revoked then for everybody."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlmodel import select

from core.ground.database.migrate import FOLDER
from core.ground.database.store import REVISION, Store
from core.ground.tables import Badge
from core.issuing.revoke import carry_out_now
from core.issuing.stored_badges import judge, picture
from core.review import revocations
from core.review.revocations import RevocationOrder
from tests.world.issued_badges import RIGHT, WRONG, member, standing, volunteer_badge
from tests.world.visitors import visitor
from tests.world.world import Stage

BEFORE = "0006"  # the last schema before badges could end


def as_it_was(now: Path, then: Path) -> None:
    """A store of that schema, with all that today's store holds of it."""
    engine, config = create_engine(f"sqlite:///{then}"), Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    engine.dispose()
    old = sqlite3.connect(then)
    old.execute("ATTACH ? AS today", (str(now),))
    for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
        had = [row[1] for row in old.execute(f'PRAGMA main.table_info("{table}")')]
        has = {row[1] for row in old.execute(f'PRAGMA today.table_info("{table}")')}
        names = ", ".join(f'"{name}"' for name in had if name in has)
        if has and table != "alembic_version":
            old.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM today."{table}"')
    old.commit()
    old.close()


async def test_a_full_store_of_before_is_brought_to_today(stage: Stage, tmp_path: Path) -> None:
    badge, then = volunteer_badge(stage), tmp_path / "then.db"
    name, png = picture(stage.world, badge.id)
    stage.world.store.close()
    as_it_was(Path(stage.world.settings.database_url.removeprefix("sqlite:///")), then)
    store = Store(f"sqlite:///{then}")
    assert store.revision() == BEFORE
    store.prepare()
    assert store.revision() == REVISION
    stage.world = replace(stage.world, store=store)

    assert picture(stage.world, badge.id) == (name, png)
    with stage.world.glance() as turn:
        assert judge(turn, png).valid
    wanted = RevocationOrder(member(stage, "nour"), "command", name=RIGHT)
    with stage.world.turn() as turn:
        revocations.order(turn, turn.db.exec(select(Badge)).one(), wanted)
    carry_out_now(stage.world, turn.effects)
    assert standing(stage) == {WRONG: False, RIGHT: True}
    async with visitor(stage) as client:
        old, lists = [await client.get(path) for path in (f"/b/{badge.id}", "/i/service-civique")]
    assert (old.status_code, lists.status_code) == (410, 200)
    with stage.world.glance() as turn:
        assert judge(turn, png).reason == "revoked"
    store.close()
