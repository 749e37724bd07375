"""A file of a programme's folder read into its shape, with everything that is wrong in it."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from core.ground.sentences import Sentence
from core.programmes.mistakes.line_numbers import line_numbers
from core.programmes.mistakes.mistake import Mistake, Place, ReadFile, Wrong
from core.programmes.mistakes.shape import wrong_shape
from core.programmes.mistakes.stand_ins import mended

Shape = TypeVar("Shape", bound=BaseModel)
AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")
SHOWN = 80
CURLY = re.compile(r"=\s*[\[{]?\s*[“”„«‘’]")
FOLLOWING = ("programme.no_text", "programme.text_unseen")  # from languages that are wrong


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Shape]):
    """A file in its shape, or None where it has none, and all of its mistakes. `nearly`: such a
    file with sound values in place of wrong ones, to look further at."""

    shape: Shape | None
    mistakes: tuple[Mistake, ...]
    nearly: Shape | None = None


def load(path: Path, shape: type[Shape], look: Callable[[Shape], Iterable[Wrong]]) -> Loaded[Shape]:
    """The file in its shape, looked at by `look`; never raises, every mistake at once: where the
    shape is wrong, `look` sees the file with sound values in place of wrong ones."""
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except FileNotFoundError:
        return Loaded(None, alone(path, Sentence("programme.no_file")))
    except UnicodeDecodeError:
        return Loaded(None, alone(path, Sentence("programme.not_utf8")))
    except tomllib.TOMLDecodeError as error:
        return Loaded(None, not_toml(path, text, str(error)))
    try:
        sound = shape.model_validate(told)
    except ValidationError as error:
        nearly, touched = mended(told, shape)
        found = [wrong for wrong in look(nearly) if stands(wrong, touched)] if nearly else []
        wrong = [*wrong_shape(told, error.errors(), shape), *found]
        return Loaded(None, whole(path, text, told).mistakes(wrong), nearly)
    found = list(look(sound))
    return Loaded(sound, whole(path, text, told).mistakes(found) if found else ())


def read_file(path: Path) -> ReadFile:
    """A sound file as it is written, with its lines."""
    text = path.read_text(encoding="utf-8")
    return whole(path, text, tomllib.loads(text))


def whole(path: Path, text: str, told: dict[str, Any]) -> ReadFile:
    """A file as it is written, with its lines."""
    return ReadFile(path, told, line_numbers(text))


def stands(wrong: Wrong, touched: Iterable[Place]) -> bool:
    """Whether what is wrong does not only follow from a value that was put in place of another."""
    if wrong.sentence.word in FOLLOWING and any(place[:1] == ("languages",) for place in touched):
        return False
    return not any(wrong.place[: len(place)] == place for place in touched)


def alone(path: Path, sentence: Sentence, line: int = 0) -> tuple[Mistake, ...]:
    return (Mistake(path, line, (), sentence),)


def not_toml(path: Path, text: str, error: str) -> tuple[Mistake, ...]:
    """Where a file is no TOML: the line and the sign, and the line itself."""
    lines = text.split("\n")
    found = AT.search(error)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
    shown = lines[line - 1].strip()[:SHOWN]
    why = AT.sub("", error)
    word = toml_kind(why, lines[line - 1])
    return alone(path, Sentence(word, why=why, column=column, shown=shown), line)


def toml_kind(why: str, line: str) -> str:
    """Which mistake of writing it is, by what the reader of TOML said and by the line."""
    if CURLY.search(line):
        return "programme.toml_curly"
    if why.startswith(("Cannot overwrite", "Cannot declare")):
        return "programme.toml_twice"
    if line.replace('\\"', "").count('"') % 2:
        return "programme.toml_quote"
    return "programme.toml_bare" if why == "Invalid value" else "programme.not_toml"
