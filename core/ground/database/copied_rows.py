"""The rows of a store copied to another engine, and compared there: a backup, a restore and a move
do it alike."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, tuple_
from sqlmodel import SQLModel

BATCH = 500
Row = dict[str, Any]
Digest = tuple[int, str]  # how many rows, and the sum of their SHA-256 in hexadecimal
Heard = Callable[[str, int], None]


def not_told(_table: str, _rows: int) -> None:
    """What hears of a copy that nobody waits for."""


def pour(
    source: Connection, target: Connection, after: Heard = not_told, *, resumed: bool = False
) -> dict[str, int]:
    """Every row of every table, the ones referred to before those that refer; gives how many each
    table has.

    `after` hears of each batch: the table, and how many of its rows are there. `resumed`: the
    target holds some of them already.
    """
    counts = {}
    for table in SQLModel.metadata.sorted_tables:
        counts[table.name] = 0
        for rows in batches(source, table):
            if lacking := not_held(target, table, rows) if resumed else rows:
                target.execute(insert(table), lacking)
            counts[table.name] += len(rows)
            after(table.name, counts[table.name])
    return counts


def batches(source: Connection, table: Table) -> Iterator[list[Row]]:
    """The rows of a table in the order of their key, some at a time; the letter NUL, which only
    SQLite takes, is left out of texts."""
    query = select(table).order_by(*table.primary_key.columns)
    rows = source.execute(query.execution_options(yield_per=BATCH))
    for some in rows.mappings().partitions():
        yield [{name: without_nul(value) for name, value in row.items()} for row in some]


def without_nul(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def not_held(target: Connection, table: Table, rows: Sequence[Row]) -> list[Row]:
    """Those of the rows whose key the target does not hold yet."""
    keys = list(table.primary_key.columns)
    names = [key.name for key in keys]
    wanted = [tuple(row[name] for name in names) for row in rows]
    held = {tuple(each) for each in target.execute(select(*keys).where(tuple_(*keys).in_(wanted)))}
    return [row for row, key in zip(rows, wanted, strict=True) if key not in held]


def empty(target: Connection) -> None:
    """Delete every row of every table."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        target.execute(table.delete())


def digests(store: Connection) -> dict[str, Digest]:
    """The digest of each table, whatever order its rows come in: equal on two engines where each
    row of one is, value by value, a row of the other."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        count, total = 0, 0
        for rows in batches(store, table):
            count += len(rows)
            total += sum(map(fingerprint, rows))
        found[table.name] = (count, f"{total % 2**256:064x}")
    return found


def fingerprint(row: Mapping[str, Any]) -> int:
    told = json.dumps(row, default=plain, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(told.encode()).digest())


def plain(value: Any) -> str:
    """A value that JSON has no shape for, as a text that is the same on either engine."""
    if isinstance(value, datetime):
        return f"{value.timestamp():.6f}"
    return value.hex() if isinstance(value, bytes | memoryview) else str(value)
