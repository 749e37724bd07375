"""The card that networks show of a badge page, under an address that changes with its content."""

import hashlib
import json
from dataclasses import dataclass

from core.badges.openbadges.shape import Node
from core.badges.picture.draw import BadgePicture
from core.badges.picture.thumbnails import preview_card
from core.ground.paths import TEMPLATES
from core.ground.tables import Badge
from core.ground.world import Turn
from core.issuing import documents
from core.issuing import picture as badge_pictures
from core.programmes import answers_as_text
from core.programmes.members import organisations
from core.programmes.programme import Programme
from web.badge.contents import day_in, holder, programme_of


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a card is drawn from."""

    picture: bytes
    look: BadgePicture
    told: str

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits, others whenever the card would look different."""
        frame = (TEMPLATES / "artwork" / "card.svg").read_bytes()
        parts = (self.picture, frame, repr(self.look).encode(), self.told.encode())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]

    def png(self) -> bytes:
        return preview_card(self.picture, self.look, self.told)


def drawing(turn: Turn, badge: Badge, programme: Programme | None) -> Drawing | None:
    """What the card of a badge is drawn from; None when its class or its picture has gone."""
    known = programme.badge_class(badge.badge) if programme else None
    picture = documents.find(turn, badge.artwork)
    if programme is None or known is None or picture is None:
        return None
    day = day_in(programme, badge.issued_at)
    own = organisations.organisation_on(badge)
    look = badge_pictures.badge_picture(programme, known, badge.language, day, own)
    return Drawing(picture.body, look, caption(turn, badge, programme))


def caption(turn: Turn, badge: Badge, programme: Programme) -> str:
    """The line under the title: whose it is where the badge says so, and since when."""
    credential: Node = json.loads(badge.credential)
    name = holder(credential["credentialSubject"])
    day = answers_as_text.day(day_in(programme, badge.issued_at), badge.language)
    word = "page.card_named" if name else "page.card_unnamed"
    return turn.say(badge.language, word, name=name, day=day)


def address(turn: Turn, badge: Badge) -> str:
    """The path of the card with the hash of its content; the badge's own picture when it has
    none."""
    drawn = drawing(turn, badge, programme_of(turn, badge))
    return f"/b/{badge.id}/card.png?v={drawn.hash}" if drawn else f"/b/{badge.id}.png"
