"""Write the tables of docs/programmes.md that the code knows: `python -m tools.programme_page`.

Each stands between two comments of the page, and is made from the classes that read a programme's
file: their keys, kinds, defaults, descriptions and examples. The picture of all pictograms is
drawn beside it.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from core.badges.picture.draw import PICTOGRAMS, BadgePicture, Colours, pictograms, render
from core.ground.paths import ROOT, TEMPLATES
from core.ground.sentences import Sentence
from core.programmes import programme_parts as parts
from core.programmes.badge_class import BadgeClass, Condition, FrameworkEntry, NamedBody, Total
from core.programmes.delays import Delays
from core.programmes.faq_file import FaqEntry
from core.programmes.file_values import Shaped, Text, TextList, Value
from core.programmes.form import (
    EvidenceField,
    FileKind,
    Form,
    Question,
    QuestionKind,
    Review,
    ReviewBy,
)
from core.programmes.programme import Programme
from core.programmes.question_parts import Option, When
from core.programmes.rules import RULES, parameters
from tools.roles_page import placed, table

PAGE = ROOT / "docs" / "programmes.md"
SHEET = ROOT / "docs" / "pictures" / "pictograms.svg"
EXAMPLE = ROOT / "docs" / "pictures" / "new-programme.png"
MODEL = TEMPLATES / "new-programme"
TABLES: Mapping[str, type[BaseModel]] = {
    "programme": Programme,
    "palette": parts.Palette,
    "group": parts.Group,
    "organisation": parts.KnownOrganisation,
    "partner": parts.Partner,
    "event": parts.ProgrammeEvent,
    "invitation": parts.Invitation,
    "support": parts.Support,
    "delays": Delays,
    "revocation": parts.RevocationRule,
    "talents": parts.Talents,
    "trial": parts.Trial,
    "webhook": parts.Webhook,
    "factory": parts.BadgeFactory,
    "form": Form,
    "question": Question,
    "option": Option,
    "when": When,
    "review": Review,
    "badge": BadgeClass,
    "condition": Condition,
    "total": Total,
    "alignment": FrameworkEntry,
    "body": NamedBody,
    "entry": FaqEntry,
}
VALUES: Mapping[str, type[Value]] = {
    "question kinds": QuestionKind,
    "file kinds": FileKind,
    "evidence": EvidenceField,
    "review by": ReviewBy,
}
SAMPLE: Mapping[Any, object] = {int: 6, float: 1.5, list[str]: ["github.com"]}
COLUMNS, CELL = 6, 150


def keys(shape: type[BaseModel]) -> str:
    """The keys of a table of the file: what each is, of which kind, its default, an example."""
    heads = ("key", "what it is", "written as", "unless told", "example")
    rows = [key_row(field.alias or name, field) for name, field in shape.model_fields.items()]
    return table(heads, rows)


def key_row(name: str, field: FieldInfo) -> Sequence[str]:
    example = f"`{name} = {toml(field.examples[0])}`" if field.examples else ""
    return (
        f"`{name}`",
        cell(field.description or ""),
        cell(in_words(field.annotation, field.metadata)),
        default(field),
        cell(example),
    )


def cell(text: str) -> str:
    """A text that can stand in a table of Markdown."""
    return text.replace("|", "\\|")


def default(field: FieldInfo) -> str:
    """What a key is where the file does not have it; « needed » where it must."""
    if field.is_required():
        return "**needed**"
    told = field.get_default(call_default_factory=True)
    return "" if told is None or told == "" or is_empty(told) else f"`{toml(told)}`"


def is_empty(value: object) -> bool:
    """Whether a default says nothing: no entries, or a table that is wholly made of defaults."""
    return isinstance(value, BaseModel) or (isinstance(value, list | dict) and not value)


def toml(value: object) -> str:
    """A value as it is written in the file, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {toml(of)}' for key, of in value.items())} }}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def in_words(kind: Any, metadata: Sequence[Any] = ()) -> str:
    """How a value is written, in plain words."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return in_words(inner, more)
    for found in (each.func for each in metadata if isinstance(each, AfterValidator)):
        form = found.form if isinstance(found, Shaped) else getattr(found, "__name__", "")
        return Sentence(f"programme.form_{form}").in_words()
    if kind in (Text, TextList):
        return "a text in each language" if kind == Text else "a list of texts in each language"
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return "one of those below"
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        return "a table"
    return WORDS.get(get_origin(kind) or kind, other)(kind, metadata)


def number(kind: Any, metadata: Sequence[Any]) -> str:
    """A number with its bounds."""
    least = next((each.ge for each in metadata if isinstance(each, annotated_types.Ge)), None)
    most = next((each.le for each in metadata if isinstance(each, annotated_types.Le)), None)
    plain = "a whole number" if kind is int else "a number"
    return plain if least is None else f"{plain}, {least} to {most}"


def list_of(kind: Any, _metadata: Sequence[Any]) -> str:
    """A list, by what stands in it."""
    inner = get_args(kind)[0]
    if inspect.isclass(inner) and issubclass(inner, BaseModel):
        return "tables"
    return f"a list: {in_words(inner)}"


def table_of(kind: Any, _metadata: Sequence[Any]) -> str:
    """A table with names of one's own."""
    _, inner = get_args(kind)
    return f"a table by name: {in_words(inner)}"


