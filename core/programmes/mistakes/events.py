"""What is wrong with event codes: a badge whose form asks for none, one that no code brings."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from core.ground.findings import Weight
from core.ground.sentences import Sentence
from core.programmes import validity
from core.programmes.form import Form, QuestionKind
from core.programmes.mistakes.mistake import Wrong
from core.programmes.programme import Programme

RULE = "event_code"


def wrong_events(programme: Programme) -> Iterator[Wrong]:
    """Each code is one event's, and its badge's form asks for it."""
    codes = Counter(event.code for event in programme.event)
    for number, event in enumerate(programme.event):
        if codes[event.code] > 1:
            sentence = Sentence("programme.code_twice", code=event.code)
            yield Wrong(("event", number, "code"), sentence)
        badge = programme.badge_class(event.badge)
        form = programme.form.get(badge.form) if badge else None
        if badge and form and not asks_a_code(form):
            named = {"code": event.code, "badge": repr(badge.slug), "form": badge.form}
            yield Wrong(("event", number, "badge"), Sentence("programme.event_unasked", **named))
    brought = {event.badge for event in programme.event}
    for number, badge in enumerate(programme.badge):
        form = programme.form.get(badge.form)
        if form and asks_a_code(form) and badge.slug not in brought:
            sentence = Sentence("programme.no_code", badge=repr(badge.slug), form=badge.form)
            yield Wrong(("badge", number), sentence, Weight.BEWARE)


def asks_a_code(form: Form) -> bool:
    return any(question.kind is QuestionKind.CODE for question in form.question)


def wrong_codes(slug: str, form: Form) -> Iterator[Wrong]:
    """A code that is asked for is looked at: without the rule, any code would do."""
    looked_at = {name for rule in form.rule if rule.kind == RULE for name in rule.of}
    for number, question in enumerate(form.question):
        if question.kind is QuestionKind.CODE and question.name not in looked_at:
            write = f'{{ kind = "{RULE}", of = ["{question.name}"] }}'
            place = ("form", slug, "question", number)
            yield Wrong(place, Sentence("programme.code_unchecked", write=write))


def past(programme: Programme, now: datetime) -> Iterator[Wrong]:
    """The codes and the badge classes whose last day is over."""
    today = now.astimezone(programme.zone).date()
    for number, event in enumerate(programme.event):
        if date.fromisoformat(event.until) < today:
            sentence = Sentence("programme.event_past", code=event.code, day=event.until)
            yield Wrong(("event", number, "until"), sentence, Weight.BEWARE)
    for number, badge in enumerate(programme.badge):
        last = validity.end(badge.expires, now, programme.zone)
        if last is not None and last < now:
            sentence = Sentence("programme.class_past", day=badge.expires)
            yield Wrong(("badge", number, "expires"), sentence, Weight.BEWARE)
