"""Sound values in place of wrong ones, so that one mistake does not hide the others.

A file whose shape is wrong is mended in memory, as little as can be, and then looked at as if it
were sound; what is then found at a mended place is not told.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from enum import Enum
from inspect import isclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from annotated_types import MinLen
from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from core.programmes.file_values import LENIENT, STAND_INS, Shaped
from core.programmes.mistakes.mistake import Place, inside

Shape = TypeVar("Shape", bound=BaseModel)
ROUNDS = 12


def mended(told: Mapping[str, Any], shape: type[Shape]) -> tuple[Shape | None, set[Place]]:
    """The file with sound values in place of wrong ones, and where these are; None where that
    does not succeed."""
    data, touched = deepcopy(dict(told)), set[Place]()
    for _ in range(ROUNDS):
        try:
            return shape.model_validate(data, context=LENIENT), touched
        except ValidationError as error:
            for wrong in reversed(error.errors()):
                place = place_of(data, wrong)
                touched.add(place)
                mend(data, place, shape)
    return None, touched


def place_of(told: Any, wrong: ErrorDetails) -> Place:
    """Where in the file an error of its shape is; steps that only the classes have are left out."""
    place: Place = ()
    here = told
    for number, step in enumerate(wrong["loc"], start=1):
        found = inside(here, step)
        last = number == len(wrong["loc"])
        if found is None and not (isinstance(here, Mapping) and (step in here or last)):
            continue
        if found is None and last and step == "[key]":
            continue
        place, here = (*place, step), found
    return place


def mend(data: Any, place: Place, shape: type[BaseModel]) -> None:
    """Take a wrong value out, or put a sound one where one must be."""
    around: Any = data
    for step in place[:-1]:
        around = inside(around, step)
    last: Any = place[-1] if place else ""
    if isinstance(around, dict) and last in around:
        del around[last]
    elif isinstance(around, dict | list) and place:
        around[last] = stand_in(*kind_at(shape, place))


def kind_at(shape: type[BaseModel], place: Place) -> tuple[Any, Sequence[Any]]:
    """The kind of value that stands at a place, and what bounds it."""
    kind: Any = shape
    metadata: Sequence[Any] = ()
    for step in place:
        kind, metadata = kind_within(plain(kind), step)
    return kind, metadata


def kind_within(kind: Any, step: str | int) -> tuple[Any, Sequence[Any]]:
    """The kind of value under a key or number of a kind of table or list."""
    if isclass(kind) and issubclass(kind, BaseModel):
        field = next(
            (each for name, each in kind.model_fields.items() if step in (name, each.alias)),
            FieldInfo(annotation=str),
        )
        return field.annotation, field.metadata
    arguments = get_args(kind) or (str,)
    return arguments[-1] if get_origin(kind) is dict else arguments[0], ()


def plain(kind: Any) -> Any:
    """A kind without what bounds it and without what stands for its absence."""
    if get_origin(kind) is Annotated:
        return plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return plain(next(each for each in get_args(kind) if each is not NoneType))
    return kind


def stand_in(kind: Any, metadata: Sequence[Any] = ()) -> Any:
    """A sound value of a kind."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return stand_in(inner, [*metadata, *more])
    for each in (each.func for each in metadata if isinstance(each, AfterValidator)):
        form = each.form if isinstance(each, Shaped) else getattr(each, "__name__", "")
        return STAND_INS.get(form, "x")
    kind = plain(kind)
    origin = get_origin(kind)
    if origin is Literal or (isclass(kind) and issubclass(kind, Enum)):
        return get_args(kind)[0] if origin is Literal else next(iter(kind)).value
    if origin in (list, tuple):
        least = any(isinstance(each, MinLen) for each in metadata)
        return [stand_in(get_args(kind)[0])] if least else []
    if origin is dict or (isclass(kind) and issubclass(kind, BaseModel)):
        return {}
    return {str: "…", int: 1, float: 1.0, bool: False}.get(kind, "…")
