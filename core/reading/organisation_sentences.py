"""An organisation as it is told in a sentence: « C'était à la bibliothèque de Clères voilà »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.reading import languages
from core.reading.acts.usual_words import common_words
from core.reading.languages import any_of, compiled, either
from core.reading.names.signed import closes, unsigned
from core.reading.organisation_words import SMALL
from core.reading.phrases import phrases
from core.reading.text import clean, fold, words

LONGEST, MOST_WORDS, SHORT = 120, 14, 6
MOST_SURE, READ = 10, 3000
KINDS = languages.words("organisations.kinds", "organisations.acronyms")
PLACES = languages.words("names.places")
MARKS = KINDS | PLACES
VAGUE = languages.words("organisations.vague")
GENERIC = languages.words("organisations.generic")  # « une école primaire »
HELPING = languages.words("organisations.helping")  # « j'étais accueillie par … »
DOUBTS = languages.words("organisations.doubts")
DOERS = languages.words("organisations.doers")
DENIED = languages.words("organisations.denied")
TO_US = languages.words("organisations.to_us") - DOERS  # who asks us something; « je » is both
ARTICLES = rf"(?:{either('organisations.articles')})"
WHERE = rf"(?:{either('organisations.where_at')})"
# « Alors moi j'étais bénévole à la … »: whose words they are, then where.
OWN = either("organisations.named")  # « mon asso c'est … »
NAMED = compiled(rf"\b(?:{OWN})\s+")
TOLD = compiled(rf"^(?:[^,;:.]*\b)?(?:{either('organisations.told')}|{OWN})\b")
LED = compiled(rf"^(?:[^,;:.(«\"]{{0,40}}?\b)?{WHERE}(?={ARTICLES}|[^\W\d_])")
OPENING = compiled(rf"^(?:(?:{either('organisations.opening')})\b[\s,.:!]*)+")
ARTICLE = compiled(rf"^{ARTICLES}")
INDEFINITE = compiled(rf"^(?:{any_of('organisations.indefinite')})\b")
ENDS = compiled(
    rf"\s*[,;(|/]|\s[-–—]\s|[.!?…](?:\s|$)|\s+(?:{either('organisations.goes_on')})\b|\n"
)
TAIL = compiled(rf"(?:[\s,.!]+(?:{either('organisations.closing')}))+\W*$")
IN_TOWN = compiled(rf"\s+(?:{either('organisations.in_town')})\s+\S.*$")
AT = compiled(rf"\b(?:{either('organisations.told_at')})")
AWAY = languages.words("organisations.home", "organisations.denials")
TOWN = re.compile(r"(?:mont|saint|sainte|st|ste)-\S+|\S+-(?:sur|sous|en|les|le|la|de|du)-\S+")
NOT_IT = compiled(rf"^(?:{any_of('organisations.denials')})\b[^,;.]*[,;.]\s*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|\n")


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """The name of an organisation as it was typed; `sure` where it can only be that."""

    name: str
    sure: bool


def place_in(text: str) -> PlaceSaid | None:
    """The organisation that an answer to the question for it names; None where it names none."""
    told = [each for line in _sentences(text) for each in _named(line)]
    sure = [each for each in told if each.sure]
    return next(iter(sure or told), None)


def _named(sentence: str) -> Iterator[PlaceSaid]:
    """What a sentence names as a whole, and else what one of its clauses does."""
    whole = _place(sentence)
    if whole is not None:
        yield whole
    for clause in sentence.split(", ")[1:]:
        if (whole is None or not whole.sure) and (told := _place(clause)):
            yield told


def place_told(text: str) -> tuple[str, int, int] | None:
    """The one organisation that a longer text names behind « à la », « chez » and the like, with
    where it begins and ends; None for none or several."""
    found = []
    for led in AT.finditer(fold(text[:READ])):
        before = words(text[max(0, led.start() - 25) : led.start()])[-3:]
        name = _ended(text[led.end() : led.end() + LONGEST])
        spoken = words(name)
        own = [word for word in spoken if word not in SMALL]
        telling = MARKS.intersection(spoken) and len(own) > 1 and _telling(spoken)
        if telling and len(spoken) <= MOST_WORDS and not AWAY.intersection(before):
            start = text.index(name, led.end())
            found.append((name[:1].upper() + name[1:], start, start + len(name)))
    return _named_own(text) or (found[0] if len(found) == 1 else None)


def _named_own(text: str) -> tuple[str, int, int] | None:
    """The one organisation of which a text says that it is the writer's: « mon asso c'est … »."""
    led = list(NAMED.finditer(fold(text[:READ])))
    if len(led) != 1:
        return None
    line = text[led[0].end() : led[0].end() + LONGEST]
    place = _place(line)
    if place is None or not place.sure:
        return None
    start = fold(text).index(fold(place.name), led[0].end())
    return place.name, start, start + len(place.name)


def _sentences(text: str) -> list[str]:
    """What is said, sentence by sentence: lines that a mail program broke are whole again, without
    greeting and signature."""
    paragraphs = re.split(r"\n\s*\n", unsigned(clean(text), last=False))
    whole = [_unbroken(each) for each in paragraphs]
    said = [line.strip() for each in whole for line in SENTENCE_END.split(each)]
    end = next((at for at, line in enumerate(said) if at and closes(line)), len(said))
    said = said[:end]
    return [line for line in said if line and tuple(words(line)) not in _polite()]


def _polite() -> frozenset[tuple[str, ...]]:
    return phrases("greeting", "courtesy", "closing", "device")


def _unbroken(paragraph: str) -> str:
    """The lines of a paragraph as one, but for those that begin with a figure or after a stop."""
    joined = ""
    for line in map(str.strip, paragraph.split("\n")):
        apart = not joined or line[:1].isdigit() or joined[-1] in ".!?:," or _greets(joined)
        glue = "\n" if joined and apart else "" if joined.endswith("-") or not joined else " "
        joined += glue + line
    return joined


def _greets(line: str) -> bool:
    return tuple(words(line.rsplit("\n", 1)[-1])) in _polite()


def _place(sentence: str) -> PlaceSaid | None:
    """The organisation that one sentence names, if it names one."""
    if "?" in sentence or len(sentence) > 400:
        return None
    line = _told(_after(NAMED, _after(NOT_IT, _after(OPENING, sentence))))
    if line is None:
        return None
    line = _after(OPENING, line)
    indefinite = bool(INDEFINITE.match(fold(line)))
    line = _after(INDEFINITE, line).lstrip() if indefinite else _without_article(line)
    name = _ended(line)
    spoken = words(name)
    wrong = not spoken or len(spoken) > MOST_WORDS or len(name) > LONGEST
    if wrong or DENIED.intersection(spoken) or not _telling(spoken):
        return None
    alone = line == sentence
    bare = IN_TOWN.sub("", fold(name))
    any_one = indefinite and not _proper(name[: len(bare)])
    doubted = bool(DOUBTS.intersection(words(sentence)))
    sure = _sure(name, spoken, alone=alone) and not any_one and not doubted
    return PlaceSaid(name[:1].upper() + name[1:], sure)


def _told(line: str) -> str | None:
    """What stands behind « moi j'étais bénévole à »; None for what is told about nothing."""
    if TO_US.intersection(words(line)[:1]):
        return None
    told = TOLD.match(fold(line))
    if not told and not _small(line):
        return line
    doing = bool(DOERS.intersection(words(line)[:1]))
    for _ in range(3):
        led = LED.match(fold(line))
        if led is None or not _leads(line[: led.end()]):
            break
        if DENIED.intersection(words(line[: led.end()])):
            return None
        line, doing = line[led.end() :], False
    return _within(line) if doing else line


