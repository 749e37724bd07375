"""The mistakes of a programme file: where, what, and how to mend it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.ground.sentences import ENGLISH, Sentence
from core.programmes import frameworks, milestone_mistakes, rules
from core.programmes.badge_class import BadgeClass
from core.programmes.file_values import Language
from core.programmes.form import Form, QuestionKind, Review, ReviewBy
from core.programmes.programme import Programme
from core.programmes.programme_parts import EVENTS

ARTWORK = "artwork.svg"
Wrong = tuple[str, Sentence]  # the key, and what is wrong with it


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a programme file: where it is, what is wrong, and how to mend it."""

    path: Path
    key: str
    sentence: Sentence

    @property
    def where(self) -> str:
        """The file, and the key in it where there is one."""
        return f"{self.path}: {self.key}" if self.key else str(self.path)

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, language: str = ENGLISH) -> str:
        """The mistake on one line."""
        mend = self.sentence.mend
        return (
            f"{self.where}: {self.sentence.in_words(language)}; {mend and mend.in_words(language)}"
        )


# The words for what the shape refuses, by the kind of error of pydantic.
REFUSED = {
    "missing": "programme.shape_missing",
    "extra_forbidden": "programme.shape_unknown",
    "shaped": "programme.shape_shaped",
    "literal_error": "programme.shape_value",
    "enum": "programme.shape_value",
    "greater_than_equal": "programme.shape_least",
    "less_than_equal": "programme.shape_most",
    "int_type": "programme.shape_integer",
    "int_parsing": "programme.shape_no_integer",
    "string_type": "programme.shape_text",
}


def mistakes_of(path: Path, error: ValidationError) -> tuple[Mistake, ...]:
    """The mistakes that the shape of the file finds by itself: missing, unknown or ill-typed
    keys."""
    return tuple(
        Mistake(
            path,
            ".".join(str(step) for step in wrong["loc"]),
            Sentence(
                REFUSED.get(wrong["type"], "programme.shape_form"),
                **values(wrong),
            ),
        )
        for wrong in error.errors()
    )


def values(wrong: ErrorDetails) -> dict[str, object]:
    """What a sentence about an error of the shape may name."""
    told: dict[str, object] = {**wrong.get("ctx", {}), "why": wrong["msg"].lower()}
    if "form" in told:
        told["form"] = Sentence(f"programme.form_{told['form']}")
    return told


def mistakes_in(path: Path, programme: Programme) -> tuple[Mistake, ...]:
    """The mistakes in a well-formed programme: what points nowhere, contradicts itself or cannot
    work."""
    found = [
        *wrong_frame(path, programme),
        *wrong_delays(programme),
        *wrong_webhooks(programme),
        *wrong_issuers(programme),
        *wrong_texts(programme),
        *(wrong for badge in programme.badge for wrong in wrong_badge(programme, badge)),
        *milestone_mistakes.wrong_milestones(programme),
        *(wrong for slug, form in programme.form.items() for wrong in wrong_form(slug, form)),
    ]
    return tuple(Mistake(path, key, sentence) for key, sentence in found)


