"""A database that is there and empty is no mistake: its tables are made at once."""

from collections.abc import Iterator

from core.ground.database.read_only import peek
from core.ground.errors import Trouble
from core.ground.findings import Finding, beware, wrong
from core.ground.paths import at_home
from core.ground.settings import Settings

TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


def prepare(settings: Settings) -> Iterator[Finding]:
    """Make the tables where there are none at all; a SQLite file that is not there stays away.

    Raises `Trouble` when the database does not answer.
    """
    sqlite = settings.database_url.startswith("sqlite")
    path = at_home(settings.database_url.partition(":///")[2].partition("?")[0])
    if (sqlite and not path.exists()) or peek(settings)(TABLES[sqlite], ()):
        return
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - slow to load, seldom needed

    from core.ground.database.store import Store  # noqa: PLC0415 - slow to load, seldom needed

    store = Store(settings.database_url)
    try:
        store.prepare()
    except (DBAPIError, Trouble) as error:
        why = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        yield wrong("store", "check.no_tables", why=why)
    else:
        yield beware("store", "check.tables_made")
    finally:
        store.close()
