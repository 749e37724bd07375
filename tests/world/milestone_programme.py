"""A programme in which any conditions add up: three of five, all of several, badges of badges."""

import shutil
from pathlib import Path

from core.ground.paths import TEMPLATES

HEAD = """
slug = "atelier"
name = { fr = "Atelier" }
description = { fr = "Un atelier de quartier." }
url = "https://atelier.example.org"
email = "badges@atelier.example.org"
timezone = "Europe/Paris"
languages = ["fr"]
register = "informal"
palette = { main = "#2f6f3a", dark = "#143a1c", accent = "#f2c14e" }

[[group]]
slug = "couper"
name = { fr = "Couper" }

[[group]]
slug = "coudre"
name = { fr = "Coudre" }

[form.merci]
review = { by = "awarded" }

[form.wider]
rule = [{ kind = "not_held_yet" }]
review = { by = "nobody" }
"""
BADGE = """
[[badge]]
slug = "{slug}"
form = "{form}"
name = {{ fr = "{name}" }}
description = {{ fr = "{name}, à l'atelier." }}
criteria = {{ fr = "L'avoir fait." }}
skills = {{ fr = ["adresse"] }}
pictogram = "leaf"
"""
GIVEN = {
    "bois": "couper",
    "cuir": "couper",
    "tissu": "coudre",
    "laine": "coudre",
    "papier": "",
}
WIDER = {
    "trois": '{ of = ["bois", "cuir", "tissu", "laine", "papier"], count = 3 }',
    "deux-mains": '{ all = [{ competence = "couper" }, { competence = "coudre", count = 2 }] }',
    "maitre": '{ of = ["trois", "deux-mains"] }',
}


def badge(slug: str, form: str, **more: str) -> str:
    """One table of a badge."""
    name = slug.replace("-", " ").capitalize()
    lines = (f"{key} = {value}\n" for key, value in more.items() if value)
    return BADGE.format(slug=slug, form=form, name=name) + "".join(lines)


def programme(**changed: str) -> str:
    """The file, with other milestones where they are given."""
    given = (
        badge(slug, "merci", competence=f'"{named}"', level="1") if named else badge(slug, "merci")
        for slug, named in GIVEN.items()
    )
    wider = (badge(slug, "wider", milestone=told) for slug, told in {**WIDER, **changed}.items())
    return HEAD + "".join((*given, *wider))


def programmes(root: Path) -> Path:
    """A folder of programmes with this one alone."""
    made = root / "programmes" / "atelier"
    made.mkdir(parents=True)
    (made / "programme.toml").write_text(programme(), encoding="utf-8")
    shutil.copy(TEMPLATES / "programmes" / "maillage" / "artwork.svg", made)
    return made.parent
