"""The files of a claim as who decides on it sees them, and as a message names them."""

from dataclasses import dataclass
from uuid import UUID

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.evidence import kept_files
from core.ground.tables import Claim
from core.ground.world import Turn, World


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be shown to who decides: its name, its media type, its bytes."""

    name: str
    kind: str
    content: bytes


def named(form: ClaimForm) -> tuple[str, ...]:
    """The files of a claim as a message names them that takes them along."""
    return tuple(f"{form.claim.id}:{each.digest}" for each in kept_files.all_of(form))


def shown(turn: Turn, reference: str) -> ShownFile | None:
    """The file that a message names; None where it is there no more."""
    claim_id, _, digest = reference.partition(":")
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is None:
        return None
    files = kept_files.all_of(claim_form.form_of(turn, claim))
    sent = next((each for each in files if each.digest == digest), None)
    held = kept_files.content(turn, claim, digest) if sent else None
    return ShownFile(sent.name, sent.kind, held) if sent and held is not None else None


def fetched(world: World, reference: str) -> ShownFile | None:
    """The file that a message names, read in a glance of its own; None where it is there no
    more."""
    with world.glance() as turn:
        return shown(turn, reference)
