"""What the product says of itself: who reads a name from another file finds a sentence with it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from core.ground.paths import ROOT

PARTS = ("core", "bot", "mail", "web", "cocarde", "tools")
LEANS = re.compile(r"(?:The same|Same|Ditto|As above|As before|As below|Like|Likewise)\b")
FILLERS = frozenset(
    (
        "a",
        "an",
        "and",
        "by",
        "for",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "whether",
    )
)

ERRORS = frozenset(
    ("Refusal", "Trouble", "DeliveryError", "IllegalMove", "HTTPException", "ValueError")
)
TELLS_OF_ERRORS = re.compile(r"[Rr]aise|[Rr]efuse|HTTPException")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


def sources() -> list[Path]:
    found = (path for part in PARTS for path in sorted((ROOT / part).rglob("*.py")))
    return [path for path in found if "versions" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def used() -> frozenset[str]:
    """`core.people.roles.able` for each name that is read from another file than its own."""
    modules = {module(path) for path in sources()}
    found: set[str] = set()
    for path in sources():
        known: dict[str, str] = {}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                for name in node.names:
                    whole = f"{node.module}.{name.name}"
                    if whole in modules:
                        known[name.asname or name.name] = whole
                    found.add(whole)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.add(f"{known.get(node.value.id, '')}.{node.attr}")
    return frozenset(found)


def public(path: Path) -> Iterator[tuple[str, Named]]:
    """Each function and class that another file uses, and the public methods of the latter."""
    for node in tree(path).body:
        if not isinstance(node, Named) or f"{module(path)}.{node.name}" not in used():
            continue
        yield node.name, node
        for inner in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(inner, Function) and not inner.name.startswith("_"):
                yield f"{node.name}.{inner.name}", inner


def documented() -> Iterator[tuple[str, str, str]]:
    """File, name and docstring of all that has one."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, Named | ast.Module) and (told := ast.get_docstring(node)):
                yield str(path.relative_to(ROOT)), getattr(node, "name", ""), told


def test_every_file_says_what_it_holds() -> None:
    written = [path for path in sources() if tree(path).body]
    assert [str(path) for path in written if not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize("part", PARTS)
def test_what_another_file_uses_has_a_sentence(part: str) -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        if path.is_relative_to(ROOT / part)
        for name, node in public(path)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_sentence_leans_on_the_one_above_it() -> None:
    leaning = [
        f"{path}: {name}: {told.splitlines()[0]}"
        for path, name, told in documented()
        if LEANS.match(told)
    ]
    assert leaning == []


def test_no_sentence_only_repeats_its_name() -> None:
    repeated = [
        f"{path}: {name}: {told}"
        for path, name, told in documented()
        if words(told) and words(told) <= words(re.sub(r"([a-z])([A-Z])", r"\1 \2", name))
    ]
    assert repeated == []


def words(text: str) -> set[str]:
    """The words that tell something, plural or not."""
    found = re.findall(r"[a-z0-9]+", text.lower().replace("_", " "))
    return {word.removesuffix("s") for word in found} - FILLERS


def test_every_sentence_ends() -> None:
    cut = [
        f"{path}: {name}: {told}"
        for path, name, told in documented()
        if told[-1] not in ".?!:…»)`'}"
    ]
    assert cut == []


def test_a_sentence_tells_of_the_errors_that_its_function_raises() -> None:
    untold = [
        f"{path.relative_to(ROOT)}: {name}: {', '.join(sorted(raised(node)))}"
        for path in sources()
        for name, node in public(path)
        if raised(node) and not TELLS_OF_ERRORS.search(ast.get_docstring(node) or "")
    ]
    assert untold == []


def raised(node: Named) -> set[str]:
    """The errors that a function raises in its own lines."""
    if isinstance(node, ast.ClassDef):
        return set()
    errors = (each.exc for each in ast.walk(node) if isinstance(each, ast.Raise))
    calls = (each.func for each in errors if isinstance(each, ast.Call))
    return {each.id for each in calls if isinstance(each, ast.Name)} & ERRORS
