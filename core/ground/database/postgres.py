"""Connections to PostgreSQL: whatever address libpq understands, several servers too, straight or
by way of pgbouncer in transaction mode.

Nothing of ours outlives a transaction on the server: no prepared statement, no SET, no lock.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from core.ground.errors import Trouble

CONNECTIONS = 10
# Seconds, but for tcp_user_timeout (libpq, "Parameter Key Words"): a server whose machine or line
# is gone is noticed within 15, and the next of several is asked after 4.
NOTICING: dict[str, Any] = {
    "connect_timeout": 4,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# What a process that stopped or was cut off has locked, the server sets free.
OPTIONS = "-c idle_in_transaction_session_timeout=60s -c tcp_keepalives_idle=10 "
OPTIONS += "-c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
NOT_TAKEN = "unsupported startup parameter"  # pgbouncer, unless it is told to ignore `options`
WRITABLE = ("read-write", "primary")
# read_only_sql_transaction: the server of this connection is no primary any more
DEMOTED = "25006"


def postgres_engine(url: str, connections: int = CONNECTIONS) -> Engine:
    """An engine for a `postgresql://` address as libpq reads it (several hosts,
    `target_session_attrs`, `sslmode` …); no value of a query gets into an error's text. Raises
    `Trouble` for what is no address."""
    given = NOTICING | read_address(url)
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(given),
        pool_size=connections,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", leave_demoted)
    return engine


def read_address(url: str) -> dict[str, Any]:
    """What a `postgresql://` address says, by libpq's names. Raises `Trouble` for none."""
    import psycopg  # noqa: PLC0415 - slow to load, seldom needed
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - slow to load, seldom needed

    try:
        return conninfo_to_dict("postgresql" + url[url.index("://") :])
    except psycopg.Error as error:
        raise Trouble("trouble.database_address", error=str(error).strip()) from None


def connect(given: dict[str, Any]) -> Any:
    """A connection to the server that may be written to, where the address asks for that, else to
    the first that libpq chooses. Raises `psycopg.OperationalError` where there is none.

    Each server is asked itself: a pgbouncer goes on telling what it was told before a promotion.
    """
    import psycopg  # noqa: PLC0415 - slow to load, seldom needed

    if given.get("target_session_attrs") not in WRITABLE:
        return opened(given)
    failure = psycopg.OperationalError("no server is named")
    for server in servers(given):
        try:
            connection = opened(server)
            if not connection.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                connection.rollback()
                return connection
            connection.close()
            failure = psycopg.OperationalError(f"{server['host']} is a standby")
        except psycopg.OperationalError as error:
            failure = error
    raise failure


def servers(given: dict[str, Any]) -> list[dict[str, Any]]:
    """The address of each server that an address names, without a wish about its state."""
    hosts = str(given.get("host", "")).split(",")
    ports = str(given.get("port", "5432")).split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    alone = {name: value for name, value in given.items() if name != "target_session_attrs"}
    return [alone | {"host": host, "port": port} for host, port in zip(hosts, ports, strict=True)]


def opened(given: dict[str, Any]) -> Any:
    """A connection that prepares nothing on the server: behind pgbouncer the next transaction may
    run on another one."""
    import psycopg  # noqa: PLC0415 - slow to load, seldom needed

    try:
        return psycopg.connect(**{"options": OPTIONS} | given, prepare_threshold=None)
    except psycopg.OperationalError as error:
        if NOT_TAKEN not in str(error):
            raise
    return psycopg.connect(**given, prepare_threshold=None)


def leave_demoted(context: Any) -> None:
    """Let go of every connection to a server that became a standby: the next ones go where the
    address says that one may write."""
    if getattr(context.original_exception, "sqlstate", None) == DEMOTED:
        context.is_disconnect = True
