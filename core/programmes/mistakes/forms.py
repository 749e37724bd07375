"""What is wrong with forms: questions, rules, and what nobody reads."""

from collections import Counter
from collections.abc import Iterator, Set

from core.ground.findings import Weight
from core.ground.sentences import Sentence
from core.programmes import rules
from core.programmes.form import Form, QuestionKind, ReviewBy, Rule
from core.programmes.mistakes.events import wrong_codes
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.mistakes.questions import wrong_answers, wrong_deciding
from core.programmes.mistakes.reviews import wrong_review
from core.programmes.programme import Programme

# Who looks at every answer; the rules alone and the person's own word look at none.
READERS = (ReviewBy.COACH, ReviewBy.ORGANISATION, ReviewBy.JURY, ReviewBy.AWARDED)


def wrong_forms(programme: Programme) -> Iterator[Wrong]:
    """What is wrong with each form, and those that no badge has."""
    used = {badge.form for badge in programme.badge}
    for slug, form in programme.form.items():
        yield from wrong_questions(slug, form, added_up(programme))
        yield from wrong_deciding(slug, form)
        yield from wrong_rules(slug, form)
        yield from wrong_review(slug, form)
        yield from wrong_codes(slug, form)
        if slug not in used:
            yield Wrong(("form", slug), Sentence("programme.form_unused"), Weight.BEWARE)


def added_up(programme: Programme) -> set[str]:
    """The questions whose answers a milestone adds up."""
    wider = (badge.milestone.all for badge in programme.badge if badge.milestone)
    return {part.total.question for parts in wider for part in parts if part.total}


def wrong_questions(slug: str, form: Form, added: Set[str]) -> Iterator[Wrong]:
    """Each has a name of its own, options where it is a choice, and somebody who reads it; what is
    `added` up is read."""
    names = Counter(question.name for question in form.question)
    read = {*added, *(name for rule in form.rule for name in rule.of)}
    read |= {form.review.organisation, form.review.campus}
    read |= {each.when.question for each in form.question if each.when}
    for number, question in enumerate(form.question):
        place = ("form", slug, "question", number)
        if names[question.name] > 1:
            sentence = Sentence("programme.question_twice", name=repr(question.name))
            yield Wrong((*place, "name"), sentence)
        if (question.kind is QuestionKind.CHOICE) != bool(question.options):
            yield Wrong((*place, "options"), Sentence("programme.options"))
        yield from wrong_answers(place, form, number)
        values = Counter(option.value for option in question.options)
        for value in (value for value, times in values.items() if times > 1):
            sentence = Sentence("programme.option_twice", value=repr(value))
            yield Wrong((*place, "options"), sentence)
        read_by_none = form.review.by not in READERS and question.kind is not QuestionKind.CONSENT
        if read_by_none and not question.evidence and question.name not in read:
            yield Wrong(place, Sentence("programme.unread"), Weight.BEWARE)


def wrong_rules(slug: str, form: Form) -> Iterator[Wrong]:
    """Each rule is there, and names questions and values that fit it."""
    kinds = {question.name: question.kind for question in form.question}
    for number, rule in enumerate(form.rule):
        for sentence in rules.mistakes(rule, kinds):
            yield Wrong(("form", slug, "rule", number), sentence)
        yield from unreachable(form, ("form", slug, "rule", number), rule)


def unreachable(form: Form, place: Place, rule: Rule) -> Iterator[Wrong]:
    """A number of which more is asked than its question takes."""
    value = rule.values.get("value")
    if rule.kind != "at_least" or not isinstance(value, int):
        return
    for question in form.question:
        if question.name in rule.of and question.max is not None and value > question.max:
            told = {"value": value, "name": repr(question.name), "max": f"{question.max:g}"}
            yield Wrong(place, Sentence("programme.rule_above", **told))
