"""A PostgreSQL cluster of the tests' own: made, started and ended by them, on 127.0.0.1."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

MISSING = "PostgreSQL is not installed: apt-get install postgresql"
OWNER = "postgres"


def binaries() -> Path | None:
    """The folder of the newest server installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a fresh cluster; gives the URL of its server without a database name."""
    where = binaries()
    if where is None:
        if os.environ.get("CI"):
            raise RuntimeError(MISSING)
        pytest.skip(MISSING)
    # the server refuses to run as root, so the folder is its own user's
    folder = Path(mkdtemp(prefix="cocarde-postgres-"))
    shutil.chown(folder, OWNER, OWNER)
    data, port = folder / "data", free_port()
    order([str(where / "initdb"), "-D", str(data), "-A", "trust", "-U", OWNER, "-N", "-E", "UTF8"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories="
    control = [str(where / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    order([*control, "-o", options, "start"])
    try:
        yield f"postgresql://{OWNER}@127.0.0.1:{port}"
    finally:
        order([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


def order(command: list[str]) -> None:
    user = pwd.getpwnam(OWNER)
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, user=user.pw_uid, group=user.pw_gid,
        cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
