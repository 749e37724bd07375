"""Organisations that join and leave on a page, each written down."""

from core.claims.moves import Actor
from core.ground.tables import JoinedOrganisation, StaffChange
from core.ground.world import Turn
from core.managing.changes import Changed, ChangeKind, record
from core.programmes.members import membership, organisations
from core.programmes.members.issuer_documents import Published
from core.programmes.members.join_request import JoinRequest


def join(
    turn: Turn, by: Actor, programme: str, request: JoinRequest, published: Published | None
) -> JoinedOrganisation:
    """Let an organisation join, or add to what is known of it. Raises `Trouble` with every
    mistake."""
    known = organisations.of_name(turn, programme, request.name)
    before = shape(known)
    row = membership.join(turn, programme, request, published=published, by=by.person_id)
    written(turn, by, row, before)
    return row


def leave(
    turn: Turn, by: Actor, row: JoinedOrganisation, *, undoes: StaffChange | None = None
) -> None:
    """Let an organisation leave: what it gives later counts no more. Raises `Trouble` where it has
    left."""
    before = shape(row)
    membership.leave(turn, row, by.person_id)
    written(turn, by, row, before, undoes)


def stay(
    turn: Turn, by: Actor, row: JoinedOrganisation, *, undoes: StaffChange | None = None
) -> None:
    """Let an organisation that left be back, as if it had not."""
    before = shape(row)
    row.left_at = None
    turn.db.add(row)
    turn.db.flush()
    written(turn, by, row, before, undoes)


def shape(row: JoinedOrganisation | None) -> dict[str, object] | None:
    """What is written down of an organisation; None for one that is in no programme."""
    if row is None:
        return None
    issuers, hosts = row.issuers.splitlines(), row.hosts.splitlines()
    return {"member": row.left_at is None, "issuers": issuers, "hosts": hosts, "url": row.url}


def written(
    turn: Turn,
    by: Actor,
    row: JoinedOrganisation,
    before: dict[str, object] | None,
    undoes: StaffChange | None = None,
) -> None:
    after = shape(row)
    what = Changed(ChangeKind.ORGANISATION, row.programme, None, row.slug, before, after)
    record(turn, by, what, undoes=undoes)
