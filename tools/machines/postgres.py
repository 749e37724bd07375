"""One PostgreSQL on a machine of its own."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from tests.servers.postgres import OWNER, binaries

if TYPE_CHECKING:
    from pathlib import Path

    from tools.machines.network import Machine

LOCALE = {"LC_ALL": "C.UTF-8", "PWD": "/"}


def server(machine: Machine, folder: Path) -> str:
    """Start a fresh PostgreSQL on a machine, with one database; gives its address."""
    where = binaries()
    if where is None:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    data = folder / "data"
    shutil.chown(folder, OWNER, OWNER)
    machine.run(
        [str(where / "initdb"), "-D", str(data), "-A", "trust", "-U", OWNER, "-E", "UTF8"],
        LOCALE,
        OWNER,
    )
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.213.0.0/16 trust\n")
    command = [str(where / "postgres"), "-D", str(data), "-c", "listen_addresses=*",
               "-c", "unix_socket_directories=", "-c", "max_connections=100"]  # fmt: skip
    machine.start(command, folder.parent / "postgres.log", LOCALE, OWNER)
    ask(machine, where, "SELECT 1")
    ask(machine, where, "CREATE DATABASE cocarde")
    return f"postgresql://{OWNER}@{machine.address}:5432/cocarde"


def ask(machine: Machine, where: Path, query: str, port: int = 5432) -> str:
    """What psql answers on the machine, tried for twenty seconds."""
    for _ in range(100):
        try:
            words = [str(where / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", OWNER, "-Atc"]
            return machine.run([*words, query, "postgres"], LOCALE, OWNER)
        except RuntimeError as error:
            failure = error
            time.sleep(0.2)
    raise failure
