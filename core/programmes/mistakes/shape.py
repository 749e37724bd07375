"""What the shape of a file refuses: unknown, missing and ill-typed keys, in plain words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from core.ground.nearest import nearest, rather
from core.ground.sentences import Sentence, either
from core.programmes.mistakes.mistake import Place, Wrong, inside
from core.programmes.mistakes.stand_ins import kind_at, place_of, plain

# The words for what the shape refuses, by the kind of error of pydantic.
REFUSED = {
    "missing": "missing",
    "shaped": "shaped",
    "greater_than_equal": "least",
    "greater_than": "more",
    "less_than_equal": "most",
    "less_than": "less",
    "multiple_of": "multiple",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "flag",
    "bool_parsing": "flag",
    "string_type": "text",
    "string_too_short": "short",
    "string_too_long": "long",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "too_short": "few",
    "too_long": "many",
}
VALUES = ("literal_error", "enum")


def wrong_shape(
    told: Mapping[str, Any], errors: list[ErrorDetails], shape: type[BaseModel]
) -> Iterator[Wrong]:
    """What the shape refuses, each place once; a key that was misspelt is not missing as well."""
    found = {}
    for error in reversed(errors):  # of several kinds that a value may have, the first counts
        found[place_of(told, error)] = error
    unknown = [place for place, error in found.items() if error["type"] == "extra_forbidden"]
    meant = {place: meant_key(told, place, shape) for place in unknown}
    misspelt = {(*place[:-1], key) for place, key in meant.items() if key}
    for place, error in reversed(found.items()):
        if place in meant:
            yield unknown_key(place, meant[place], shape)
        elif error["type"] != "missing" or place not in misspelt:
            yield Wrong(place, refused(error))


def meant_key(told: Any, place: Place, shape: type[BaseModel]) -> str:
    """The key that an unknown one was to be: the nearest that the table has not."""
    here = told
    for step in place[:-1]:
        here = inside(here, step)
    return nearest(str(place[-1]), set(keys(shape, place)) - set(here))


def keys(shape: type[BaseModel], place: Place) -> list[str]:
    """The keys of the table in which something stands."""
    table = plain(kind_at(shape, place[:-1])[0])
    fields = getattr(table, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def unknown_key(place: Place, meant: str, shape: type[BaseModel]) -> Wrong:
    """A key that the table does not know, and which it may have been to be."""
    word = repr(str(place[-1]))
    if meant:
        return Wrong(place, Sentence("programme.shape_misspelt", key=word, meant=meant))
    known = ", ".join(keys(shape, place))
    return Wrong(place, Sentence("programme.shape_unknown", key=word, known=known))


def refused(error: ErrorDetails) -> Sentence:
    """What is wrong with a value."""
    values: dict[str, object] = {**error.get("ctx", {})}
    value = error["input"]
    if error["type"] in VALUES:
        known = re.findall(r"'([^']*)'", str(values.get("expected", "")))
        known = [each for each in known if each]
        if not isinstance(value, str):
            return Sentence("programme.shape_other_value", known=either(known))
        return Sentence("programme.shape_value", value=repr(value), rather=rather(value, known))
    if error["type"] not in REFUSED:
        return Sentence("programme.shape_form", why=error["msg"].lower())
    if values.get("form") == "day" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        return Sentence("programme.shape_no_day", value=value)
    if "form" in values:
        values["form"] = Sentence(f"programme.form_{values['form']}")
        values["value"] = repr(value)
    return Sentence(f"programme.shape_{REFUSED[error['type']]}", **values)
