"""The card of a badge for a chat: its picture, title and holder; stamped while it is a preview.

It bears no proof: the issued file does. A message asks for it by name, and it is drawn when that
message goes out.
"""

from dataclasses import dataclass

from sqlmodel import select

from core.badges.picture.draw import BadgePicture
from core.badges.picture.thumbnails import preview_card
from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.ground.errors import Trouble
from core.ground.tables import Badge, Claim, Person
from core.ground.world import Turn, World
from core.issuing import credential, picture
from core.programmes.form import EvidenceField
from core.programmes.members import organisations
from core.programmes.programme import Programme

PREVIEW, CARD = "preview", "card"


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """All that a card is drawn from."""

    programme: Programme
    look: BadgePicture
    told: str
    stamp: str = ""


def of_claim(claim: Claim) -> str:
    """What a message says in `picture` to show the badge that a claim would become."""
    return f"{PREVIEW}:{claim.ref}"


def of_badge(badge_id: str) -> str:
    """What a message says in `picture` to show an issued badge."""
    return f"{CARD}:{badge_id}"


def is_card(asked: str) -> bool:
    """Whether a message's `picture` is such a card."""
    return asked.partition(":")[0] in (PREVIEW, CARD)


def file_name(asked: str) -> str:
    """The file name of a card; it says of a preview that it is one."""
    return f"{asked.partition(':')[0]}.png"


def card(world: World, asked: str) -> tuple[str, bytes]:
    """File name and PNG of a card; the store is read first, drawing takes its time after that.

    Raises `Trouble` where there is no such claim or badge, or its artwork cannot be drawn.
    """
    kind, _, key = asked.partition(":")
    with world.glance() as turn:
        drawn = preview(turn, key) if kind == PREVIEW else issued(turn, key)
    png = picture.picture(world.settings, drawn.programme, drawn.look)
    return file_name(asked), preview_card(png, drawn.look, drawn.told, drawn.stamp)


def preview(turn: Turn, ref: str) -> BadgeCard:
    """The badge that a claim would become if it were issued today."""
    claim = turn.db.exec(select(Claim).where(Claim.ref == ref)).first()
    if claim is None:
        raise Trouble("trouble.badge_broken", badge=ref)
    form = claim_form.form_of(turn, claim)
    day = turn.at.astimezone(form.programme.zone).date()
    own = organisations.issuing(turn, form.programme, form.badge, form.confirming)
    named = own.name if own else ""
    look = picture.badge_picture(form.programme, form.badge, form.language, day, named)
    told = turn.say(form.locale, "claim.preview", name=name(turn, form))
    return BadgeCard(form.programme, look, told, turn.say(form.locale, "claim.preview_stamp"))


def issued(turn: Turn, badge_id: str) -> BadgeCard:
    """A badge that was issued, with its holder and its day."""
    badge = turn.db.get(Badge, badge_id)
    claim = turn.db.get(Claim, badge.claim_id) if badge else None
    if badge is None or claim is None:
        raise Trouble("trouble.badge_broken", badge=badge_id)
    form = claim_form.form_of(turn, claim)
    day = badge.issued_at.astimezone(form.programme.zone).date()
    own = organisations.organisation_on(badge)
    look = picture.badge_picture(form.programme, form.badge, badge.language, day, own)
    word = "page.card_named" if (whose := name(turn, form)) else "page.card_unnamed"
    return BadgeCard(
        form.programme,
        look,
        turn.say(badge.language, word, name=whose, day=form.day(badge.issued_at, badge.language)),
    )


def name(turn: Turn, form: ClaimForm) -> str:
    """The holder's name as answered, else as known."""
    told = credential.answered(form, EvidenceField.NAME)
    return told or turn.db.get_one(Person, form.claim.person_id).name
