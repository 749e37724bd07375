"""What is wrong with one question: its number, its file, and the answer after which it is asked."""

from collections.abc import Iterator, Mapping

from core.ground.nearest import rather
from core.ground.sentences import Sentence, either
from core.programmes.form import Form, Question, QuestionKind
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.question_parts import When

OF_NUMBERS = ("unit", "min", "max", "decimals")
OF_FILES = ("accept", "max_files", "max_mb")
BY_VALUE = (QuestionKind.CHOICE, QuestionKind.CONSENT)
YES = "yes"  # the one value of a consent


def wrong_answers(place: Place, form: Form, number: int) -> Iterator[Wrong]:
    """What is wrong with what a question takes as its answer, and with when it is asked."""
    question = form.question[number]
    yield from misplaced(place, question, OF_NUMBERS, QuestionKind.NUMBER)
    yield from misplaced(place, question, OF_FILES, QuestionKind.FILE)
    if question.min is not None and question.max is not None and question.min > question.max:
        bounds = {"min": question.min, "max": question.max}
        yield Wrong((*place, "max"), Sentence("programme.number_bounds", **bounds))
    if any(len(forms) not in (1, 2) for forms in question.unit.values()):
        yield Wrong((*place, "unit"), Sentence("programme.unit_forms"))
    if question.kind is QuestionKind.FILE and question.evidence:
        yield Wrong((*place, "evidence"), Sentence("programme.file_private"))
    if question.at_will and not question.optional:
        yield Wrong((*place, "at_will"), Sentence("programme.at_will_optional"))
    if question.when is not None:
        earlier = {each.name: each for each in form.question[:number]}
        later = {each.name for each in form.question[number:]}
        yield from wrong_when((*place, "when"), question.when, earlier, later)


def misplaced(
    place: Place, question: Question, keys: tuple[str, ...], kind: QuestionKind
) -> Iterator[Wrong]:
    """The keys of one kind of question that stand in one of another kind."""
    if question.kind is not kind:
        for name in keys:
            if name in question.model_fields_set:
                sentence = Sentence("programme.key_of_kind", name=name, kind=kind)
                yield Wrong((*place, name), sentence)


def wrong_when(
    place: Place, when: When, earlier: Mapping[str, Question], later: set[str]
) -> Iterator[Wrong]:
    """What is wrong with a condition: the question that it names, which must come before, so that
    none waits for itself; and what it says of the answer."""
    before = earlier.get(when.question)
    if before is None:
        name, known = repr(when.question), ", ".join(earlier) or "—"
        sentence = Sentence("programme.no_question", name=name, rather=rather(name, earlier))
        if when.question in later:
            sentence = Sentence("programme.when_later", name=name, known=known)
        yield Wrong((*place, "question"), sentence)
        return
    counts = when.at_least is not None or when.at_most is not None
    if not (when.is_ or counts or when.answered is not None):
        yield Wrong(place, Sentence("programme.when_what"))
    if counts and before.kind is not QuestionKind.NUMBER:
        part = "at_least" if when.at_least is not None else "at_most"
        yield Wrong((*place, part), of_other_kind(before, QuestionKind.NUMBER))
    if when.is_ and before.kind not in BY_VALUE:
        yield Wrong((*place, "is"), of_other_kind(before, either(BY_VALUE)))
    elif when.is_:
        choice = before.kind is QuestionKind.CHOICE
        values = [each.value for each in before.options] if choice else [YES]
        for value in (each for each in when.is_ if each not in values):
            told = {"value": repr(value), "known": ", ".join(values)}
            yield Wrong((*place, "is"), Sentence("programme.when_value", **told))


def of_other_kind(question: Question, wanted: str | Sentence) -> Sentence:
    """That a question is of another kind than it takes."""
    name = repr(question.name)
    return Sentence("programme.rule_kind", name=name, kind=question.kind, wanted=wanted)


def wrong_deciding(slug: str, form: Form) -> Iterator[Wrong]:
    """The questions that tell who decides must be asked of everybody."""
    asked_sometimes = {each.name for each in form.question if each.when}
    for part in ("organisation", "campus"):
        name = getattr(form.review, part)
        if name in asked_sometimes:
            sentence = Sentence("programme.when_decides", name=repr(name))
            yield Wrong(("form", slug, "review", part), sentence)
