"""What can be counted of a checkout: floors, circles, files of a folder, names used twice."""

import ast
from collections import defaultdict
from collections.abc import Mapping

from tools.house import graph
from tools.house.imports import Modules


def public_classes(house: Modules) -> dict[str, list[str]]:
    """Each public class name with the modules that define a class so named."""
    found: dict[str, list[str]] = defaultdict(list)
    for module in house.paths:
        for node in house.tree(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module)
    return found


def named_twice(house: Modules) -> dict[str, list[str]]:
    """The public classes whose name another one bears as well."""
    return {name: where for name, where in sorted(public_classes(house).items()) if where[1:]}


def sizes(house: Modules) -> dict[str, int]:
    """How many Python files lie directly in each folder."""
    found: dict[str, int] = defaultdict(int)
    for path in house.paths.values():
        found[str(path.parent.relative_to(house.root))] += 1
    return dict(found)


def folder_circles(house: Modules) -> dict[str, list[list[str]]]:
    """The circles among the rooms of each folder; folders without one are left out."""
    found = {
        folder: graph.circles(graph.within(house.graph, folder))
        for folder in graph.folders(house.paths)
    }
    return {folder: circles for folder, circles in found.items() if circles}


def report(house: Modules) -> str:
    """All of it as lines for a person."""
    links = house.graph
    circles = {name: [len(each) for each in found] for name, found in folder_circles(house).items()}
    tall = {
        folder: max(graph.floors(graph.within(links, folder)).values())
        for folder in graph.folders(house.paths)
    }
    twice = named_twice(house)
    lines = {
        "files": len(links),
        "imports among them": sum(map(len, links.values())),
        "longest chain of imports": max(graph.floors(links).values()),
        "circles of files": [len(each) for each in graph.circles(links)],
        "circles of folders": circles,
        "most files in a folder": highest(sizes(house)),
        "most floors in a folder": highest(tall),
        "public class names used twice": f"{len(twice)}: {' '.join(twice)}",
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())


def highest(numbers: Mapping[str, int], most: int = 5) -> str:
    """The first few of a table of numbers, the largest first."""
    first = sorted(numbers.items(), key=lambda item: -item[1])[:most]
    return ", ".join(f"{name} {number}" for name, number in first)