def wrong_frame(path: Path, programme: Programme) -> Iterator[Wrong]:
    """What is wrong around the badges: the folder's name, the artwork, the time zone, slugs used
    twice or of no badge."""
    if programme.slug != path.parent.name:
        slug, folder = repr(programme.slug), repr(path.parent.name)
        yield "slug", Sentence("programme.slug", named=slug, folder=folder)
    if not (path.parent / ARTWORK).is_file():
        yield "", Sentence("programme.no_artwork", file=ARTWORK)
    try:
        ZoneInfo(programme.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "timezone", Sentence("programme.timezone", named=repr(programme.timezone))
    slugs = Counter(badge.slug for badge in programme.badge)
    for slug in (slug for slug, times in slugs.items() if times > 1):
        yield "badge", Sentence("programme.badge_twice", slug=repr(slug))
    named = [("invitation.badge", programme.invitation.badge)] if programme.invitation else []
    named += (
        [(f"factory.badge.{slug}", slug) for slug in programme.factory.badge]
        if programme.factory
        else []
    )
    named += [(f"event.{event.code}.badge", event.badge) for event in programme.event]
    for key, slug in named:
        if slug not in slugs:
            known = ", ".join(slugs)
            yield key, Sentence("programme.no_badge", slug=repr(slug), known=known)


def wrong_delays(programme: Programme) -> Iterator[Wrong]:
    """Reminders come one after the other, and a day begins before it ends."""
    delays, invitation = programme.delays, programme.invitation
    days = {"delays.reminder_days": delays.reminder_days}
    if invitation and invitation.reminder_days is not None:
        days["invitation.reminder_days"] = invitation.reminder_days
    for key, each in days.items():
        if (sound := tuple(sorted(set(each)))) != each:
            yield key, Sentence("programme.reminders", days=list(each), sound=list(sound))
    if delays.review_from >= delays.review_to:
        hours = {"start": delays.review_from, "end": delays.review_to}
        yield "delays.review_to", Sentence("programme.review_hours", **hours)


def wrong_webhooks(programme: Programme) -> Iterator[Wrong]:
    """A webhook has a name of its own, and asks for events that there are."""
    names = Counter(hook.name for hook in programme.webhook)
    for name in (name for name, times in names.items() if times > 1):
        yield "webhook", Sentence("programme.webhook_twice", name=repr(name))
    known = {*EVENTS, *(f"{kind.partition('.')[0]}.*" for kind in EVENTS)}
    for hook in programme.webhook:
        for kind in (kind for kind in hook.events if kind not in known):
            told = {"kind": repr(kind), "known": ", ".join(EVENTS)}
            yield f"webhook.{hook.name}.events", Sentence("programme.no_event", **told)


def wrong_issuers(programme: Programme) -> Iterator[Wrong]:
    """An organisation that issues badges has a slug of its own, and has confirmed them."""
    own = {slug: form for slug, form in programme.form.items() if form.issuer == "organisation"}
    for slug, form in own.items():
        if form.review.by is not ReviewBy.ORGANISATION:
            write = 'review.by = "organisation"'
            yield f"form.{slug}.issuer", Sentence("programme.issuer_unconfirmed", write=write)
    for slug in (badge.slug for badge in programme.badge if badge.form in own):
        if programme.issued_elsewhere(slug):
            yield f"factory.badge.{slug}", Sentence("programme.issuer_elsewhere")
    for place in programme.organisation:
        if own and not place.slug:
            yield "organisation", Sentence("programme.no_slug", name=repr(place.name))
    slugs = Counter(place.slug for place in programme.organisation if place.slug)
    for slug in (slug for slug, times in slugs.items() if times > 1):
        yield "organisation", Sentence("programme.slug_twice", slug=repr(slug))


def wrong_texts(programme: Programme) -> Iterator[Wrong]:
    """A text must be there in each language of the programme."""
    for key, text in texts(programme):
        for language in programme.languages:
            if not text.get(language):
                add = f"{language} = …"
                yield key, Sentence("programme.no_text", language=repr(language), add=add)


def texts(programme: Programme) -> Iterator[tuple[str, Mapping[Language, object]]]:
    """Every text by language in the file, with its key."""
    yield "name", programme.name
    yield "description", programme.description
    if programme.title:
        yield "title", programme.title
    for group in programme.group:
        yield f"group.{group.slug}.name", group.name
    for number, name in programme.level.items():
        yield f"level.{number}", name
    for badge in programme.badge:
        for field in ("name", "description", "criteria", "skills"):
            yield f"badge.{badge.slug}.{field}", getattr(badge, field)
        for place, entry in enumerate(badge.alignment):
            yield f"badge.{badge.slug}.alignment.{place}.name", entry.name
    for slug, form in programme.form.items():
        for question in form.question:
            yield f"form.{slug}.question.{question.name}.label", question.label
            yield f"form.{slug}.question.{question.name}.ask", question.ask
            for option in question.options:
                key = f"form.{slug}.question.{question.name}.options.{option.value}"
                yield key, option.label


def wrong_badge(programme: Programme, badge: BadgeClass) -> Iterator[Wrong]:
    """What is wrong with one badge class: its form, its group, its level, its alignments."""
    key = f"badge.{badge.slug}"
    if badge.form not in programme.form:
        known = ", ".join(programme.form)
        yield f"{key}.form", Sentence("programme.no_form", form=repr(badge.form), known=known)
    groups = {group.slug for group in programme.group}
    if badge.group and badge.group not in groups:
        yield f"{key}.group", Sentence("programme.no_group", group=repr(badge.group))
    if badge.level is not None and programme.level and str(badge.level) not in programme.level:
        yield f"{key}.level", Sentence("programme.level_unnamed", level=badge.level)
    for number, entry in enumerate(badge.alignment):
        for part, wrong in frameworks.wrong_entry(entry):
            yield f"{key}.alignment.{number}.{part}", wrong
        if entry in badge.alignment[:number]:
            yield f"{key}.alignment.{number}", Sentence("programme.alignment_twice", url=entry.url)


def wrong_form(slug: str, form: Form) -> Iterator[Wrong]:
    """What is wrong with one form: its questions, its rules, who decides."""
    key = f"form.{slug}"
    names = Counter(question.name for question in form.question)
    for name in (name for name, times in names.items() if times > 1):
        yield f"{key}.question", Sentence("programme.question_twice", name=repr(name))
    for question in form.question:
        if (question.kind is QuestionKind.CHOICE) != bool(question.options):
            yield f"{key}.question.{question.name}.options", Sentence("programme.options")
    kinds = {question.name: question.kind for question in form.question}
    for number, rule in enumerate(form.rule):
        for sentence in rules.mistakes(rule, kinds):
            yield f"{key}.rule.{number}.{rule.kind}", sentence
    yield from wrong_review(key, form)


def wrong_review(key: str, form: Form) -> Iterator[Wrong]:
    """What is wrong with who decides: a question that is missing or of another kind."""
    kinds = {question.name: question.kind for question in form.question}
    if form.review.by is ReviewBy.DECLARED and QuestionKind.CONSENT not in kinds.values():
        yield f"{key}.review.by", Sentence("programme.declared")
    if form.review.by is ReviewBy.ORGANISATION and (
        kinds.get(form.review.organisation) is not QuestionKind.ORGANISATION
    ):
        named = repr(form.review.organisation)
        yield f"{key}.review.organisation", Sentence("programme.not_organisation", named=named)
    if form.review.campus and form.review.campus not in kinds:
        named, known = repr(form.review.campus), ", ".join(sorted(kinds))
        yield f"{key}.review.campus", Sentence("programme.no_question", name=named, known=known)
    yield from wrong_voices(f"{key}.review", form.review)


def wrong_voices(key: str, review: Review) -> Iterator[Wrong]:
    """How many must agree: only a jury counts votes, and two people are a matter of one or one."""
    if review.votes > review.of:
        yield f"{key}.votes", Sentence("programme.votes", votes=review.votes, of=review.of)
    if review.by is not ReviewBy.JURY and (review.votes, review.of) != (1, 1):
        yield f"{key}.of", Sentence("programme.only_jury", write='by = "jury"')
    if review.second and review.by not in (ReviewBy.COACH, ReviewBy.ORGANISATION):
        yield f"{key}.second", Sentence("programme.second", by=repr(review.by.value))
