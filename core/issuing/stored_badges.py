"""What the web gives of the badges of the store, and the register that they are checked against."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from core.badges.openbadges import paths
from core.badges.picture import bake
from core.badges.publish.documents import HostedDocument
from core.badges.publish.serve import StoredBadge, WebFile, serve
from core.badges.signing import key_file
from core.badges.verify.issuers import Register
from core.badges.verify.store_issuers import BadgeStoreRegister
from core.badges.verify.this_installation import KeysRegister
from core.badges.verify.verify import Verdict, verify
from core.ground import tables
from core.ground.errors import Trouble
from core.ground.tables import Badge
from core.ground.world import Turn, World
from core.issuing import documents, profiles
from core.reading.text import words


@dataclass(frozen=True, slots=True)
class LiveBadgeStore:
    """The badge store as the rows of an open turn."""

    turn: Turn
    base: str
    keyring: key_file.Keyring

    def badge(self, badge: str) -> StoredBadge | None:
        """The badge of that id, or None."""
        row = self.turn.db.get(Badge, badge)
        return stored_badge(row) if row else None

    def stored(self, path: str) -> HostedDocument | None:
        """The hosted document at that URL path: an issuer's profile as it is now, all else as it
        was written; None for nothing."""
        if now := profiles.as_now(self.turn, path):
            return now
        row = documents.find(self.turn, path)
        return HostedDocument(row.body, row.content_type) if row else None

    def revoked(self, issuer: str) -> list[StoredBadge]:
        """The revoked badges of an issuer, the first revoked one first."""
        query = select(Badge).where(*issued_by(issuer), col(Badge.revoked_at).is_not(None))
        rows = self.turn.db.exec(query.order_by(col(Badge.revoked_at), col(Badge.id)))
        return [stored_badge(row) for row in rows]

    def highest(self, issuer: str) -> int:
        """The highest place in the issuer's status lists that is taken; 0 before the first
        badge."""
        query = select(func.max(Badge.status_index)).where(*issued_by(issuer))
        return self.turn.db.exec(query).one() or 0


def issued_by(issuer: str) -> tuple[ColumnElement[bool], ...]:
    """The condition of the badges of an issuer, by its slug."""
    programme, organisation = paths.programme_and_organisation(issuer)
    return col(Badge.programme) == programme, col(Badge.issuer) == organisation


def stored_badge(row: tables.Badge) -> StoredBadge:
    return StoredBadge(
        row.id,
        row.status_index,
        row.credential,
        row.assertion,
        row.revoked_at,
        row.revoked_reason,
    )


def badge_store(turn: Turn) -> LiveBadgeStore:
    """What the web gives of the badges, read in this turn; raises `Trouble` when the key file
    cannot be read or the public address is not the root of a site."""
    settings = turn.settings
    return LiveBadgeStore(turn, paths.root(settings.base), key_file.read(settings.key_path))


def register(turn: Turn) -> Register:
    """Where a badge is looked up while this turn is open; without the keys nothing can be told."""
    try:
        return BadgeStoreRegister(badge_store(turn))
    except Trouble as trouble:
        return KeysRegister(paths.root(turn.settings.base), key_file.Keyring(), trouble)


def served(world: World, path: str) -> WebFile | None:
    """What stands at a URL path: exact bytes, content type, and status 200 or 410; None for
    nothing."""
    with world.glance() as turn:
        return serve(badge_store(turn), path)


def baked(turn: Turn, badge: Badge) -> bytes | None:
    """The badge's PNG with both credentials in it; None once it was erased."""
    drawn = documents.find(turn, badge.artwork)
    if drawn is None or not badge.credential:
        return None
    texts = {
        bake.KEYWORD_3: badge.credential.decode(),
        bake.KEYWORD_2: badge.assertion.decode(),
    }
    return bake.bake(drawn.body, texts)


def judge(turn: Turn, file: bytes, recipient: str | None = None) -> Verdict:
    """The verdict on a picture or document that somebody hands in; with a mail address, whether the
    badge is theirs."""
    return verify(file, recipient=recipient, register=register(turn), now=turn.at)


LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class BadgeFile:
    """File name and PNG of a badge, and the drawing without its proof: one for many badges."""

    name: str
    png: bytes
    drawn: bytes


def picture(world: World, badge_id: str) -> tuple[str, bytes]:
    """File name and PNG bytes of a badge, both credentials (Open Badges 3.0 and 2.0) baked in.

    Raises `Trouble` when the badge or its artwork is not in the store.
    """
    with world.glance() as turn:
        found = badge_file(turn, badge_id)
        return found.name, found.png


def badge_file(turn: Turn, badge_id: str) -> BadgeFile:
    """A badge's file with its drawing, read within a turn. Raises `Trouble` when the badge or its
    artwork is not in the store."""
    badge = turn.db.get(Badge, badge_id)
    drawn = documents.find(turn, badge.artwork) if badge else None
    png = baked(turn, badge) if badge else None
    if badge is None or drawn is None or png is None:
        raise Trouble("trouble.badge_broken", badge=badge_id)
    return BadgeFile(file_name(badge), png, drawn.body)


def file_name(badge: Badge) -> str:
    """A file name of plain letters that every system takes, as `becode-python-avance.png`."""
    plain = "-".join(words(f"{badge.programme} {badge.name}"))
    return f"{plain.encode('ascii', 'ignore').decode()[:LONGEST_NAME]}.png"
