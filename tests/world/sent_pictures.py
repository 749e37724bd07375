"""Pictures and documents as people send them, good and hostile, made on the spot."""

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS, LATITUDE, DESCRIPTION = 0x8825, 2, 0x010E
SECRET = "chez Lina, 12 rue des Lilas"
PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture with a gradient, so that it is not all one colour."""
    made = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, kind)
    return made.getvalue()


def tagged_photo() -> bytes:
    """A photo as a phone makes it: where it was taken, a description, a comment, lying on its
    side."""
    image = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    exif = Image.Exif()
    exif[DESCRIPTION] = SECRET
    exif[0x0112] = 6  # Orientation: turn it by 90 degrees
    exif.get_ifd(GPS)[LATITUDE] = (50.0, 37.0, 59.2)
    made = BytesIO()
    image.save(made, "JPEG", exif=exif, comment=SECRET.encode())
    return made.getvalue()


def progressive(size: tuple[int, int] = (640, 480), more_scans: int = 0) -> bytes:
    """A JPEG that gets clearer as it loads; its last scan as often again as is told."""
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, "JPEG", progressive=True)
    whole = made.getvalue()
    last = whole[whole.rfind(b"\xff\xc4") : -2]
    return whole[:-2] + last * more_scans + whole[-2:]


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that would be gigabytes of pixels."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        check = zlib.crc32(kind + held)
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
HOSTILE = {
    "bomb.png": (bomb(), "file_pixels"),
    "drawing.svg": (SVG, "file_kind_both"),
    "IMG_0042.HEIC": (HEIC, "file_heic"),
    "empty.jpg": (b"", "file_empty"),
    "cut.jpg": (picture()[:2000], "file_broken"),
    "cut.png": (picture("PNG")[:300], "file_broken"),
    "program.jpg": (b"MZ\x90\x00" + bytes(500), "file_kind_both"),
    "page.pdf": (b"<html>%PDF-1.4</html>", "file_kind_both"),
    "cut.pdf": (PDF[:60], "file_broken"),
    "script.pdf": (PDF.replace(b"/Pages 2", b"/OpenAction << /S /JavaScript >> /Pages 2"),
                   "file_active"),
    "hidden.pdf": (PDF.replace(b"/Pages 2", b"/OpenAction << /S /J#61vaScript >> /Pages 2"),
                   "file_active"),
    "locked.pdf": (PDF.replace(b"/Root", b"/Encrypt 3 0 R /Root"), "file_locked"),
}  # fmt: skip


def by_name(name: str) -> bytes:
    """A file of a transcript by its name: a paper, else a photo with all that it tells."""
    return PDF if name.endswith(".pdf") else tagged_photo()
