"""The form as lines of text, `Label : answer`, in any language of the labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.programmes.answers import form_labels
from core.programmes.answers.form_labels import Labels
from core.programmes.form import Question, QuestionKind
from core.reading.acts.accounting import ClauseKind, account
from core.reading.languages import compiled, either
from core.reading.phrases import phrases
from core.reading.text import words

LINE = re.compile(
    r"^[\s>*_•·▪◦●☐☑✓→–-]*(?:\(?(?:\d{1,2}|[a-h])[.)°]\s+)?(?P<label>[^:=\n→]{2,90}?)\s*"
    r"(?:[:=：]>?|->|→|\s[-–—]\s|\s[-–—]$)\s*(?P<value>.*)$"
)
PARTS = re.compile(r"\s?[;,]\s+(?=[^;,:=]{2,60}[:=])")
BLANK = compiled(rf"^[\s._…\[\]()*-]*$|^(?:{either('labels.blanks')})$", re.IGNORECASE)

GOES_ON = re.compile(r"[,&+(/–-]$")
NARROW, WIDE = (50, 66), 79  # signs of a line where mail programs break it
ANY = ("yes", "no", "hold", "stop_reason", "not_me_reason")
ONE_LINE = (
    QuestionKind.NAME,
    QuestionKind.ORGANISATION,
    QuestionKind.CHOICE,
    QuestionKind.DATE,
    QuestionKind.DATE_RANGE,
    QuestionKind.NUMBER,
)


@dataclass(slots=True)
class Lines:
    """What the filled lines say, by question, and the text around them."""

    told: dict[str, str] = field(default_factory=dict)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """Questions with their labels as they are written."""

    questions: Sequence[Question]
    labels: Labels


@dataclass(slots=True)
class _Reading:
    """The lines read so far, and which question the next line may still belong to."""

    told: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    story: str = ""
    below: str = ""
    broken: str = ""
    above: str = ""


def read_lines(
    questions: Sequence[Question], text: str, open_ones: Sequence[Question] = ()
) -> Lines:
    """Every line that begins with a question's label; an answer may stand below its label.

    A label that several questions share is that of the only one which is still open.
    """
    return _told(text, [_labels(questions), *([_labels(open_ones)] if open_ones else [])])


def told_in(questions: Sequence[Question], line: str) -> dict[str, str]:
    """What one line of a message says by its labels, by question."""
    return _told(line, [_labels(questions)]).told


def _told(text: str, forms: Sequence[_Form]) -> Lines:
    reading = _Reading()
    for line in text.split("\n"):
        for part in [line] if reading.story else _parts(line, forms):
            _read(reading, part, forms)
    told = {name: value for name, value in reading.told.items() if not BLANK.match(value)}
    return Lines(told, "\n".join(reading.rest))


def _labels(questions: Sequence[Question]) -> _Form:
    return _Form(questions, form_labels.exact(questions))


def _parts(line: str, forms: Sequence[_Form]) -> list[str]:
    """« Dépôt : … ; site : … »: one part for each label, where every part has its own."""
    parts = PARTS.split(line)
    labelled = [_labelled(part, forms, whole=False)[0] for part in parts]
    return parts if len(parts) > 1 and all(labelled) else [line]


def _read(reading: _Reading, line: str, forms: Sequence[_Form]) -> None:
    """Take in one line: a label with its answer, the rest of an answer above it, or text around the
    form."""
    question, label, value = _labelled(line, forms, whole=bool(reading.story))
    if question:
        value = _named(reading, question, label, value)
        reading.told[question.name] = value
        reading.story = question.name if question.kind is QuestionKind.TEXT else ""
        reading.below = "" if reading.story or words(value) else question.name
        reading.broken = question.name if question.kind in ONE_LINE and words(value) else ""
        reading.above = line
    elif reading.broken and is_broken(reading.above, line):
        reading.told[reading.broken] = f"{reading.told[reading.broken]} {line.strip()}"
        reading.above = line
    elif reading.story and line.strip():
        reading.told[reading.story] = f"{reading.told[reading.story]}\n{line.strip()}".strip()
    elif reading.below and line.strip():
        reading.told[reading.below], reading.below = line.strip(), ""
    else:
        reading.story = reading.story if reading.told.get(reading.story) == "" else ""
        reading.below = reading.broken = ""
        reading.rest.append(line)


def is_broken(above: str, line: str) -> bool:
    """Whether a mail program broke one line into these two: the first has no end.

    It ends with a word that others follow, or as far right as the next word would not have fitted.
    """
    above, line = above.strip(), line.strip()
    accounted = all(part is not ClauseKind.UNKNOWN for _, part in account(line, ANY).told)
    if accounted or "@" in line or "://" in line:
        return False
    last = tuple(words(above)[-1:])
    full = NARROW[0] <= len(above) <= WIDE and len(f"{above} {line.split()[0]}") > NARROW[1]
    return bool(GOES_ON.search(above)) or last in phrases("linking") or full


def _labelled(
    line: str, forms: Sequence[_Form], *, whole: bool
) -> tuple[Question | None, str, str]:
    """The question, its label and what is said; inside a story only a whole label counts."""
    found = LINE.match(line)
    if not found:
        return None, "", ""
    meant = (
        form_labels.meant(found["label"], form.questions, form.labels, whole=whole)
        for form in forms
    )
    question = next(filter(None, meant), None)
    return question, found["label"], found["value"].strip(" *_")


def _named(reading: _Reading, question: Question, label: str, value: str) -> str:
    """« Nom : » and « Prénom : » on two lines make one name, the first name first."""
    side = form_labels.part_of_name(label) if question.kind is QuestionKind.NAME else ""
    if not side:
        return value
    if ":" in value:  # « Prénom : Julie / Nom : Leroy »
        return f"{label} : {value}"
    reading.names[side] = value
    return " ".join(reading.names[each] for each in ("first", "last") if each in reading.names)
