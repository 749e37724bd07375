"""What tests share: a stage on SQLite, and the same on a PostgreSQL of their own."""

import os
import pickle
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from core.ground import garbage_collector
from core.ground.database.store import Store
from tests.servers import postgres
from tests.servers.mail import mail_servers
from tests.world.office import Office, office
from tests.world.world import Stage, make_stage

__all__ = ["mail_servers"]  # a fixture, found here by its name

TEMPLATE = "cocarde_template"
os.environ["LC_ALL"] = "C.UTF-8"  # commands speak as where no language is chosen

parse = tomllib.loads


@lru_cache(maxsize=2000)
def parsed(text: str) -> bytes:
    return pickle.dumps(parse(text))


def loads(text: str, **more: Any) -> dict[str, Any]:
    """What a text of TOML says, parsed once in each process and always a table of one's own: a
    command reads all words anew, and hundreds of tests run one."""
    if more:
        return parse(text, **more)
    told: dict[str, Any] = pickle.loads(parsed(text))
    return told


tomllib.loads = loads


@pytest.fixture(scope="session", autouse=True)
def settled() -> None:
    """As `cocarde run` does: the collector leaves alone what stays."""
    garbage_collector.settle()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """An empty installation over SQLite."""
    made = make_stage(tmp_path)
    yield made
    made.world.store.close()


@pytest.fixture
def desk(stage: Stage) -> Office:
    """The same with staff at work on its cases."""
    return office(stage)


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Each call gives the URL of a fresh PostgreSQL database with Cocarde's tables."""
    with postgres.cluster() as server:
        admin = create_engine(
            f"{server.replace('postgresql', 'postgresql+psycopg')}/postgres",
            isolation_level="AUTOCOMMIT",
        )
        numbers = count(1)

        def order(command: str) -> None:
            with admin.connect() as connection:
                connection.execute(text(command))

        def fresh() -> str:
            name = f"cocarde_{next(numbers)}"
            order(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
            return f"{server}/{name}"

        order(f"CREATE DATABASE {TEMPLATE}")
        template = Store(f"{server}/{TEMPLATE}")
        template.prepare()
        template.close()
        yield fresh
        admin.dispose()


@pytest.fixture(scope="session")
def empty_database(new_database: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Each call gives the URL of one PostgreSQL database, emptied of what the test before left."""
    store = Store(new_database())

    def emptied() -> str:
        with store.write() as db:
            db.execute(text("SET LOCAL lock_timeout = '10s'"))  # a test that ended holds no lock
            for table in reversed(SQLModel.metadata.sorted_tables):
                db.execute(table.delete())
        return store.url

    yield emptied
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """An empty installation over each engine in turn."""
    on_postgres = request.param == "postgresql"
    url = request.getfixturevalue("empty_database")() if on_postgres else ""
    made = make_stage(tmp_path, url)
    yield made
    made.world.store.close()
