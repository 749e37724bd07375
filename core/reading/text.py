"""Text made comparable: what people type, with its accents, dashes and invisible characters."""

import re
import unicodedata

ALIKE = str.maketrans("‐‑‒–—―−’‘ʼ`´“”«»→؟", "-------'''''\"\"\"\">?")
WORD = re.compile(r"[^\W_]+")
INVISIBLE = {"Cc", "Cf", "Co", "Cs"}


class _Folds(dict[int, str]):
    """One letter for each letter, found when first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).translate(ALIKE)
        plain = unicodedata.normalize("NFKD", letter)[0].lower()[0]
        self[code] = " " if unicodedata.category(plain).startswith("Z") else plain
        return self[code]


_FOLDS = _Folds()


class _Visible(dict[int, str | int | None]):
    """One sign for each sign: every space a plain one, the invisible ones gone."""

    def __missing__(self, code: int) -> str | int | None:
        kind = unicodedata.category(chr(code))
        if chr(code) == "\n" or kind in ("Zl", "Zp"):
            self[code] = "\n"
        elif kind == "Zs" or chr(code) == "\t":
            self[code] = " "
        else:
            self[code] = None if kind in INVISIBLE else code
        return self[code]


_VISIBLE = _Visible()


def tidy(text: str) -> str:
    """The text without control, bidi and zero-width signs; line ends and spaces plain ones."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_VISIBLE)
    return unicodedata.normalize("NFC", plain)


def clean(text: str) -> str:
    """The text without control, bidi and zero-width characters; every space a plain one, none at
    the ends."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # which only a plain space is, of all spaces
        return composed.strip()
    return tidy(composed.replace("\r\n", "\n").replace("\r", "")).strip()


def fold(text: str) -> str:
    """Lower case without accents, of the same length: « Déc. – 1er » becomes "dec. - 1er"."""
    return text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The folded words: letters and digits, nothing else; œ is two letters."""
    plain = fold(text).replace("œ", "oe").replace("æ", "ae")
    return WORD.findall(plain)


def name_key(name: str) -> tuple[str, ...]:
    """What two spellings of one organisation's name have in common: « Atelier-du-Bocage » and
    « ATELIER  DU BOCAGE » have the same."""
    return tuple(words(name))
