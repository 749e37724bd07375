"""How the store finds what is asked of it: which tables a statement would read from end to end."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, event, text

from core.ground.database.store import Store

BIG = frozenset(
    ("address", "answer", "badge", "bounce", "case_entry", "claim", "conversation", "diagnosed",
     "document", "event", "inbox", "link", "mission", "outbox", "person", "seat", "stop",
     "support_case", "timer", "token")
)  # fmt: skip
PARTS = frozenset(("ix_seat_waiting",))  # indexes of the few that wait: read whole for figures
FINDING = ("SELECT", "UPDATE", "DELETE", "WITH")

UNHEARD = "unheard"

Asked = Mapping[str, Any]
Query = TypeVar("Query", bound=Executable)


def unheard(query: Query) -> Query:
    """A query of the tests' own, which nobody else sends."""
    return query.execution_options(**{UNHEARD: True})


@contextmanager
def listening() -> Iterator[Asked]:
    """The statements that go to any store meanwhile, each with what was given for it first."""
    asked: dict[str, Any] = {}

    def hear(_: object, __: object, statement: str, given: Any, run: Any, many: bool) -> None:
        if statement.startswith(FINDING) and not run.execution_options.get(UNHEARD):
            asked.setdefault(statement, given[0] if many else given)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def steps(store: Store, asked: Asked) -> list[str]:
    """How each table is come by: « SEARCH badge … ix_badge_issued », « SCAN badge »."""
    found: list[str] = []
    with store.write() as db:
        connection = db.connection()
        if not store.on_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, given in asked.items():
            planned = sqlite_steps if store.on_sqlite else postgres_steps
            found += planned(connection, statement, given)
    return found


def scans(store: Store, asked: Asked) -> dict[str, list[str]]:
    """The statements that read a big table from end to end, with the steps that do."""
    found = {
        statement: [step for step in steps(store, {statement: given}) if of_all(step)]
        for statement, given in asked.items()
    }
    return {statement: all_read for statement, all_read in found.items() if all_read}


def of_all(step: str) -> bool:
    """Whether a step reads every row of a big table, or of an index of it."""
    kind, *names = step.split()
    return kind == "SCAN" and names[:1] != [] and names[0] in BIG and names[-1] not in PARTS


def sqlite_steps(connection: Connection, statement: str, given: Any) -> list[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
    return [str(row.detail) for row in plan]


def postgres_steps(connection: Connection, statement: str, given: Any) -> list[str]:
    """The same words for PostgreSQL, which reads a whole index where it has no condition for it."""
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", given).scalar_one()
    told = json.loads(plan) if isinstance(plan, str) else plan
    return [step for each in told for step in of_node(each["Plan"], "")]


def of_node(node: dict[str, Any], above: str) -> Iterator[str]:
    relation = node.get("Relation Name", above)
    kind, led = node["Node Type"], "Index Cond" in node
    if kind == "Seq Scan" or ("Index" in kind and not led):
        yield " ".join(filter(None, ("SCAN", relation, node.get("Index Name"))))
    elif "Index" in kind:
        yield f"SEARCH {relation} USING INDEX {node['Index Name']}"
    for below in node.get("Plans", ()):
        yield from of_node(below, relation)
