"""Do documents keep to the JSON schema of Open Badges 3.0 that 1EdTech publishes?

`python -m tools.schema SCHEMA FILE|DIR…`: each file is a credential (JSON, or a PNG that bears
one), a hosted achievement, an issuer's profile or an endorsement; of a folder, such as a static
export, every one of these. The schema is not part of this project.
"""

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for  # type: ignore[import-untyped]

from core.badges.picture import bake

# What the schema calls each kind of document that stands in a file of its own.
KINDS = ("Achievement", "Profile", "EndorsementCredential")


def document(file: Path) -> dict[str, Any]:
    """The 3.0 document of a file; raises `ValueError` or `Refusal` where it holds none."""
    data = file.read_bytes()
    text = bake.unbake(data)[bake.KEYWORD_3] if data.startswith(bake.SIGNATURE) else data
    found: dict[str, Any] = json.loads(text)
    return found


def files(given: str) -> list[Path]:
    """The file of that name, or the 3.0 documents and pictures of badges in a folder of that name;
    status lists are not of that schema."""
    place = Path(given)
    if place.is_file():
        return [place]
    found = [*place.glob("ob3/**/*.json"), *place.glob("b/*.png")]
    return sorted(each for each in found if place / "ob3" / "status" not in each.parents)


def part_for(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The part of the schema that a document has to keep to, by its type."""
    types = found.get("type", [])
    kind = next((kind for kind in KINDS if kind in types), "")
    if not kind:
        return schema
    return {"$schema": schema["$schema"], "$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}


def faults(schema: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """Where a document does not keep to the schema, and why."""
    part = part_for(schema, found)
    for error in validator_for(part)(part).iter_errors(found):
        yield f"{error.json_path}: {error.message[:200]}"


def main(given: list[str]) -> int:
    """Print a line for each fault and each sound file; 0 where all are sound, 1 else."""
    schema = json.loads(Path(given[0]).read_text(encoding="utf-8"))
    broken = 0
    for name in chain.from_iterable(map(files, given[1:])):
        told = list(faults(schema, document(name)))
        broken += bool(told)
        for line in told or ["keeps to the schema"]:
            sys.stdout.write(f"{name}: {line}\n")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
