"""What a changed programme asks and demands otherwise than the one that is in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.audit.versions import rule_line
from core.programmes.form import Form
from core.programmes.programme import Programme


class Difference(StrEnum):
    """What is otherwise in a badge or its form."""

    BADGE_NEW = "badge_new"
    BADGE_GONE = "badge_gone"
    QUESTION_NEW = "question_new"
    QUESTION_GONE = "question_gone"
    QUESTION_OTHER = "question_other"  # asked otherwise: its kind, its options, whether it is asked
    RULE_NEW = "rule_new"
    RULE_GONE = "rule_gone"
    REVIEW = "review"  # who decides


@dataclass(frozen=True, slots=True)
class FormDifference:
    """One thing that is otherwise: in which form (empty for a badge), and what it is called."""

    difference: Difference
    form: str
    what: str


def differences(now: Programme, then: Programme) -> Iterator[FormDifference]:
    """All that is otherwise, badges first, then form by form."""
    old, new = ({each.slug for each in programme.badge} for programme in (now, then))
    yield from (FormDifference(Difference.BADGE_GONE, "", slug) for slug in sorted(old - new))
    yield from (FormDifference(Difference.BADGE_NEW, "", slug) for slug in sorted(new - old))
    for name in sorted(now.form.keys() & then.form.keys()):
        yield from in_form(name, now.form[name], then.form[name])


def in_form(name: str, now: Form, then: Form) -> Iterator[FormDifference]:
    """What is otherwise in one form."""
    old, new = ({each.name: each for each in form.question} for form in (now, then))
    yield from (
        FormDifference(Difference.QUESTION_GONE, name, each) for each in old if each not in new
    )
    yield from (
        FormDifference(Difference.QUESTION_NEW, name, each) for each in new if each not in old
    )
    for each in sorted(old.keys() & new.keys()):
        words = {"label", "ask", "fills"}
        if old[each].model_dump(exclude=words) != new[each].model_dump(exclude=words):
            yield FormDifference(Difference.QUESTION_OTHER, name, each)
    had, has = (
        [rule_line(rule.kind, rule.of, rule.values) for rule in form.rule] for form in (now, then)
    )
    yield from (FormDifference(Difference.RULE_GONE, name, each) for each in had if each not in has)
    yield from (FormDifference(Difference.RULE_NEW, name, each) for each in has if each not in had)
    if now.review != then.review:
        yield FormDifference(Difference.REVIEW, name, f"{now.review.by} → {then.review.by}")
