"""What happened is kept as it was: whoever changes, removes or adds a row is found, and the row is
named. Both engines, and the tail that was cut off too."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from core.audit import anchor, chain, sealing, versions
from core.audit.faults import Verified
from core.due import due
from core.ground.errors import Trouble
from core.ground.rows import events
from core.ground.rows.events import Happened
from core.review import awards
from tests.world.world import Stage


@pytest.fixture
def told(either: Stage) -> Stage:
    """An installation where Sam gave Awa two badges, each under a seal of its own."""
    versions.keep(either.world)
    sam = either.reviewer("sam", "Sam Okafor", "becode")
    for badge in ("sql", "git"):
        with either.world.turn() as turn:
            awards.award(
                turn, sam, "becode", badge, "awa@example.org", f"Bravo {badge}", "terminal"
            )
        due(either.world)
        either.clock.pass_(minutes=1)
    return either


def found(stage: Stage) -> Verified:
    kept = anchor.kept(stage.world.settings)
    with stage.world.glance() as turn:
        return chain.verify(turn, (kept,) if kept else ())


def named(stage: Stage) -> set[tuple[str, UUID | None]]:
    return {(each.fault, each.event) for each in found(stage).wrong}


def faults(stage: Stage) -> set[str]:
    return {each.fault for each in found(stage).wrong}


def order(stage: Stage, sql: str, **values: Any) -> None:
    """What somebody who reached the database writes into it."""
    with stage.world.store.write() as db:
        db.execute(text(sql), values)


def row(stage: Stage, move: str) -> dict[str, Any]:
    with stage.world.store.read() as db:
        query = sealing.EVENT.select().where(sealing.EVENT.c.move == move)
        return dict(db.execute(query.order_by(sealing.EVENT.c.id)).mappings().first() or {})


def tamper(stage: Stage, table: str, column: str, value: Any, key: tuple[str, Any]) -> None:
    """Change one cell of one row by what the column takes."""
    known = SQLModel.metadata.tables[table]
    with stage.world.store.write() as db:
        db.execute(known.update().where(known.c[key[0]] == key[1]).values({column: value}))


def other(value: Any, column: Any) -> Any:
    """Another value that the column can hold."""
    kind = column.type.python_type
    if kind is UUID:
        return UUID(int=999_999)
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"x{value[1:]}"
    return b"x" if kind is bytes else value.replace(year=2020)


def test_nothing_was_touched(told: Stage) -> None:
    seen = found(told)
    assert (seen.sound, seen.seals, seen.events, seen.waiting) == (True, 2, 7, 0)
    assert anchor.kept(told.world.settings) == seen.head


@pytest.mark.parametrize("move", ["open", "award"])
def test_each_column_of_an_event_is_held(told: Stage, move: str) -> None:
    before = row(told, move)
    for column in sealing.EVENT.c:
        name = column.name
        tamper(told, "event", name, other(before[name], column), ("id", before["id"]))
        about = {each.event for each in found(told).wrong}
        key = UUID(int=999_999) if name == "id" else before["id"]
        assert before["id"] in about, name
        tamper(told, "event", name, before[name], ("id", key))
    assert found(told).sound


def test_each_column_of_a_seal_is_held(told: Stage) -> None:
    with told.world.store.read() as db:
        before = dict(db.execute(sealing.SEAL.select()).mappings().first() or {})
    for column in sealing.SEAL.c:
        name, value = column.name, before[column.name]
        changed = 77 if name == "number" else other(value, column)
        tamper(told, "seal", name, changed, ("number", 1))
        assert not found(told).sound, name
        tamper(told, "seal", name, value, ("number", changed if name == "number" else 1))
    assert found(told).sound


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("DELETE FROM event WHERE move = 'award'", "missing"),
        ("DELETE FROM seal WHERE number = 1", "seal_missing"),
        ("DELETE FROM seal WHERE number = 2", "cut_off"),
        ("UPDATE event SET reason = '', salt = NULL WHERE move = 'award'", "words_changed"),
        ("UPDATE event SET seal = NULL WHERE move = 'award'", "missing"),
        ("UPDATE event SET seal = 0 WHERE move = 'award'", "added"),
        ("UPDATE rule_version SET text = '{}'", "rules_changed"),
        ("DELETE FROM rule_version", "rules_missing"),
        ("UPDATE claim SET state = 'refused'", "out_of_step"),
    ],
)
def test_what_was_done_is_named(told: Stage, sql: str, fault: str) -> None:
    order(told, sql)
    assert fault in faults(told)


def test_rows_cut_off_at_the_end_with_their_seal_are_missed(told: Stage) -> None:
    order(told, "DELETE FROM event WHERE seal = 2")
    order(told, "DELETE FROM seal WHERE number = 2")
    order(told, "DELETE FROM badge WHERE badge = 'git'")
    order(told, "DELETE FROM claim WHERE badge = 'git'")
    (cut,) = found(told).wrong
    assert (cut.fault, cut.seal) == ("cut_off", 2)


def test_who_makes_the_whole_chain_anew_is_found_without_the_key(told: Stage) -> None:
    order(told, "DELETE FROM seal")
    order(told, "UPDATE event SET seal = 0, mark = NULL, door = 'web'")
    kept = anchor.kept(told.world.settings)
    thief = replace(told.world, audit_keys=(b"another key",))
    for _ in range(2):
        sealing.seal_batch(thief)
    assert {"rewritten", "cut_off"} & faults(told)
    assert anchor.kept(told.world.settings) == kept


def test_a_row_that_nobody_here_wrote_is_found_before_and_after_the_worker(told: Stage) -> None:
    copied = {**row(told, "award"), "id": UUID(int=77), "seal": None, "door": "web"}
    with told.world.store.write() as db:
        db.execute(sealing.EVENT.insert().values(copied))
    assert ("added", UUID(int=77)) in named(told)
    due(told.world)
    assert ("added", UUID(int=77)) in named(told)


def test_what_waits_for_its_seal_is_no_fault(told: Stage) -> None:
    with told.world.turn() as turn:
        events.write(turn, Happened("exported", subject="report"))
    seen = found(told)
    assert (seen.sound, seen.waiting) == (True, 1)
    assert sealing.seal(told.world) == found(told).head
    assert sealing.seal(told.world) is None


def test_an_erasure_explains_why_words_are_gone(told: Stage) -> None:
    given = row(told, "award")
    with told.world.turn() as turn:
        events.erase(turn, Happened("", door="command"), [given["person_id"]], [])
    assert found(told).sound
    due(told.world)
    assert found(told).sound
    after = row(told, "award")
    assert (after["reason"], after["salt"]) == ("", None)
    order(told, "DELETE FROM event WHERE move = 'erased'")
    assert {"missing", "words_changed"} <= faults(told)


def test_what_was_there_before_seals_is_taken_up_once(told: Stage) -> None:
    order(told, "DELETE FROM seal")
    order(told, "UPDATE event SET seal = 0, mark = NULL, salt = NULL, words = ''")
    anchor.place(told.world.settings).unlink()
    assert found(told).waiting == 7
    sealing.seal(told.world)
    seen = found(told)
    assert (seen.sound, seen.events, seen.waiting) == (True, 7, 0)
    with told.world.turn() as turn:
        events.write(turn, Happened("exported", subject="report"))
    sealing.seal(told.world)
    stranger = {**row(told, "open"), "id": UUID(int=78), "seal": 0}
    with told.world.store.write() as db:
        db.execute(sealing.EVENT.insert().values(stranger))
    sealing.seal(told.world)
    assert ("added", UUID(int=78)) in named(told)


def test_a_key_that_is_not_here_is_told_and_the_chain_holds(told: Stage) -> None:
    told.world = replace(told.world, audit_keys=(b"made anew after a loss",))
    seen = found(told)
    assert (seen.sound, seen.unmarked) == (True, 2)


@pytest.mark.parametrize("said", ["", "12", "x:9f86d081", "12:9f"])
def test_what_is_no_head_is_refused(said: str) -> None:
    with pytest.raises(Trouble):
        anchor.read(said)


def test_two_workers_make_one_seal_each(told: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is about to write seal 3, another does: the first begins again, nothing is lost."""
    with told.world.turn() as turn:
        for number in range(3):
            events.write(turn, Happened("exported", subject=f"report {number}"))
    close, raced = sealing.close, list[bool]()

    def late(turn: Any, before: Any, rows: Any, *, found: bool) -> Any:
        if not raced and not told.world.store.on_sqlite:  # SQLite has one writer
            raced.append(True)
            with told.world.turn() as other:
                close(other, before, [], found=False)
        return close(turn, before, rows, found=found)

    monkeypatch.setattr(sealing, "close", late)
    sealing.seal(told.world)
    sealing.seal(told.world)
    seen = found(told)
    assert (seen.sound, seen.waiting, seen.events) == (True, 0, 10)
