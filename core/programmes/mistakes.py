"""The mistakes of a programme file: where, what, and how to mend it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from core.programmes import rules
from core.programmes.programme import (
    BadgeClass,
    Form,
    Language,
    Programme,
    QuestionKind,
    Review,
    ReviewBy,
)

ARTWORK = "artwork.svg"
Wrong = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a programme file: where it is, what is wrong, and how to mend it."""

    path: Path
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.path}: {self.key}" if self.key else str(self.path)
        return f"{where}: {self.what}; {self.mend}"


MENDS = {
    "missing": "add this key",
    "extra_forbidden": "remove it, or mend its spelling",
    "string_pattern_mismatch": "follow the pattern",
    "literal_error": "use one of the values named",
    "enum": "use one of the values named",
}


def mistakes_of(path: Path, error: ValidationError) -> tuple[Mistake, ...]:
    """The mistakes that the shape of the file finds by itself: missing, unknown or ill-typed
    keys."""
    return tuple(
        Mistake(
            path,
            ".".join(str(step) for step in wrong["loc"]),
            wrong["msg"][0].lower() + wrong["msg"][1:],
            MENDS.get(wrong["type"], "write a value of that form"),
        )
        for wrong in error.errors()
    )


def mistakes_in(path: Path, programme: Programme) -> tuple[Mistake, ...]:
    """The mistakes in a well-formed programme: what points nowhere, contradicts itself or cannot
    work."""
    found = [
        *wrong_frame(path, programme),
        *wrong_texts(programme),
        *(wrong for badge in programme.badge for wrong in wrong_badge(programme, badge)),
        *(wrong for slug, form in programme.form.items() for wrong in wrong_form(slug, form)),
    ]
    return tuple(Mistake(path, key, what, mend) for key, what, mend in found)


def wrong_frame(path: Path, programme: Programme) -> Iterator[Wrong]:
    """What is wrong around the badges: the folder's name, the artwork, the time zone, slugs used
    twice or of no badge."""
    if programme.slug != path.parent.name:
        yield "slug", f"{programme.slug!r} is not the folder's name", f"write {path.parent.name!r}"
    if not (path.parent / ARTWORK).is_file():
        yield "", f"{ARTWORK} is missing beside it", "copy one of another programme"
    try:
        ZoneInfo(programme.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "timezone", f"{programme.timezone!r} is not known", "write Europe/Paris, for example"
    slugs = Counter(badge.slug for badge in programme.badge)
    for slug in (slug for slug, times in slugs.items() if times > 1):
        yield "badge", f"two badges are called {slug!r}", "give each its own slug"
    named = [("invitation.badge", programme.invitation.badge)] if programme.invitation else []
    named += [(f"event.{event.code}.badge", event.badge) for event in programme.event]
    for key, slug in named:
        if slug not in slugs:
            yield key, f"there is no badge {slug!r}", f"use one of {', '.join(slugs)}"


def wrong_texts(programme: Programme) -> Iterator[Wrong]:
    """A text must be there in each language of the programme."""
    for key, text in texts(programme):
        for language in programme.languages:
            if not text.get(language):
                yield key, f"no text in {language!r}", f"add {language} = …"


def texts(programme: Programme) -> Iterator[tuple[str, Mapping[Language, object]]]:
    """Every text by language in the file, with its key."""
    yield "name", programme.name
    yield "description", programme.description
    for group in programme.group:
        yield f"group.{group.slug}.name", group.name
    for number, name in programme.level.items():
        yield f"level.{number}", name
    for badge in programme.badge:
        for field in ("name", "description", "criteria", "skills"):
            yield f"badge.{badge.slug}.{field}", getattr(badge, field)
    for slug, form in programme.form.items():
        for question in form.question:
            yield f"form.{slug}.question.{question.name}.label", question.label
            yield f"form.{slug}.question.{question.name}.ask", question.ask
            for option in question.options:
                key = f"form.{slug}.question.{question.name}.options.{option.value}"
                yield key, option.label


def wrong_badge(programme: Programme, badge: BadgeClass) -> Iterator[Wrong]:
    """What is wrong with one badge class: its form, its group, its level, its milestone."""
    key = f"badge.{badge.slug}"
    if badge.form not in programme.form:
        known = ", ".join(programme.form)
        yield f"{key}.form", f"there is no form {badge.form!r}", f"use one of {known}"
    groups = {group.slug for group in programme.group}
    if badge.group and badge.group not in groups:
        yield f"{key}.group", f"there is no group {badge.group!r}", "add it under [[group]]"
    if badge.level is not None and programme.level and str(badge.level) not in programme.level:
        yield f"{key}.level", f"level {badge.level} has no name", "add it under [level]"
    if badge.milestone:
        wanted = (badge.milestone.competence, badge.milestone.level)
        if not any((other.competence, other.level) == wanted for other in programme.badge):
            what = f"no badge counts for {wanted[0]} at level {wanted[1]}"
            yield f"{key}.milestone", what, "give some badge that competence and level"


def wrong_form(slug: str, form: Form) -> Iterator[Wrong]:
    """What is wrong with one form: its questions, its rules, who decides."""
    key = f"form.{slug}"
    names = Counter(question.name for question in form.question)
    for name in (name for name, times in names.items() if times > 1):
        yield f"{key}.question", f"two questions are called {name!r}", "give each its own name"
    for question in form.question:
        if (question.kind is QuestionKind.CHOICE) != bool(question.options):
            what = "a choice needs options, and only a choice has them"
            yield f"{key}.question.{question.name}.options", what, "add or remove them"
    kinds = {question.name: question.kind for question in form.question}
    for number, rule in enumerate(form.rule):
        for what, mend in rules.mistakes(rule, kinds):
            yield f"{key}.rule.{number}.{rule.kind}", what, mend
    yield from wrong_review(key, form)


def wrong_review(key: str, form: Form) -> Iterator[Wrong]:
    """What is wrong with who decides: a question that is missing or of another kind."""
    kinds = {question.name: question.kind for question in form.question}
    if form.review.by is ReviewBy.DECLARED and QuestionKind.CONSENT not in kinds.values():
        what = "a declared badge needs the person's word"
        yield f"{key}.review.by", what, "add a question of kind consent"
    if form.review.by is ReviewBy.ORGANISATION and (
        kinds.get(form.review.organisation) is not QuestionKind.ORGANISATION
    ):
        what = f"{form.review.organisation!r} is not a question of kind organisation"
        yield f"{key}.review.organisation", what, "name the question that tells who decides"
    if form.review.campus and form.review.campus not in kinds:
        what = f"there is no question {form.review.campus!r}"
        yield f"{key}.review.campus", what, f"use one of {', '.join(sorted(kinds))}"
    yield from wrong_voices(f"{key}.review", form.review)


def wrong_voices(key: str, review: Review) -> Iterator[Wrong]:
    """How many must agree: only a jury counts votes, and two people are a matter of one or one."""
    if review.votes > review.of:
        what = f"{review.votes} votes of {review.of} can never be reached"
        yield f"{key}.votes", what, f"write at most {review.of}, or raise `of`"
    if review.by is not ReviewBy.JURY and (review.votes, review.of) != (1, 1):
        yield f"{key}.of", "only a jury counts votes", 'write by = "jury", or remove votes and of'
    if review.second and review.by not in (ReviewBy.COACH, ReviewBy.ORGANISATION):
        what = f"a second opinion needs a first: by is {review.by.value!r}"
        yield f"{key}.second", what, "use it with coach or organisation; a jury has votes and of"
