"""Text made comparable: what people type, with its accents, dashes and invisible characters."""

import re
import unicodedata

ALIKE = str.maketrans("‐‑‒–—―−’‘ʼ`´“”«»→", "-------'''''\"\"\"\">")
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


def clean(text: str) -> str:
    """The text without control, bidi and zero-width characters; every space a plain one."""
    spaced = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    if spaced.isprintable():  # which only a plain space is, of all spaces
        return spaced.strip()
    return "".join(_visible(letter) for letter in spaced).strip()


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n" or kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs":
        return " "
    return "" if kind in INVISIBLE else letter


def fold(text: str) -> str:
    """Lower case without accents, of the same length: « Déc. – 1er » becomes "dec. - 1er"."""
    return text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The folded words: letters and digits, nothing else; œ is two letters."""
    plain = fold(text).replace("œ", "oe").replace("æ", "ae")
    return WORD.findall(plain)
