"""What one of the staff does to a badge on the page of its claim: corrects, revokes or keeps it."""

from dataclasses import dataclass

from sqlmodel import select

from core.claims.claim_form import ClaimForm
from core.claims.standing import badge_of
from core.desk.casework import planned_change
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.tables import Badge, Claim, Person
from core.ground.world import Turn
from core.issuing.revoke import RevocationState, named
from core.review import revocations
from core.review.revocations import RevocationOrder

AMENDS = ("correct", "revoke", "keep")


def pressed(speaker: Speaker, name: str, ref: str) -> None:
    """Work a press, `amend:<action>:<claim>`, with the words of the form. Raises `Refusal` to who
    may not, and for an action or a badge that is none."""
    turn, words = speaker.turn, speaker.incoming.fields.get("words", "")
    badge = badge_for(speaker, ref)
    if name not in AMENDS:
        raise Refusal("menu.gone")
    if name == "keep":
        revocations.undo(turn, badge, speaker.person, speaker.incoming.door)
        told = speaker.word("revoke.kept", badge=badge.name)
    elif name == "correct" and not words.strip():
        raise Refusal("revoke.which_name")
    else:
        reason, right = ("", words) if name == "correct" else (words, "")
        given = RevocationOrder(speaker.person, speaker.incoming.door, reason, right)
        ordered = revocations.order(turn, badge, given)
        told = planned_change.planned(turn, ordered, speaker.locale)
    turn.effects.conclude(Outcome.DECIDED, name)
    speaker.reply(told)


@dataclass(frozen=True, slots=True)
class AmendableBadge:
    """A badge that is out, as who may revoke it sees it: what is ordered, and what can be."""

    planned: str
    correctable: bool
    revocable: bool


def amendable(turn: Turn, form: ClaimForm, member: Person, locale: str) -> AmendableBadge | None:
    """The badge of the claim for who may correct or revoke it; None to all others, and once it is
    revoked."""
    badge = badge_of(turn, form.claim)
    if badge is None or badge.revoked_at:
        return None
    try:
        revocations.check_right(turn, badge, member)
    except Refusal:
        return None
    ordered = revocations.pending(turn, badge)
    return AmendableBadge(
        planned_change.planned(turn, ordered, locale) if ordered else "",
        correctable=not ordered and bool(badge.credential) and named(form) is not None,
        revocable=not ordered or ordered.state == RevocationState.PROPOSED,
    )


def badge_for(speaker: Speaker, ref: str) -> Badge:
    """The badge of a claim; raises `Refusal` where there is none."""
    query = select(Claim).where(Claim.ref == ref)
    claim = speaker.turn.db.exec(query).first()
    badge = badge_of(speaker.turn, claim) if claim else None
    if badge is None:
        raise Refusal("menu.gone")
    return badge
