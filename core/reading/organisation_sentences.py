"""An organisation as it is told in a sentence: « C'était à la bibliothèque de Clères voilà »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.reading import languages
from core.reading.acts.usual_words import common_words
from core.reading.languages import any_of, compiled, either
from core.reading.names.signed import closes, unsigned
from core.reading.organisation_clauses import PEOPLE, called, insisted, meant, told_of
from core.reading.organisation_ends import IN_TOWN, ended, with_acronym, with_branch
from core.reading.organisation_sureness import MARKS, MOST_SURE, only_a_name, proper, telling_one
from core.reading.organisation_words import SMALL
from core.reading.phrases import phrases
from core.reading.text import clean, fold, words

LONGEST, MOST_WORDS, READ = 120, 14, 3000
OF_TOWN = re.compile(r"\b(?:[dD]['’]|(?:de|of|van|von|in|du|des)\s+)[^\W\d_][\w-]*")
WHICH = languages.words("organisations.which")  # « lequel des deux ? »
NEARBY = languages.words("organisations.nearby")
ASSOCIATION = re.compile(r"\be\. ?V\.(?=\W|$)")
HELPING = languages.words("organisations.helping")  # « j'étais accueillie par … »
DOUBTS = languages.words("organisations.doubts")
DOERS = languages.words("organisations.doers")
DENIED = languages.words("organisations.denied")
TO_US = languages.words("organisations.to_us") - DOERS  # who asks us something; « je » is both
ARTICLES = rf"(?:{either('organisations.articles')})"
WHERE = rf"(?:{either('organisations.where_at')})"
# « Alors moi j'étais bénévole à la … »: whose words they are, then where.
NAMED = compiled(rf"\b(?:{either('organisations.named')})\s+")  # « mon asso c'est … »
TOLD = compiled(rf"^(?:[^,;:.]*\b)?(?:{either('organisations.told')})\b")
LED = compiled(rf"^(?:[^,;:.(«\"]{{0,40}}?\b)?{WHERE}(?={ARTICLES}|[^\W\d_])")
OPENING = compiled(rf"^(?:(?:{either('organisations.opening')})\b[\s,.:!]*)+")
ARTICLE = compiled(rf"^{ARTICLES}")
INDEFINITE = compiled(rf"^(?:{any_of('organisations.indefinite')})\b")
AT = compiled(rf"\b(?:{either('organisations.told_at')})")
AWAY = languages.words("organisations.home", "organisations.denials")
NOT_IT = compiled(rf"^(?:{any_of('organisations.denials')})\b[^,;.]*[,;.]\s*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|\n")


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """The name of an organisation as it was typed; `sure` where it can only be that."""

    name: str
    sure: bool


def place_in(text: str) -> PlaceSaid | None:
    """The organisation that an answer to the question for it names; None where it names none."""
    if name := insisted(text):
        return PlaceSaid(name[:1].upper() + name[1:], sure=len(words(name)) <= MOST_SURE)
    pieces = meant(ASSOCIATION.sub("e.V.", text))
    told = [each for piece in pieces for line in _sentences(piece) for each in _named(line)]
    hedged = bool(WHICH.intersection(words(text)))
    hedged = hedged or (len(pieces) > 1 and bool(DOUBTS.intersection(words(text))))
    sure = [each for each in told if each.sure and not hedged]
    return _longest(sure) if sure else next((PlaceSaid(each.name, False) for each in told), None)


def _longest(sure: list[PlaceSaid]) -> PlaceSaid:
    """The first, or the one that says more of it: « le CHU, CHU de Rouen »."""
    first = words(sure[0].name)
    return max(
        (each for each in sure if words(each.name)[: len(first)] == first),
        key=lambda each: len(each.name),
    )


def _named(sentence: str) -> Iterator[PlaceSaid]:
    """What a sentence names as a whole, and else what one of its clauses does."""
    sentence = told_of(sentence)
    if (name := called(sentence)) and (place := _place(name)):
        yield PlaceSaid(place.name, place.sure or proper(f"- {place.name}"))
        return
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
        name = ended(text[led.end() : led.end() + LONGEST])
        spoken = words(name)
        own = [word for word in spoken if word not in SMALL]
        telling = MARKS.intersection(spoken) and len(own) > 1 and telling_one(spoken)
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
    line = _told(_after(NOT_IT, _after(OPENING, sentence)))
    if line is None:
        return None
    line = _after(OPENING, line)
    if PEOPLE.intersection(words(line)[:1]) and not MARKS.intersection(words(line)):
        return None
    indefinite = bool(INDEFINITE.match(fold(line)))
    line = _after(INDEFINITE, line).lstrip() if indefinite else _without_article(line)
    name = ended(line)
    spoken = words(name)
    name = with_acronym(with_branch(name, line), line)
    wrong = not spoken or len(spoken) > MOST_WORDS or len(name) > LONGEST or _near(sentence)
    if wrong or _denies(name, line) or not telling_one(spoken):
        return None
    alone = line == sentence and len(words(sentence)) <= len(spoken) + 1
    bare = IN_TOWN.sub("", fold(name))
    any_one = indefinite and not proper(OF_TOWN.sub("", name[: len(bare)]))
    doubted = bool(DOUBTS.intersection(words(sentence)))
    sure = only_a_name(name, spoken, alone=alone) and not any_one and not doubted
    return PlaceSaid(name[:1].upper() + name[1:], sure)


def _denies(name: str, line: str) -> bool:
    """Whether a word of a name denies it, and is no part of it: « Les Petits Pas » has one."""
    plain = " ".join(word for word in re.findall(r"\w+", name) if word[0].islower())
    return bool(DENIED.intersection(words(plain))) and not re.search(r"[«\"“]", line)


def _near(sentence: str) -> bool:
    """« In de buurt van het station »: what a place is near to is not it."""
    return bool(NEARBY.intersection(words(sentence)[:3]))


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
