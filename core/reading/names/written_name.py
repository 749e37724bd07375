"""Whether a name can stand in a badge, on a page and in a letter as it was written.

Real names of any one script are taken, with their accents, apostrophes, hyphens and dots.
"""

import re
import unicodedata
from enum import StrEnum

from core.reading.lookalikes import piled, scripts
from core.reading.text import clean

IN_PEOPLE = "'’‘`´-‐‑.·・,() "  # the signs that stand in names of people beside letters and digits
NEVER = frozenset("<>{}[]\\|^~=$`\ufffd")  # of markup and templates, and the broken sign
# Signs that show nothing, though Unicode calls them letters, marks or symbols.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
DRAWN = ("<font>", "<circle>", "<square>")  # letters of formulas, signs in a circle


class NameFault(StrEnum):
    """Why a text is no name as it stands."""

    SIGNS = "signs"  # invisible, of markup, or piled up
    SCRIPTS = "scripts"  # letters of several alphabets, which can look alike


def neat_name(text: str) -> str:
    """The name on one line, with single spaces and without control signs."""
    return " ".join(clean(text).split())


def name_fault(name: str, *, person: bool = False) -> NameFault | None:
    """What is wrong with a name; None for nothing. A person's has fewer signs than an
    organisation's, which may be « 100 % Emploi » or « Pôle & Cie »."""
    kinds = [unicodedata.category(sign) for sign in name]
    other = (sign for sign, kind in zip(name, kinds, strict=True) if kind[0] not in "LMN")
    strange = any(sign not in IN_PEOPLE for sign in other) if person else bool(NEVER & {*name})
    drawn = any(unicodedata.decomposition(sign).startswith(DRAWN) for sign in name)
    unseen = UNSEEN.search(name) or any(kind[0] == "C" for kind in kinds)
    if strange or drawn or unseen or piled(name):
        return NameFault.SIGNS
    return NameFault.SCRIPTS if len(scripts(name)) > 1 else None
