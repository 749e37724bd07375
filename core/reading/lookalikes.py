"""Letters that pass for others: several scripts in one name, or signs that imitate letters."""

import re
import unicodedata

EAST = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC")
)
NO_SCRIPT = {"MODIFIER", "FEMININE", "MASCULINE"}  # « kaʻahumanu », « Mª »
# Cyrillic and Greek letters that nobody can tell from Latin ones.
TWINS = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅЗҮӀοναικρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
# Latin letters of living languages beyond Latin-1 and Latin Extended-A: Vietnamese, Romanian,
# pinyin, Azeri; the rest of those blocks are phonetic signs.
_LATIN = re.compile(r"[A-Za-zªºÀ-ÖØ-öø-ňŊ-žƏƠơƯưǍ-ǜǞ-ȳəḀ-ỹ]")
_WORD = re.compile(r"[^\W\d_]+")
MOST_MARKS = 2


def doubtful(name: str) -> bool:
    """Whether a name must be seen by a person: mixed scripts, look-alikes, piled-up marks."""
    composed = unicodedata.normalize("NFC", name)
    letters = [each for each in composed if each.isalpha()]
    mixed = len(scripts(composed)) > 1
    return mixed or any(map(odd, letters)) or piled(composed) or disguised(composed)


def scripts(text: str) -> set[str]:
    """The scripts of the letters of a text."""
    return {script(each) for each in text if each.isalpha()} - NO_SCRIPT


def script(letter: str) -> str:
    """The script of a letter by its Unicode name; those of East Asia go together."""
    named = unicodedata.name(letter, "?").split()[0]
    return "EAST" if named in EAST else named


def odd(letter: str) -> bool:
    """A letter that is another one in disguise: wide, mathematical, small capital, phonetic."""
    named = unicodedata.name(letter, "")
    if named.startswith("LATIN"):
        return not _LATIN.fullmatch(letter)
    return unicodedata.normalize("NFKC", letter) != letter and not named.startswith("ARABIC")


def piled(text: str) -> bool:
    """More marks on a letter than any language writes."""
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > MOST_MARKS:
            return True
    return False


def disguised(text: str) -> bool:
    """All look-alikes: « Аса Сара » in Cyrillic, which everybody reads as Latin."""
    return TWINS.issuperset("".join(_WORD.findall(text)) or "-")
