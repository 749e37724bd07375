"""An outbox row becomes a mail: the same row is the same mail for ever, so a repeat is harmless."""

import binascii
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache

from core.badges.preview import thumbnail
from core.claims import holding
from core.ground import documents
from core.ground.errors import Trouble
from core.ground.tables import Badge, Outbox
from core.ground.world import Turn, World
from mail.layout import PICTURE_ID, as_html
from mail.letters import as_text
from mail.origin import Origin, origin
from mail.row_tags import bounce_address, message_id, tag
from mail.values import Ready, ready

INVITATIONS = ("invitation", "invitation-incomplete")
PREVIEW = 480  # pixels, shown at half that size


@dataclass(frozen=True, slots=True)
class Written:
    """A mail ready to go; without a sender where nobody is to hear of a bounce."""

    sender: str
    to: str
    raw: bytes
    message_id: str


def write(world: World, row: Outbox) -> Written:
    """The mail of a row. Raises `Trouble` for settings or letters that the operator must mend."""
    base = world.settings.mail_address
    if not base:
        raise Trouble(
            "Mails have no sender: COCARDE_MAIL_ADDRESS is not set.",
            mend="Set it to the address that people answer to, such as badges@example.org.",
        )
    with world.glance() as turn:
        made = ready(turn, row)
        answered = origin(turn, row)
        drawn = artwork(turn, made.message.badge)
    identity = message_id(base, made.message.token, row.id)
    mail = body(world, made, drawn)
    address(mail, made, base)
    mark(mail, made, answered, identity, world.settings.base)
    receipt = answered is not None and not made.message.token
    sender = "" if receipt else bounce_address(base, row.id)
    return Written(sender, row.place, unfolded(mail.as_bytes()), identity)


def body(world: World, made: Ready, drawn: bytes) -> EmailMessage:
    """Text first, then HTML with its picture; the badge itself as a file."""
    badge = holding.picture(world, made.message.badge) if made.message.badge else None
    palette = made.programme.palette if made.programme else None
    words = part("plain", as_text(made.letter))
    page = part("html", as_html(made.letter, made.sender, made.message.locale, palette))
    if badge is not None:
        page = container("related", made, page, preview(drawn))
    mail = EmailMessage(policy=SMTP if made.row.place.isascii() else SMTPUTF8)
    if badge is None:
        fill_container(mail, "alternative", made, [words, page])
    else:
        told = container("alternative", made, words, page)
        fill_container(mail, "mixed", made, [told, attachment(*badge)])
    return mail


def artwork(turn: Turn, badge_id: str) -> bytes:
    """The picture of a badge without its proof, the same for all badges of a month."""
    badge = turn.db.get(Badge, badge_id) if badge_id else None
    document = documents.find(turn, badge.artwork) if badge else None
    return document.body if document else b""


def part(kind: str, text: str) -> MIMEPart:
    """A text part in quoted-printable, by the fast encoder of the standard library."""
    encoded = binascii.b2a_qp(text.encode("utf-8"), istext=True).decode("ascii")
    made = MIMEPart(policy=SMTP)
    made["Content-Type"] = f'text/{kind}; charset="utf-8"'
    made["Content-Transfer-Encoding"] = "quoted-printable"
    made.set_payload(encoded)
    return made


def container(kind: str, made: Ready, *parts: MIMEPart) -> MIMEPart:
    whole = MIMEPart(policy=SMTP)
    fill_container(whole, kind, made, list(parts))
    return whole


def fill_container(whole: MIMEPart, kind: str, made: Ready, parts: list[MIMEPart]) -> None:
    """A multipart whose border is of the row, not of chance."""
    whole["Content-Type"] = f'multipart/{kind}; boundary="={kind}={tag(made.row.id)}"'
    whole.set_payload(parts)  # type: ignore[arg-type]


def attachment(name: str, png: bytes) -> MIMEPart:
    """The issued file, byte for byte."""
    made = MIMEPart(policy=SMTP)
    made.set_content(png, maintype="image", subtype="png", filename=name)
    return made


def preview(png: bytes) -> MIMEPart:
    """The picture that is seen in the mail; it bears no proof, the file does."""
    made = MIMEPart(policy=SMTP)
    made.set_content(smaller(png), maintype="image", subtype="png", disposition="inline")
    made["Content-ID"] = f"<{PICTURE_ID}>"
    return made


@lru_cache(maxsize=64)
def smaller(png: bytes) -> bytes:
    return thumbnail(png, PREVIEW) if png else b""


def unfolded(raw: bytes) -> bytes:
    """No header begins with an empty line: some servers lose a Message-ID that does."""
    head, blank, rest = raw.partition(b"\r\n\r\n")
    return re.sub(rb"(?m)^([\w-]+):[ \t]*\r\n[ \t]+(?=<)", rb"\1: ", head) + blank + rest


def address(mail: EmailMessage, made: Ready, base: str) -> None:
    """Who writes to whom, and where an answer goes."""
    mail["From"] = Address(display_name=made.sender, addr_spec=base)
    mail["To"] = made.row.place
    mail["Reply-To"] = Address(display_name=made.sender, addr_spec=made.reply_to)
    mail["Subject"] = made.letter.subject
    mail["Date"] = format_datetime(made.row.created_at)


def mark(mail: EmailMessage, made: Ready, answered: Origin | None, identity: str, url: str) -> None:
    """The headers that machines read: thread, automatic (RFC 3834), unsubscribing (RFC 8058)."""
    mail["Message-ID"] = identity
    mail["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if answered and answered.message_id:
        mail["In-Reply-To"] = answered.message_id
        mail["References"] = answered.references
    if made.message.letter in INVITATIONS and made.message.token:
        page, written = f"{url}/stop/{made.message.token}", f"mailto:{made.reply_to}?subject=STOP"
        mail["List-Unsubscribe"] = f"<{page}>, <{written}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
