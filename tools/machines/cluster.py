"""PostgreSQL as an agency runs it: a primary and a synchronous standby under pg_auto_failover, with
pgbouncer in transaction mode before each."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers.postgres import OWNER, binaries
from tools.machines.postgres import LOCALE, ask

if TYPE_CHECKING:
    from tools.machines.network import Machine

POOLED = 6432
PGBOUNCER = """[databases]
cocarde = host=127.0.0.1 port=5432 dbname=cocarde
[pgbouncer]
listen_addr = *
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
max_client_conn = 300
default_pool_size = 20
ignore_startup_parameters = options,extra_float_digits
idle_transaction_timeout = 60
server_login_retry = 1
query_wait_timeout = 4
logfile = {folder}/pgbouncer.log
"""
# Milliseconds: a primary that says nothing for 5 seconds is given up; it has demoted itself by
# then, or 6 seconds later.
MONITOR = {
    "health_check_period": 1000,
    "health_check_timeout": 2000,
    "health_check_retry_delay": 500,
    "node_considered_unhealthy_timeout": 5000,
    "primary_demote_timeout": 6000,
}
PARTITIONED = 5  # seconds after which a primary that sees nobody stops by itself


def where() -> Path:
    found = binaries()
    if found is None or not shutil.which("pg_autoctl") or not shutil.which("pgbouncer"):
        raise SystemExit(
            "Missing: apt-get install postgresql pg-auto-failover-cli "
            "postgresql-15-auto-failover pgbouncer"
        )
    return found


def surroundings(folder: Path) -> dict[str, str]:
    """Where pg_autoctl finds the programs, and where it keeps what it knows."""
    path = os.pathsep.join((str(where()), os.environ["PATH"]))
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return {**LOCALE, **home, "XDG_DATA_HOME": str(folder), "PATH": path}


def home_of(machine: Machine, folder: Path) -> Path:
    made = folder / machine.name
    made.mkdir(exist_ok=True)
    shutil.chown(made, OWNER, OWNER)
    return made


def start_monitor(machine: Machine, folder: Path) -> str:
    """Start the monitor, which decides who is the primary; gives its address."""
    home = home_of(machine, folder)
    data = str(home / "data")
    command = ["pg_autoctl", "create", "monitor", "--pgdata", data, "--pgport", "5432",
               "--hostname", machine.address, "--auth", "trust", "--no-ssl", "--run"]  # fmt: skip
    machine.start(command, folder / f"{machine.name}.log", surroundings(home), OWNER)
    ask(machine, where(), "SELECT 1")
    rules = home / "data" / "pg_hba.conf"
    with rules.open("a") as written:
        written.write("host all all 10.213.0.0/16 trust\n")
    for name, value in MONITOR.items():
        ask(machine, where(), f"ALTER SYSTEM SET pgautofailover.{name} = {value}")
    ask(machine, where(), "SELECT pg_reload_conf()")
    return f"postgres://autoctl_node@{machine.address}:5432/pg_auto_failover"


def start_server(machine: Machine, monitor: str, folder: Path) -> None:
    """Start a PostgreSQL that the monitor looks after, and pgbouncer before it."""
    home = home_of(machine, folder)
    data, around = home / "data", surroundings(home)
    if not data.exists():
        machine.run(
            ["pg_autoctl", "create", "postgres", "--pgdata", str(data), "--pgport", "5432",
             "--hostname", machine.address, "--name", machine.name, "--monitor", monitor,
             "--dbname", "cocarde", "--auth", "trust", "--no-ssl"],
            around,
            OWNER,
        )  # fmt: skip
        with (data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.213.0.0/16 trust\n")
        for name in ("network_partition_timeout", "postgresql_restart_failure_timeout"):
            machine.run(
                ["pg_autoctl", "config", "set", "--pgdata", str(data), f"timeout.{name}",
                 str(PARTITIONED)],
                around,
                OWNER,
            )  # fmt: skip
    log = folder / f"{machine.name}.log"
    machine.start(["pg_autoctl", "run", "--pgdata", str(data)], log, around, OWNER)
    settings = home / "pgbouncer.ini"
    settings.write_text(PGBOUNCER.format(port=POOLED, folder=home))
    (home / "users").write_text(f'"{OWNER}" ""\n')
    machine.start(["pgbouncer", str(settings)], log, LOCALE, OWNER)


def states(monitor: Machine) -> dict[str, str]:
    """The state of each server, as the monitor has it."""
    query = "SELECT nodename, reportedstate FROM pgautofailover.node"
    words = [str(where() / "psql"), "-h", "127.0.0.1", "-U", OWNER, "-Atc", query]
    told = monitor.run([*words, "pg_auto_failover"], LOCALE, OWNER)
    return dict(line.split("|") for line in told.splitlines())


def settled(monitor: Machine, seconds: float = 90) -> dict[str, str]:
    """Wait until there is a primary with its standby; gives who is what."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = states(monitor)
        if sorted(found.values()) == ["primary", "secondary"]:
            return found
        time.sleep(0.5)
    raise SystemExit(f"no primary with a standby: {found}")
