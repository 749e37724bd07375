"""The mistakes of milestones: badges that nothing adds up to, or that would need themselves."""

from collections.abc import Iterator

from core.ground.nearest import rather
from core.ground.sentences import Sentence
from core.programmes.badge_class import BadgeClass, Condition, Total
from core.programmes.form import QuestionKind
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.programme import Programme


def wrong_milestones(programme: Programme) -> Iterator[Wrong]:
    """What is wrong with each condition of each milestone, then the rounds that they lead in."""
    for number, badge in enumerate(programme.badge):
        place: Place = ("badge", number, "milestone")
        conditions = badge.milestone.all if badge.milestone else []
        for at, condition in enumerate(conditions):
            for sentence in wrong_condition(programme, condition):
                yield Wrong((*place, "all", at) if len(conditions) > 1 else place, sentence)
        if badge.milestone and (way := way_back(programme, badge)):
            told = {"slug": repr(badge.slug), "way": " → ".join(way)}
            word = "programme.milestone_itself" if len(way) == 2 else "programme.milestone_round"
            yield Wrong(place, Sentence(word, **told))


def wrong_condition(programme: Programme, condition: Condition) -> Iterator[Sentence]:
    """What is wrong with one condition: what it names, and how much it asks for."""
    known = {badge.slug for badge in programme.badge}
    if bool(condition.of) == bool(condition.competence):
        yield Sentence("programme.milestone_either")
    for slug in sorted(set(condition.of) - known):
        yield Sentence("programme.no_badge", slug=repr(slug), rather=rather(slug, known))
    for slug in sorted({each for each in condition.of if condition.of.count(each) > 1}):
        yield Sentence("programme.milestone_twice", slug=repr(slug))
    if condition.of and condition.needed > len(condition.of):
        told = {"count": condition.needed, "of": len(condition.of)}
        yield Sentence("programme.milestone_count", **told)
    if condition.organisations > condition.needed:
        told = {"organisations": condition.organisations, "count": condition.needed}
        yield Sentence("programme.milestone_organisations", **told)
    if condition.total:
        yield from wrong_total(programme, condition, condition.total)
    if condition.competence and not can_be_had(programme, condition):
        competence, level = condition.competence, condition.level
        yield Sentence("programme.milestone", competence=competence, level=level)


def wrong_total(programme: Programme, condition: Condition, total: Total) -> Iterator[Sentence]:
    """A sum needs a number that is asked for one of the badges that count."""
    counting = [
        badge
        for badge in programme.badge
        if condition.takes(badge.slug, badge.competence, badge.level or 0)
    ]
    forms = [programme.form[each.form] for each in counting if each.form in programme.form]
    numbers = {
        question.name
        for form in forms
        for question in form.question
        if question.kind is QuestionKind.NUMBER
    }
    if total.question not in numbers:
        told = {"name": repr(total.question), "known": ", ".join(sorted(numbers)) or "—"}
        yield Sentence("programme.milestone_total", **told)


def can_be_had(programme: Programme, condition: Condition) -> bool:
    """Whether the programme has a badge of the competence at this level or above: organisations
    that join register theirs for what it recognises."""
    return any(
        badge.competence == condition.competence and (badge.level or 0) >= condition.level
        for badge in programme.badge
    )


def way_back(programme: Programme, badge: BadgeClass) -> list[str]:
    """The slugs on the way from a milestone through what adds up to it back to itself; empty where
    there is none."""
    ways, seen = [[badge.slug]], {badge.slug}
    while ways:
        way = ways.pop(0)
        for slug in needs(programme, way[-1]):
            if slug == badge.slug:
                return [*way, slug]
            if slug not in seen:
                seen.add(slug)
                ways.append([*way, slug])
    return []


def needs(programme: Programme, slug: str) -> list[str]:
    """The badges that count towards this one."""
    badge = programme.badge_class(slug)
    if badge is None or badge.milestone is None:
        return []
    return [
        each.slug
        for each in programme.badge
        if any(
            condition.takes(each.slug, each.competence, each.level or 0)
            for condition in badge.milestone.all
        )
    ]
