"""A person's name out of what they say: kept as written, never put in another case."""

import re
import unicodedata

from core.reading import languages
from core.reading.languages import any_of, compiled, either, leading
from core.reading.text import clean, fold, words

LONGEST = 120
CALLED, PRESENTED = either("names.called"), either("names.presented")
INTRODUCTION = compiled(
    rf"(?:(?:{either('names.before')})[\s,!.]+)*"
    rf"(?:{CALLED}|{PRESENTED}|{either('names.introduced')})\s+"
)
SURE = compiled(rf"\b(?:(?P<called>{CALLED})|{PRESENTED})\s+")
STOPS = compiled(rf"[.,;!?\n]|$|\b(?:{any_of('names.stops')})\b")
ARTICLES = languages.words("names.articles")
PARTICLES = frozenset(
    ("de", "du", "des", "la", "le", "el", "al", "bin", "ben", "van", "von", "der", "den", "da",
     "dos", "di", "ter", "ten", "te", "d", "e", "y", "op", "het", "st", "zu")
)  # fmt: skip
NOT_NAMES = languages.words("names.not_names")
# Small words of a sentence: « Les dates sont fausses » is no name.
SENTENCE = languages.words("names.sentence")
INSISTED = compiled(
    rf"(?:(?:{either('names.insisted_yes')})[\s,!.]+)?(?:{either('names.insisted')})\s*[:,.!]*\s*"
)
TITLE = compiled(rf"(?:{either('names.titles')})\s+(?=\S+\s+\S+)")
# A stop ends the name, but not behind an initial or « ép. », « St. ».
END = compiled(rf"\n|[!?;]|(?<!\b\w)(?<!\b\w\w)\.\s|, (?={leading('names.next_clause')})")
USUAL_WORDS, MOST_WORDS = 8, 12
WHOLE_ALONE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI")


def read(text: str) -> str:
    """The name in an answer; empty if none can be told from it."""
    spoken = clean(text)
    insisted = INSISTED.match(fold(spoken))
    line = _line(spoken[insisted.end() :] if insisted else spoken)
    return line if _sound(line) or (insisted and _possible(line)) else ""


def doubted(text: str) -> str:
    """What is written as a name but holds words that are seldom part of one: « Sandra Nee »."""
    line = _line(clean(text))
    own = [word for word in words(line) if word not in NOT_NAMES]
    written = _written_as_name(line) and len(line.split()) > 1
    return line if written and own and _possible(line) else ""


def _written_as_name(line: str) -> bool:
    return all(word[0].isupper() or fold(word) in PARTICLES for word in line.split())


def _line(spoken: str) -> str:
    """The first line or sentence, without « je m'appelle » and « M. » before it."""
    spoken = spoken[_introduction(spoken) :]
    titled = TITLE.match(fold(spoken))
    spoken = spoken[titled.end() :] if titled else spoken
    line = END.split(spoken, maxsplit=1)[0]
    return " ".join(line.strip(" ,.:\"«»'“”").split())


def alone(name: str) -> bool:
    """Whether a name is one word only, where surname and first name are usual."""
    first = unicodedata.name(name[0], "") if name else ""
    return len(name.split()) < 2 and not first.startswith(WHOLE_ALONE)


def mentioned(text: str) -> tuple[str, int, int] | None:
    """The name in a text that says it is one (« Je m'appelle Lina Haddad, du… ») with where it
    begins and ends; None without any."""
    for found in SURE.finditer(fold(text)):
        said = re.match(r"(?:[^\W\d_][\w'’.-]*\s?){2,6}", text[found.end() :])
        name = _proper(said.group().split()) if said else ""
        if not name and said and found["called"]:
            name = _small(said.group())
        if name and _sound(name):
            return name, found.start(), text.index(name, found.end()) + len(name)
    return None


def _small(said: str) -> str:
    """« awa diallo » after « je m'appelle »: two or three words before the sentence goes on."""
    end = STOPS.search(fold(said))
    name = said[: end.start()].strip() if end else said.strip()
    if ARTICLES.intersection(words(name)):
        return ""
    return name if len(name.split()) in (2, 3) and said.startswith(name) else ""


def _introduction(line: str) -> int:
    found = INTRODUCTION.match(fold(line))
    return found.end() if found else 0


def _proper(spoken: list[str]) -> str:
    """The words that begin like names; none for « Lina Haddad de Lille », which could be either."""
    kept: list[str] = []
    for word in spoken:
        if not word[0].isupper() and (not kept or fold(word) not in PARTICLES):
            break
        if not word[0].isupper() and len(kept) > 1 and kept[-1][0].isupper():
            return ""
        kept.append(word.rstrip(".,"))
        if word.endswith((".", ",")) and len(word) > 2:
            break
    while kept and fold(kept[-1]) in PARTICLES and not kept[-1][0].isupper():
        kept.pop()
    return " ".join(kept) if len(kept) > 1 else ""


def _sound(name: str) -> bool:
    spoken = words(name)
    return (
        _possible(name)
        and len(name.split()) <= (MOST_WORDS if _written_as_name(name) else USUAL_WORDS)
        and not NOT_NAMES.intersection(spoken)
        and not SENTENCE.intersection(spoken)
    )


def _possible(name: str) -> bool:
    """Whether it could be written on a badge as a name at all."""
    letters = any(letter.isalpha() for letter in name)
    strange = re.search(r"[\d@/\\<>{}\[\]|=+*#%$€_~^?]", name)
    return letters and not strange and len(name) <= LONGEST and len(name.split()) <= MOST_WORDS
