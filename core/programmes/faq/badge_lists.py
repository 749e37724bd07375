"""Which badges a question is about: « les badges de communication », "level 2", or all of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.programmes.badge_class import BadgeClass
from core.programmes.badge_names import BADGE_WORDS, tells
from core.programmes.file_values import said
from core.programmes.form import ReviewBy
from core.programmes.programme import Programme
from core.reading import languages
from core.reading.text import words

STEM = 5  # letters by which « communication » is of « communiquer »
LEVEL = languages.words("acts.level_words")


def asked_for(programme: Programme, text: str) -> list[BadgeClass]:
    """The badges of a programme that a text asks to list: those of the level and of the group or
    name that it says, all where it says neither."""
    spoken = words(text)
    badges = of_level(programme, programme.badge, spoken)
    return named(programme, badges, spoken) or badges


def of_level(
    programme: Programme, badges: Sequence[BadgeClass], spoken: Sequence[str]
) -> list[BadgeClass]:
    """The badges of the level that is told by its figure or its name; all where none is told."""
    told = {after for word, after in pairwise(spoken) if word in LEVEL}
    phrase = f" {' '.join(spoken)} "
    told |= {
        level
        for level, names in programme.level.items()
        if any(f" {' '.join(words(name))} " in phrase for name in names.values())
    }
    return [each for each in badges if str(each.level) in told] or list(badges)


def named(
    programme: Programme, badges: Sequence[BadgeClass], spoken: Sequence[str]
) -> list[BadgeClass]:
    """The badges whose group, competence or name has a word that was said, or one of its family;
    none where no word tells one from another."""
    stems = set(stems_of(spoken))
    of_all = set.intersection(*(set(told(programme, each)) for each in programme.badge))
    found = [each for each in badges if stems.intersection(set(told(programme, each)) - of_all)]
    return found if len(found) < len(badges) else []


def told(programme: Programme, badge: BadgeClass) -> Iterator[str]:
    """The stems of the words that tell a badge: of its group, its competence and its name, in each
    language."""
    group = next((each.name for each in programme.group if each.slug == badge.group), {})
    for text in (*group.values(), badge.competence, *badge.name.values()):
        yield from stems_of(words(text))


def stems_of(spoken: Sequence[str]) -> Iterator[str]:
    """What each telling word has in common with those of its family."""
    for word in spoken:
        if tells(word) and not word.isdecimal() and word not in BADGE_WORDS | LEVEL:
            yield word[:STEM]


def grouped(
    programme: Programme, badges: Sequence[BadgeClass], language: str
) -> Iterator[tuple[str, list[BadgeClass]]]:
    """The badges under the headings of the programme, those without one first."""
    headings = {"": "", **{each.slug: said(each.name, language) for each in programme.group}}
    for slug, heading in headings.items():
        if found := [each for each in badges if each.group == slug]:
            yield heading, found


def way_to(programme: Programme, badge: BadgeClass) -> str:
    """How a badge is come by: `claim` for one that is asked for, `gathered` for one that others add
    up to, `given` for one that the team gives unasked."""
    if badge.milestone is not None:
        return "gathered"
    return "given" if programme.form_of(badge).review.by is ReviewBy.AWARDED else "claim"
