"""Two persons proved to be one, as when a chat shows that it reads a known mailbox."""

from sqlalchemy import update
from sqlmodel import col

from core.claims import filling, people
from core.claims.life import Move
from core.claims.moving import Actor, move
from core.ground.tables import Address, Badge, Claim, Conversation, Person, Role
from core.ground.world import Turn

JOINED = "joined"


def prove_mail(turn: Turn, guest: Person, mail: Address) -> Person:
    """A guest has shown that they read a mailbox: who they are from now on.

    The mailbox's person, when it was proven before or is all that is known of them (a roster, an
    award); else somebody only typed the address, and it becomes the guest's.
    """
    host = people.person_of(turn, mail)
    alone = people.addresses(turn, host) == [mail]
    if mail.proven_at or alone:
        join(turn, guest, host)
    else:
        mail.person_id = guest.id
        host = guest
    people.prove(turn, mail)
    turn.db.flush()
    return host


def join(turn: Turn, guest: Person, host: Person) -> None:
    """All that the guest has goes over to the host; of two open claims for one badge one stays."""
    if guest.id == host.id:
        return
    held = {(claim.programme, claim.badge): claim for claim in people.open_claims(turn, host)}
    for claim in people.open_claims(turn, guest):
        kept = held.get((claim.programme, claim.badge))
        if kept is not None:
            fold(turn, claim, kept)
    host.language = guest.language or host.language
    turn.db.add(host)
    turn.db.flush()
    for table in (Address, Claim, Role, Badge):
        turn.db.exec(
            update(table)
            .where(col(table.person_id) == guest.id)
            .values(person_id=host.id)
            .execution_options(synchronize_session="fetch")
        )


def fold(turn: Turn, claim: Claim, kept: Claim) -> None:
    """The kept claim takes the answers that it lacks, and the chats that were about the other."""
    theirs, ours = filling.sheet(turn, claim), filling.sheet(turn, kept)
    for name, row in theirs.rows.items():
        if row.value and not row.wrong and ours.lacks(name):
            filling.copy(turn, row, ours)
    turn.db.exec(
        update(Conversation).where(col(Conversation.claim_id) == claim.id).values(claim_id=kept.id)
    )
    kept.asked, kept.asks_mail = "", kept.asks_mail or claim.asks_mail
    turn.db.add(kept)
    move(turn, claim, Move.WITHDRAW, Actor(), JOINED)
