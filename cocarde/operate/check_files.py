"""Whether what lies on the disk is open to others than its owner, and how to close it."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from core.ground.findings import Finding, beware
from core.ground.paths import at_home, home
from core.ground.private_files import open_to_others
from core.ground.settings import Settings

LOGS = ("", "-wal", "-shm", "-journal")  # what SQLite writes beside a database
BACKUPS = ("*backup*", "*.bak", "*.tar", "*.tar.gz", "*.zip", "*.sqlite")


def look(settings: Settings) -> Iterator[Finding]:
    """The files with secrets or people's data that others on this machine may read or change."""
    for path in dict.fromkeys(private(settings)):
        if path.is_file() and open_to_others(path):
            yield beware("files", "check.open_file", path=path, quoted=quote(str(path)))


def private(settings: Settings) -> Iterator[Path]:
    """Where secrets and people's data may lie: `.env`, keys, database, backups beside them."""
    yield from (home() / ".env", Path(".env").absolute(), settings.key_path)
    folders = {settings.key_path.parent, home() / "var", home() / "backups"}
    if settings.database_url.startswith("sqlite"):
        database = at_home(settings.database_url.partition(":///")[2].partition("?")[0])
        yield from (database.with_name(database.name + end) for end in LOGS)
        folders.add(database.parent)
    for folder in sorted(folders):
        for pattern in BACKUPS:
            yield from sorted(folder.glob(pattern))
    yield from sorted((home() / "backups").glob("*"))