def either(kind: Any, metadata: Sequence[Any]) -> str:
    """One of several kinds; what is left out needs no word."""
    told = [each for each in get_args(kind) if each is not NoneType and each != Literal[""]]
    return in_words(told[0], metadata)


def one_of(kind: Any, _metadata: Sequence[Any]) -> str:
    return " · ".join(f"`{each}`" for each in get_args(kind) if each)


def other(kind: Any, _metadata: Sequence[Any]) -> str:
    return {str: "a text", bool: "`true` or `false`"}[kind]


WORDS: Mapping[Any, Callable[[Any, Sequence[Any]], str]] = {
    int: number,
    float: number,
    list: list_of,
    tuple: list_of,
    dict: table_of,
    UnionType: either,
    Union: either,
    Literal: one_of,
}


def values(kinds: type[Value]) -> str:
    """The values of a key that has a few, and what each means."""
    return table(("value", "means"), [(f"`{each.value}`", cell(each.means)) for each in kinds])


def rules() -> str:
    """The conditions that a form can name: what each holds, of which questions, with which
    values."""
    heads = ("kind", "holds where", "`of` names", "values", "example")
    return table(heads, map(rule_row, sorted(RULES)))


def rule_row(kind: str) -> Sequence[str]:
    registered = RULES[kind]
    told = " ".join((registered.judging.__doc__ or "").split())
    taken = parameters(kind)
    counts = " or ".join(map(str, registered.of))
    kinds = " or ".join(f"`{each}`" for each in registered.kinds)
    of = "nothing" if registered.of == (0,) else f"{counts} of kind {kinds}"
    sorts = [registered.kinds[at % len(registered.kinds)] for at in range(max(registered.of))]
    names = [each.replace("-", "_") for each in sorts][:2]
    example: dict[str, object] = {"kind": kind} | ({"of": names} if names else {})
    example |= {name: SAMPLE[wanted] for name, wanted in taken.items()}
    listed = ", ".join(f"`{name}`: {in_words(wanted)}" for name, wanted in taken.items())
    return (f"`{kind}`", cell(told), of, listed, f"`{toml(example)}`")


def marks() -> str:
    """The macros that a drawing may use, each with the comment that stands before it."""
    source = (TEMPLATES / "artwork" / "marks.svg").read_text(encoding="utf-8")
    found = re.findall(r"\{#-((?:(?!-#\}).)*)-#\}\s*\{% macro (.+?) -?%\}", source, flags=re.S)
    rows = [(f"`marks.{macro.strip()}`", cell(" ".join(told.split()))) for told, macro in found]
    return table(("mark", "which is"), rows)


def sheet() -> str:
    """All pictograms with their names, as one drawing."""
    names = pictograms()
    height = -(-len(names) // COLUMNS) * CELL
    drawn = "\n".join(one_sign(at, name) for at, name in enumerate(names))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * CELL} {height}" '
        'font-family="Lato, Helvetica, Arial, sans-serif" font-size="16" text-anchor="middle">\n'
        f"<title>The pictograms of templates/pictograms, by name</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{drawn}\n</svg>\n'
    )


def one_sign(at: int, name: str) -> str:
    """One pictogram on a dark disc, its name below."""
    x, y = at % COLUMNS * CELL + CELL // 2, at // COLUMNS * CELL + 60
    sign = (PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8").strip()
    return (
        f'<g transform="translate({x} {y})"><circle r="50" fill="#2f4a7a"/>'
        f'<g color="#ffffff" transform="scale(0.72) translate(-48 -48)">{sign}</g>'
        f'<text y="74" fill="#16233b">{name}</text></g>'
    )


def example() -> bytes:
    """The picture of a badge as the drawing of a new folder makes it."""
    look = BadgePicture(
        programme="jardin",
        issuer="Jardin partagé",
        title="Main verte",
        pictogram="leaf",
        colours=Colours("#2f6f3a", "#143a1c", "#f2c14e", "#f6faf2"),
        language="fr",
        month="novembre 2026",
        level=2,
        levels=2,
        level_words="Je maîtrise",
    )
    return render((MODEL / "artwork.svg").read_text(encoding="utf-8"), look, 400)


def made() -> Iterator[tuple[str, str]]:
    """Each table that the code knows, with the name of its place in the page."""
    yield from ((name, keys(shape)) for name, shape in TABLES.items())
    yield from ((name, values(kinds)) for name, kinds in VALUES.items())
    yield "rules", rules()
    yield "pictograms", " · ".join(f"`{name}`" for name in pictograms())
    yield "marks", marks()


def written(page: str) -> str:
    """The page with each of its tables as the code has it now."""
    for name, told in made():
        page = placed(page, name, told)
    return page


def main(path: Path = PAGE) -> None:
    """Write the page and its pictures."""
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
    SHEET.write_text(sheet(), encoding="utf-8")
    EXAMPLE.write_bytes(example())


if __name__ == "__main__":
    main()
