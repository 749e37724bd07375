"""Questions to a graph of names: its circles, its floors, its rooms, its shortest drawing."""

from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter

Graph = Mapping[str, set[str]]


def circles(graph: Graph) -> list[list[str]]:
    """The sets of names that lead back to themselves, each in order; by Tarjan's algorithm."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = low[name] = len(number)
        open_.append(name)
        for other in sorted(graph[name]):
            if other not in number:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in open_:
                low[name] = min(low[name], number[other])
        if low[name] == number[name]:
            at = open_.index(name)
            if len(open_) - at > 1:
                found.append(sorted(open_[at:]))
            del open_[at:]

    for name in graph:
        if name not in number:
            visit(name)
    return found


def floors(graph: Graph) -> dict[str, int]:
    """On which floor each name stands: 1 where it needs no other, else one above its highest.

    The names of a circle stand on one floor.
    """
    in_circle = {name: circle[0] for circle in circles(graph) for name in circle}
    one = joined(graph, lambda name: in_circle.get(name, name))
    standing: dict[str, int] = {}
    for name in TopologicalSorter(one).static_order():
        standing[name] = 1 + max((standing[other] for other in one[name]), default=0)
    return {name: standing[in_circle.get(name, name)] for name in graph}


def joined(graph: Graph, room: Callable[[str], str]) -> dict[str, set[str]]:
    """The graph with all names of one room drawn as one."""
    drawn: dict[str, set[str]] = {room(name): set() for name in graph}
    for name, others in graph.items():
        drawn[room(name)] |= {room(other) for other in others} - {room(name)}
    return drawn


def within(graph: Graph, folder: str) -> dict[str, set[str]]:
    """What lies directly in a folder, each folder below it drawn as one room."""
    inside = [name for name in graph if name == folder or name.startswith(f"{folder}.")]
    depth = folder.count(".") + 2
    part = {name: graph[name] & set(inside) for name in inside}
    return joined(part, lambda name: ".".join(name.split(".")[:depth]))


def folders(names: Iterable[str]) -> list[str]:
    """Every folder that holds one of these names, in order."""
    return sorted(
        {
            ".".join(parts[:n])
            for parts in (name.split(".") for name in names)
            for n in range(1, len(parts))
        }
    )


def without_detours(graph: Graph) -> dict[str, set[str]]:
    """The graph without the arrows that a longer way replaces; it must have no circle."""
    reached: dict[str, set[str]] = {}
    for name in TopologicalSorter(graph).static_order():
        reached[name] = graph[name].union(*(reached[other] for other in graph[name]))
    return {
        name: {each for each in others if not any(each in reached[o] for o in others)}
        for name, others in graph.items()
    }
