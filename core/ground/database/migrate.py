"""Bringing the store to this version's schema with alembic, under a lock."""

from sqlalchemy import Connection, Engine, text
from sqlmodel import SQLModel

from core.ground.errors import Trouble
from core.ground.paths import ROOT

FOLDER = ROOT / "core" / "ground" / "database" / "migrations"
LOCK = 0xC0CA7DE


def migrate(engine: Engine, revision: str) -> None:
    """Bring a store from this schema version to the newest: an empty one gets all tables at once,
    an older one each step in turn. Raises `Trouble` where a step fails."""
    from alembic import command  # noqa: PLC0415 - slow to load, seldom needed
    from alembic.config import Config  # noqa: PLC0415 - slow to load, seldom needed

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        lock(connection)
        config.attributes["connection"] = connection
        if not revision:
            SQLModel.metadata.create_all(connection)
            command.stamp(config, "head")
            return
        try:
            command.upgrade(config, "head")
        except Exception as error:
            raise Trouble("trouble.not_migrated", revision=revision, error=error) from error


def lock(connection: Connection) -> None:
    """One process migrates; on SQLite the writing transaction itself is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
