"""Telling programs what happens: an event for each webhook that asked, in the transaction that
caused it.

No name, no address, no answer of a person goes out: a receiver learns which claim and which badge,
and asks for the rest where it may.
"""

import json
from datetime import datetime

from core.badges.openbadges import paths
from core.claims.states import Move
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Badge, Claim
from core.ground.world import Turn
from core.programmes.catalogue import catalogue

DOOR = "webhook"
# What a move is called outside; those that change nothing for others have no name.
CLAIM_EVENTS: dict[str, str] = {
    Move.OPEN: "claim.opened",
    Move.COMPLETE: "claim.completed",
    Move.AMEND: "claim.amended",
    Move.SUBMIT: "claim.submitted",
    Move.QUALIFY: "claim.approved",
    Move.AWARD: "claim.approved",
    Move.APPROVE: "claim.approved",
    Move.RETURN: "claim.returned",
    Move.REFUSE: "claim.refused",
    Move.UNDO: "claim.reopened",
    Move.RECLAIM: "claim.reopened",
    Move.WITHDRAW: "claim.withdrawn",
    Move.FOLD: "claim.withdrawn",
    Move.UNFOLD: "claim.reopened",
    Move.ISSUE: "claim.issued",
}


def claim_moved(turn: Turn, claim: Claim, step: str, left: str, event_id: str) -> None:
    """Tell that a claim made a step; `event_id` is that of its event row."""
    kind = CLAIM_EVENTS.get(step)
    if kind is not None:
        data = {"claim": str(claim.id), "badge_class": claim.badge, "from": left, "to": claim.state}
        announce(turn, claim.programme, kind, data, event_id)


def badge_issued(turn: Turn, badge: Badge) -> None:
    """Tell that there is a badge, and where."""
    announce(turn, badge.programme, "badge.issued", about(turn, badge), badge.id)


def badge_revoked(turn: Turn, badge: Badge) -> None:
    """Tell that a badge is valid no more; its reason may be about a person, and stays here."""
    key = f"{badge.id}:{turn.at.isoformat()}"  # it can be undone, and done again
    announce(turn, badge.programme, "badge.revoked", about(turn, badge), key)


def about(turn: Turn, badge: Badge) -> dict[str, str]:
    """Which badge, of which claim and which issuer, and its page, where anybody may verify it."""
    page = paths.badge_page(turn.settings.base, badge.id)
    return {
        "badge": badge.id, "claim": str(badge.claim_id), "badge_class": badge.badge, "page": page,
        "issuer": paths.issuer_slug(badge.programme, badge.issuer),
    }  # fmt: skip


def announce(turn: Turn, programme: str, kind: str, data: dict[str, str], key: str) -> None:
    """Put one event for each webhook of the programme that asked for its kind; `key` makes putting
    it twice one event."""
    known = catalogue(turn.settings.programmes_folder).programmes.get(programme)
    for hook in known.webhook if known else ():
        if hook.wants(kind):
            to = To(DOOR, place(programme, hook.name), programme=programme)
            told = body(turn.at, kind, {"programme": programme, **data})
            outbox.put_body(turn, to, MessageKind.WEBHOOK, f"{to.place}:{kind}:{key}", told)


def place(programme: str, hook: str) -> str:
    """The name of a webhook across programmes, as the outbox has it."""
    return f"{programme}/{hook}"


def body(at: datetime, kind: str, data: dict[str, str]) -> str:
    """An event as JSON: its kind, when it happened, what it is about (Standard Webhooks, payload
    structure)."""
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)