def _within(line: str) -> str | None:
    """« J'ai fait Unis-Cité »: from the first word with a capital, or of a kind, behind common
    ones; None where there is none."""
    for found in list(re.finditer(r"[^\W_]+", line))[1:]:
        word = fold(found[0])
        if found[0][0].isupper() or word in MARKS:
            return line[found.start() :]
        if word not in common_words() and word not in SMALL | HELPING:
            return None
    return None


def _leads(before: str) -> bool:
    """Whether the words before a place only lead to it."""
    told = words(before)
    known = common_words() | SMALL | HELPING
    plain = all(len(word) == 1 or word in known for word in told)
    return plain and not MARKS.intersection(told)


def _without_article(line: str) -> str:
    """The line without « la » before it; « Les Passerelles » keeps what is written as its own."""
    rest = _after(ARTICLE, line).lstrip()
    own = line[:1].isupper() and rest[:1].isupper() and fold(line)[:2] != "l'"
    return line if own else rest


def _after(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.match(fold(line))
    return line[found.end() :] if found else line


def _small(line: str) -> bool:
    """Whether a line begins with « à », « chez » and the like."""
    return bool(re.match(WHERE, fold(line)))


def _ended(line: str) -> str:
    """The name without what is said behind it, and without the town that it is in."""
    line = line.lstrip(" :=-")
    quoted = re.match(r"[«\"“]\s*(?P<name>[^»\"”]{2,80}?)\s*[»\"”]", line)
    if quoted:
        return quoted["name"].strip()
    end = ENDS.search(fold(line))
    name = TAIL.sub("", line[: end.start()] if end else line)
    tail = TAIL.search(fold(name))
    name = name[: tail.start()] if tail else name
    town = IN_TOWN.search(fold(name))
    if town and any(
        word not in KINDS and word not in SMALL for word in words(name[: town.start()])
    ):
        name = name[: town.start()]
    return name.strip(" .,;:!'")


def _telling(spoken: list[str]) -> bool:
    """Whether a word tells an organisation from another."""
    own = [word for word in spoken if word not in SMALL and word not in VAGUE | GENERIC]
    return any(word.isalpha() and word not in KINDS for word in own)


def _proper(name: str) -> bool:
    """Whether a word behind the first has a capital."""
    return any(word[:1].isupper() for word in re.split(r"[\s'’-]+", name)[1:])


def _sure(name: str, spoken: list[str], *, alone: bool) -> bool:
    """Whether the words can only be a name: of a kind, with capitals, or few and unusual."""
    own = [word for word in spoken if word not in SMALL]
    if re.search(r"[«\"“]", name) and len(spoken) <= MOST_SURE:
        return True
    if len(spoken) > MOST_SURE or VAGUE.intersection(spoken) or TOWN.fullmatch(fold(name)):
        return False
    plain = common_words() | KINDS | GENERIC
    unusual = [word for word in own if word not in plain]
    if len(own) == 1 and not alone and not name.isupper():
        return _proper(name) or (bool(MARKS.intersection(own)) and own[0] not in KINDS)
    if MARKS.intersection(spoken) and len(own) > 1:
        return (
            bool(unusual) or _proper(name) or (name[:1].isupper() and not GENERIC.intersection(own))
        )
    mostly = len(unusual) * 2 > len(own) or not alone
    return _proper(name) or (bool(unusual) and mostly and len(spoken) <= SHORT)
