"""The table of docs/messages.md that tells, of all that an input can be, which handler works it."""

import inspect
from collections.abc import Sequence
from functools import partial

from core.desk.handlers import HANDLERS, Handler
from core.ground.paths import ROOT
from tools.roles_page import placed, table

PAGE = ROOT / "docs" / "messages.md"


def written(page: str) -> str:
    """The page with its table as the handlers are now."""
    heads = ("an input is", "what its handler does", "which is")
    return placed(page, "acts", table(heads, [row(name) for name in HANDLERS]))


def row(name: str) -> Sequence[str]:
    """An input's name, and the function that works it, with the first sentence of its docstring."""
    handler = behind(HANDLERS[name])
    path = handler.__module__.replace(".", "/")
    if handler.__name__ == "<lambda>":
        return f"`{name}`", "Nothing.", f"`{path}.py`"
    told = " ".join((handler.__doc__ or "").split()).partition(". ")[0]
    return (
        f"`{name}`",
        told if told.endswith((".", "?")) else f"{told}.",
        f"`{path}.py: {handler.__name__}`",
    )


def behind(handler: Handler) -> Handler:
    """The function itself, of one that was given a part of its arguments or wrapped in another."""
    if isinstance(handler, partial):
        return behind(handler.func)
    inner = inspect.getclosurevars(handler).nonlocals.get("handler")
    return behind(inner) if inner else handler
