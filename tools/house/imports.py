"""Which file of the house imports which, read from the source text; nothing is imported for it."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LOADED = re.compile(r"(\w+(?:\.\w+)+):\w+")
NOT_WRITTEN_BY_HAND = "migrations"  # alembic's own folder: it names no file of the house


@dataclass(frozen=True, slots=True)
class Import:
    """One module that a file imports; `late` where that happens inside a function."""

    by: str
    of: str
    line: int
    late: bool


@dataclass(frozen=True)
class Modules:
    """The modules below some folders of a checkout, by their dotted names."""

    root: Path
    paths: dict[str, Path]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import of every module, those of libraries too, in the order of the files."""
        return tuple(found for name in self.paths for found in self.of(name))

    @cached_property
    def graph(self) -> dict[str, set[str]]:
        """Each module with those of its fellows that it imports."""
        links: dict[str, set[str]] = {name: set() for name in self.paths}
        for found in self.imports:
            if found.of in links and found.of != found.by:
                links[found.by].add(found.of)
        return links

    def tree(self, name: str) -> ast.Module:
        """A module's source as a syntax tree."""
        return ast.parse(self.paths[name].read_text(encoding="utf-8"))

    def of(self, name: str) -> Iterator[Import]:
        """What one module imports."""
        for node, late in statements(self.tree(name)):
            for imported in self.named(node):
                yield Import(name, imported, node.lineno, late)

    def loads(self, name: str) -> set[str]:
        """The modules that a file names in texts `module:function`, to load them when needed."""
        texts = (node.value for node in ast.walk(self.tree(name)) if isinstance(node, ast.Constant))
        named = (LOADED.fullmatch(text) for text in texts if isinstance(text, str))
        return {found[1] for found in named if found} & self.paths.keys()

    def named(self, node: ast.Import | ast.ImportFrom) -> list[str]:
        """The modules that a statement names: `from a import b` is a.b where that is a module."""
        if isinstance(node, ast.Import):
            return [each.name for each in node.names]
        whole = node.module or ""
        inner = [f"{whole}.{each.name}" for each in node.names]
        return sorted({each if each in self.paths else whole for each in inner})


def statements(
    tree: ast.AST, late: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import statement below a node, with whether it stands in a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, late
        yield from statements(
            node, late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )


def read(root: Path, folders: Sequence[str]) -> Modules:
    """The modules below these folders of a checkout; a package's own file bears its name."""
    files = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    kept = [path for path in files if NOT_WRITTEN_BY_HAND not in path.parts]
    return Modules(root, {module_name(path.relative_to(root)): path for path in kept})


def module_name(path: Path) -> str:
    """`core/desk/menu.py` is core.desk.menu, `core/desk/__init__.py` is core.desk."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
