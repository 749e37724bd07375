"""Names in plain letters: what passports, keyboards and neighbours make of them."""

import unicodedata

CYRILLIC = dict(zip(
    "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюяђјљњћџ",
    ("a b v g g d e ie e zh z i i i i k l m n o p r s t u u f kh ts ch sh shch . y . e iu ia "
     "dj j lj nj c dz").replace(".", "_").split(),
    strict=True,
))  # fmt: skip
GREEK = dict(zip(
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s",
     "t", "u", "f", "ch", "ps", "o"],
    strict=True,
))  # fmt: skip
BARE = {
    "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ħ": "h", "ŋ": "n", "ə": "e",
} | {letter: plain.strip("_") for letter, plain in {**CYRILLIC, **GREEK}.items()}  # fmt: skip
WIDE = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ñ": "ny"}
# One sound, two spellings: y and i, ph and f … whoever writes the name down chooses.
SOUNDS = (
    ("shch", "sch"), ("tch", "ch"), ("sch", "sh"), ("ch", "sh"), ("kh", "h"), ("ph", "f"),
    ("th", "t"), ("ou", "u"), ("oo", "u"), ("ck", "k"), ("dj", "j"), ("zh", "j"), ("dh", "d"),
    ("gh", "g"), ("ks", "x"), ("ei", "e"), ("ie", "e"), ("ya", "ia"), ("yu", "iu"), ("y", "i"),
    ("w", "v"),
)  # fmt: skip


def spellings(word: str) -> frozenset[str]:
    """The plain spellings of a word in small letters, reduced so that equal sounds are equal."""
    small = unicodedata.normalize("NFC", word.replace("İ", "i").casefold().replace("ß", "ss"))
    return frozenset({reduced(plain(small, {})), reduced(plain(small, WIDE))})


def plain(small: str, wide: dict[str, str]) -> str:
    """The word without accents; `wide` letters become two."""
    return "".join(wide.get(letter) or bare(letter) for letter in small)


def bare(letter: str) -> str:
    """The plain letters of one letter, without its accents."""
    if letter in BARE:
        return BARE[letter]
    base = unicodedata.normalize("NFKD", letter)[:1]
    return "" if unicodedata.combining(base) else BARE.get(base, base)


def reduced(word: str) -> str:
    """Equal sounds in one spelling, no letter twice in a row."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)
