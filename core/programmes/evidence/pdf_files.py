"""What is looked for in a PDF before it is kept: that it is whole, open to all, and only shows."""

import re

HEAD, TAIL = 1024, 2048  # bytes in which a PDF begins and ends (ISO 32000, 7.5)
# What runs, opens or carries something when the document is opened (ISO 32000, 12.6 and 7.11).
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|SubmitForm|ImportData)\b"
)
LOCKED = re.compile(rb"/Encrypt\b")
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def is_pdf(content: bytes) -> bool:
    """Whether bytes begin as a PDF does; one that begins later is something else too."""
    return content.startswith(b"%PDF-")


def checked_pdf(content: bytes) -> str:
    """The word that says why a PDF is not kept; empty for one that is.

    What is hidden in compressed objects is not found: a PDF is therefore never shown inside a page,
    only given as a file.
    """
    if b"%%EOF" not in content[-TAIL:]:
        return "answers.file_broken"
    plain = NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)
    if LOCKED.search(plain):
        return "answers.file_locked"
    return "answers.file_active" if ACTIVE.search(plain) else ""
