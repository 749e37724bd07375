"""A file of a programme's folder read into its shape, or what is wrong with it."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.ground.sentences import Sentence
from core.programmes.mistakes import Mistake, mistakes_of

Shape = TypeVar("Shape", bound=BaseModel)


def load(path: Path, shape: type[Shape]) -> Shape | tuple[Mistake, ...]:
    """The file in its shape; never raises, every mistake at once."""
    try:
        return shape.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return (Mistake(path, "", Sentence("programme.no_file")),)
    except UnicodeDecodeError:
        return (Mistake(path, "", Sentence("programme.not_utf8")),)
    except tomllib.TOMLDecodeError as error:
        return (Mistake(path, "", Sentence("programme.not_toml", error=error)),)
    except ValidationError as error:
        return mistakes_of(path, error)
