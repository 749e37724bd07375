"""An outbox row becomes a mail: the same row is the same mail for ever, so a repeat is harmless."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from functools import lru_cache

from core.badges.picture.thumbnails import thumbnail
from core.claims.evidence import shown_files
from core.claims.evidence.shown_files import ShownFile
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.tables import Outbox
from core.ground.world import Turn
from core.issuing import stored_badges
from core.issuing.stored_badges import BadgeFile
from core.reports.picture import picture
from mail.letters import mime
from mail.letters.html import PICTURE_ID, as_html
from mail.letters.letter_file import as_text
from mail.letters.thread import Origin, origin
from mail.letters.values import Ready, ready
from mail.row_tags import bounce_address, message_id, tag

UNASKED = (MessageKind.INVITATION, MessageKind.REMINDER)  # mails that nobody asked for
MOST_FILES = 15_000_000  # bytes of files in one mail: most servers take 25 MB, in base64
PREVIEW = 480  # pixels, shown at half that size


@dataclass(frozen=True, slots=True)
class MailContent:
    """All that a mail needs from the store; `base` is the address that people answer to."""

    made: Ready
    base: str
    url: str
    answered: Origin | None
    badge: BadgeFile | None
    picture: tuple[str, bytes] | None = None  # file name and PNG of what was drawn for it
    files: tuple[ShownFile, ...] = ()  # of the claim that is to be decided on


@dataclass(frozen=True, slots=True)
class Written:
    """A mail ready to go; without a sender where nobody is to hear of a bounce."""

    sender: str
    to: str
    raw: bytes
    message_id: str


def draft(turn: Turn, row: Outbox) -> MailContent:
    """What the mail of an outbox row needs from the store. Raises `Trouble` for settings or letters
    that the operator must mend."""
    base = turn.settings.mail_address
    if not base:
        raise Trouble("trouble.no_sender")
    made = ready(turn, row)
    badge = stored_badges.badge_file(turn, made.message.badge) if made.message.badge else None
    if badge is not None:
        preview(badge.drawn)
    asked = made.message.picture
    drawn = picture(turn.world, asked) if asked else None
    files = fitting(turn, made.message.files)
    return MailContent(made, base, turn.settings.base, origin(turn, row), badge, drawn, files)


def fitting(turn: Turn, named: Sequence[str]) -> tuple[ShownFile, ...]:
    """The files that a mail takes along, up to what mail servers take; the others are on the
    page."""
    taken, left = [], MOST_FILES
    for reference in named:
        file = shown_files.shown(turn, reference)
        if file is not None and len(file.content) <= left:
            taken.append(file)
            left -= len(file.content)
    return tuple(taken)


def written(draft: MailContent) -> Written:
    """The mail of a draft; needs nothing but the draft."""
    row, message = draft.made.row, draft.made.message
    identity = message_id(draft.base, message.token, row.id)
    lines = [*addressed(draft), *marked(draft, identity), "MIME-Version: 1.0\r\n"]
    receipt = draft.answered is not None and not message.token
    sender = "" if receipt else bounce_address(draft.base, row.id)
    raw = "".join(lines).encode("utf-8") + body(draft)
    return Written(sender, row.place, raw, identity)


def body(draft: MailContent) -> bytes:
    """Text first, then HTML with its picture; the badge itself as a file."""
    made = draft.made
    palette = made.programme.palette if made.programme else None
    words = mime.text_part("plain", as_text(made.letter))
    page = mime.text_part("html", as_html(made.letter, made.sender, made.message.locale, palette))
    if draft.files:
        told = container("alternative", made, words, page)
        return container("mixed", made, told, *(enclosed(each) for each in draft.files))
    if draft.picture is not None:
        told = container("alternative", made, words, page)
        return container("mixed", made, told, attachment(*draft.picture))
    if draft.badge is None:
        return container("alternative", made, words, page)
    page = container("related", made, page, preview(draft.badge.drawn))
    told = container("alternative", made, words, page)
    return container("mixed", made, told, attachment(draft.badge.name, draft.badge.png))


def container(kind: str, made: Ready, *parts: bytes) -> bytes:
    """A multipart whose border is of the row, not of chance."""
    return mime.multipart(kind, f"={kind}={tag(made.row.id)}", *parts)


def attachment(name: str, png: bytes) -> bytes:
    """A file, byte for byte: the issued badge, or a picture."""
    disposition = f'Content-Disposition: attachment; filename="{name}"'
    return mime.png_part(mime.wrapped(png), disposition)


def enclosed(file: ShownFile) -> bytes:
    """A file of a claim, byte for byte."""
    name = mime.file_name(file.name)
    disposition = f"Content-Disposition: attachment; {name}"
    return mime.file_part(file.kind, mime.wrapped(file.content), disposition)


@lru_cache(maxsize=64)
def preview(png: bytes) -> bytes:
    """The picture that is seen in the mail; it bears no proof, the file does."""
    small = mime.wrapped(thumbnail(png, PREVIEW))
    return mime.png_part(small, "Content-Disposition: inline", f"Content-ID: <{PICTURE_ID}>")


def addressed(draft: MailContent) -> Iterator[str]:
    """Who writes to whom, and where an answer goes."""
    made = draft.made
    yield mime.field("From", mime.mailbox(made.sender, draft.base))
    yield mime.field("To", [made.row.place])
    yield mime.field("Reply-To", mime.mailbox(made.sender, made.reply_to))
    yield mime.field("Subject", mime.words(made.letter.subject))
    yield mime.field("Date", [format_datetime(made.row.created_at)])


def marked(draft: MailContent, identity: str) -> Iterator[str]:
    """The headers that machines read: thread, automatic (RFC 3834), unsubscribing (RFC 8058)."""
    made, answered = draft.made, draft.answered
    yield mime.field("Message-ID", [identity])
    if made.row.kind != MessageKind.HUMAN:  # RFC 3834, section 5: for what no person wrote
        yield mime.field("Auto-Submitted", ["auto-replied" if answered else "auto-generated"])
        yield mime.field("X-Auto-Response-Suppress", ["All"])
    if answered and answered.message_id:
        yield mime.field("In-Reply-To", [answered.message_id])
        yield mime.field("References", answered.references.split())
    if made.row.kind in UNASKED and made.message.token:
        yield mime.field("List-Unsubscribe", unsubscribing(draft))
        yield mime.field("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"])


def unsubscribing(draft: MailContent) -> Sequence[str]:
    page = f"<{draft.url}/stop/{draft.made.message.token}>,"
    return page, f"<mailto:{draft.made.reply_to}?subject=STOP>"
