"""Each kind of message, timer, role and input has its sender, its worker, its line in the docs."""

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from cocarde.staff import staff
from core import due
from core.desk.handlers import HANDLERS
from core.ground.message_kinds import MessageKind
from core.ground.paths import ROOT
from core.people import roles
from core.people.roles import LEARNER, ROLES, Right
from core.roster.invitations.schedule import INVITE
from tools.house import acts
from tools.house.wings import PRODUCT

ROW = re.compile(r"^\| `([\w? -]+)` \|(.+)\|$", re.MULTILINE)
PUTS = re.compile(r"outbox\.put(?:_bulk|_body)?\(|sending\.send\(|\bsend\(")
SETS = re.compile(r"timers\.put(?:_all)?\(")


def table(heading: str) -> dict[str, list[str]]:
    """The rows below a heading of docs/messages.md: kind → the other cells."""
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return {kind: [c.strip(" `") for c in cells.split("|")] for kind, cells in ROW.findall(part)}


def source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_kind_of_message_and_timer_has_its_line_and_no_other() -> None:
    assert table("Messages").keys() == set(MessageKind)
    assert table("Timers").keys() == {*due.ACTS, *due.IN_TURNS, INVITE}


@pytest.mark.parametrize("kind", MessageKind)
def test_a_kind_of_message_is_put_where_the_docs_say(kind: MessageKind) -> None:
    _, sender = table("Messages")[kind]
    assert PUTS.search(source(sender)), sender
    named = f"MessageKind.{kind.name}\\b", r"MessageKind\((?:claim\.state|word\b)"
    assert re.search("|".join(named), source(sender)), sender


@pytest.mark.parametrize("kind", due.ACTS)
def test_a_timer_is_set_and_done_where_the_docs_say(kind: str) -> None:
    _, setter, worker = table("Timers")[kind]
    assert SETS.search(source(setter)), setter
    assert worker == due.ACTS[kind].__module__.replace(".", "/") + ".py"


@pytest.mark.parametrize("kind", [*due.IN_TURNS, INVITE])
def test_the_timers_with_turns_of_their_own_are_done_where_the_docs_say(kind: str) -> None:
    _, setter, worker = table("Timers")[kind]
    assert SETS.search(source(setter)), setter
    module = worker.removesuffix(".py").rpartition("/")[2]
    assert re.search(rf"\b{module}\.\w+", source("core/due.py")), worker


def test_every_input_has_its_line_with_its_handler() -> None:
    """`python3 run.py house draw` writes the table anew; each has a handler: test_handlers.py."""
    lines = table("What an input can be")
    assert {name: place for name, (_, place) in lines.items()} == {
        name: acts.row(name)[2].strip("`") for name in HANDLERS
    }
    assert all(len(told) > 5 for told, _ in lines.values())


def test_every_role_can_be_given_and_has_its_column() -> None:
    page = source("docs/roles.md")
    heads = re.findall(r"^\| action \|.+?\|(.+)\|$", page, re.MULTILINE)
    assert [LEARNER, *ROLES] in [[cell.strip() for cell in head.split("|")] for head in heads]
    parser = ArgumentParser()
    staff.arguments(parser)
    given = ["add", "a@example.org", "--programme", "becode", "--role"]
    assert [parser.parse_args([*given, role]).role for role in ROLES] == list(ROLES)


@pytest.mark.parametrize("action", Right)
def test_every_right_is_held_by_somebody_and_asked_somewhere(action: Right) -> None:
    assert roles.HOLDERS[action]
    files = (path for part in PRODUCT for path in (ROOT / part).rglob("*.py"))
    asking = [path for path in files if asks(path, action)]
    assert asking


def asks(path: Path, action: Right) -> bool:
    here = path.relative_to(ROOT).as_posix() != "core/people/roles.py"
    return here and f"Right.{action.name}" in path.read_text(encoding="utf-8")
