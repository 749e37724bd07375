"""A file that was sent, made fit to be kept: its kind found by its bytes, its metadata gone."""

import hashlib
import unicodedata
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from core.ground.errors import Refusal
from core.ground.sent_files import SentFile
from core.programmes.answers import files
from core.programmes.answers_as_text import MEGABYTE
from core.programmes.evidence import jpeg_scans
from core.programmes.evidence.pdf_files import checked_pdf, is_pdf
from core.programmes.form import FileKind, Question
from core.reading.text import clean

JPEG, PDF = "image/jpeg", "application/pdf"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what of Pillow may open what strangers send
LONGEST_SIDE = 2400  # pixels; a page of text is well read at these
MOST_PIXELS = 50_000_000  # of a picture that has to be opened whole
MOST_JPEG_PIXELS = 170_000_000  # a JPEG of one scan is made smaller as it is read
QUALITY = 88
LONGEST_NAME = 60
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheim")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came: what its sender called it, and its bytes. `wrong` is the word that says
    why there are none; `question` the one that it was sent for, where that is told."""

    name: str
    content: bytes
    wrong: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file as it is kept, and how an answer names it."""

    sent: SentFile
    content: bytes


def prepared(attachment: Attachment, question: Question, language: str) -> PreparedFile:
    """The file as it is kept: a picture drawn anew as a JPEG without a word in it, a PDF as it is.
    Raises `Refusal`, which says what to send instead."""
    name = shown_name(attachment.name)
    told = {**files.limits(question, language), "name": name}
    content = attachment.content
    if attachment.wrong:
        raise Refusal(attachment.wrong, **told)
    if not content:
        raise Refusal("answers.file_empty", **told)
    if len(content) > question.max_mb * MEGABYTE:
        raise Refusal("answers.file_large", **told)
    if is_pdf(content) and files.takes(question, FileKind.PDF):
        if wrong := checked_pdf(content):
            raise Refusal(wrong, **told)
        return kept(content, PDF, name, ".pdf")
    if content[4:12] in HEIC:
        raise Refusal("answers.file_heic", **told)
    if not files.takes(question, FileKind.IMAGE) or is_pdf(content):
        raise Refusal(f"answers.file_kind_{files.accepted(question)}", **told)
    try:
        return kept(drawn_anew(content), JPEG, name, ".jpg")
    except UnidentifiedImageError:
        raise Refusal(f"answers.file_kind_{files.accepted(question)}", **told) from None
    except (Image.DecompressionBombError, MemoryError):
        raise Refusal("answers.file_pixels", **told) from None
    except Exception:  # what Pillow raises on broken pictures is of many kinds
        raise Refusal("answers.file_broken", **told) from None


def kept(content: bytes, kind: str, name: str, ending: str) -> PreparedFile:
    """The bytes that are kept, under a name that ends as their kind does."""
    stem = name.rpartition(".")[0] or name
    digest = hashlib.sha256(content).hexdigest()
    return PreparedFile(SentFile(digest, kind, len(content), f"{stem}{ending}"), content)


def drawn_anew(content: bytes) -> bytes:
    """The picture as a JPEG of its pixels alone, upright, no side above 2400 pixels. Raises what
    Pillow does, `DecompressionBombError` for too many pixels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > most_pixels(picture, content):
                raise Image.DecompressionBombError
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            whole = ImageOps.exif_transpose(picture).convert("RGBA")
            bare = Image.new("RGB", whole.size, "white")
            bare.paste(whole, mask=whole.getchannel("A"))
    made = BytesIO()
    bare.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def most_pixels(picture: Image.Image, content: bytes) -> int:
    """How many pixels a picture may have: more where it is never held whole in memory, none where
    it would be decoded without end."""
    if picture.format != "JPEG":
        return MOST_PIXELS
    passes = jpeg_scans.scans(content)
    if passes > jpeg_scans.MANY:
        return 0
    at_once = passes <= jpeg_scans.FEW and "progressive" not in picture.info
    return MOST_JPEG_PIXELS if at_once else MOST_PIXELS


def shown_name(name: str) -> str:
    """A file's name as people may read it: its last part, without signs that hide or turn."""
    last = PurePosixPath(clean(name).replace("\\", "/")).name
    seen = (sign for sign in last if sign == " " or unicodedata.category(sign)[0] not in "CZ")
    plain = " ".join("".join(seen).split()) or "photo.jpg"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= LONGEST_NAME or not dot:
        return plain[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"[:LONGEST_NAME]
