"""The mistakes of one question: its number, its file, and the answer after which it is asked."""

from collections.abc import Iterator

from core.ground.sentences import Sentence, either
from core.programmes.form import Form, Question, QuestionKind, When

Wrong = tuple[str, Sentence]  # the key, and what is wrong with it
OF_NUMBERS = ("unit", "min", "max", "decimals")
OF_FILES = ("accept", "max_files", "max_mb")
BY_VALUE = (QuestionKind.CHOICE, QuestionKind.CONSENT)
YES = "yes"  # the one value of a consent


def wrong_questions(key: str, form: Form) -> Iterator[Wrong]:
    """What is wrong with the questions of a form, each with its key below `key`."""
    for at, question in enumerate(form.question):
        place = f"{key}.question.{question.name}"
        yield from misplaced(place, question, OF_NUMBERS, QuestionKind.NUMBER)
        yield from misplaced(place, question, OF_FILES, QuestionKind.FILE)
        if question.min is not None and question.max is not None and question.min > question.max:
            bounds = {"min": question.min, "max": question.max}
            yield f"{place}.max", Sentence("programme.number_bounds", **bounds)
        for language, forms in question.unit.items():
            if len(forms) not in (1, 2):
                yield f"{place}.unit.{language}", Sentence("programme.unit_forms")
        if question.kind is QuestionKind.FILE and question.evidence:
            yield f"{place}.evidence", Sentence("programme.file_private")
        if question.when is not None:
            earlier = {each.name: each for each in form.question[:at]}
            later = {each.name for each in form.question[at:]}
            for part, sentence in wrong_when(question.when, earlier, later):
                yield f"{place}.when.{part}", sentence
    yield from wrong_deciding(key, form)


def misplaced(
    place: str, question: Question, keys: tuple[str, ...], kind: QuestionKind
) -> Iterator[Wrong]:
    """The keys of one kind of question that stand in one of another kind."""
    if question.kind is not kind:
        for name in keys:
            if name in question.model_fields_set:
                yield f"{place}.{name}", Sentence("programme.key_of_kind", name=name, kind=kind)


def wrong_when(when: When, earlier: dict[str, Question], later: set[str]) -> Iterator[Wrong]:
    """What is wrong with a condition: the question that it names, and what it says of the
    answer."""
    before = earlier.get(when.question)
    if before is None:
        told = {"name": repr(when.question), "known": ", ".join(earlier) or "—"}
        word = "programme.when_later" if when.question in later else "programme.no_question"
        yield "question", Sentence(word, **told)
        return
    counts = when.at_least is not None or when.at_most is not None
    if not (when.is_ or counts or when.answered is not None):
        yield "question", Sentence("programme.when_what")
    if counts and before.kind is not QuestionKind.NUMBER:
        part = "at_least" if when.at_least is not None else "at_most"
        told = {"name": repr(before.name), "kind": before.kind, "wanted": QuestionKind.NUMBER}
        yield part, Sentence("programme.rule_kind", **told)
    if not when.is_:
        return
    if before.kind not in BY_VALUE:
        named, wanted = repr(before.name), either(BY_VALUE)
        yield "is", Sentence("programme.rule_kind", name=named, kind=before.kind, wanted=wanted)
        return
    choice = before.kind is QuestionKind.CHOICE
    values = [each.value for each in before.options] if choice else [YES]
    for value in (each for each in when.is_ if each not in values):
        told = {"value": repr(value), "known": ", ".join(values)}
        yield "is", Sentence("programme.when_value", **told)


def wrong_deciding(key: str, form: Form) -> Iterator[Wrong]:
    """The questions that tell who decides must be asked of everybody."""
    asked_sometimes = {each.name for each in form.question if each.when}
    for part in ("organisation", "campus"):
        name = getattr(form.review, part)
        if name in asked_sometimes:
            yield f"{key}.review.{part}", Sentence("programme.when_decides", name=repr(name))
