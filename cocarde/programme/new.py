"""The folder of a new programme: little, with a comment to each line, and sound as it is."""

import re
from pathlib import Path
from string import Template

from cocarde.language import language
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.settings import read_settings

MODEL = TEMPLATES / "new-programme"


def write(slug: str) -> Path:
    """Write a folder of this name among the programmes, in the reader's language, and give where it
    is. Raises `Trouble` for a name that cannot stand in addresses, or that is taken."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", slug):
        raise Trouble("trouble.programme_name", slug=repr(slug))
    folder = read_settings().programmes_folder / slug
    if folder.exists():
        raise Trouble("trouble.programme_there", folder=folder)
    model = (MODEL / language() / "programme.toml").read_text(encoding="utf-8")
    named = Template(model).substitute(slug=slug, name=slug.replace("-", " ").capitalize())
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(named, encoding="utf-8")
    (folder / "artwork.svg").write_bytes((MODEL / "artwork.svg").read_bytes())
    return folder
