"""The files that a message takes along, as it names them: those of a claim, or one's own data."""

from uuid import UUID

from core.claims.evidence import shown_files
from core.claims.evidence.shown_files import ShownFile
from core.ground.world import World
from core.rights import copy_of_data

OWN = "data:"  # before the key of a person


def fetched(world: World, reference: str) -> ShownFile | None:
    """The file that a message names, read when it goes out; None where it is there no more."""
    if not reference.startswith(OWN):
        return shown_files.fetched(world, reference)
    content = copy_of_data.archive(world, UUID(reference.removeprefix(OWN)))
    return ShownFile(copy_of_data.NAME, "application/zip", content) if content else None
