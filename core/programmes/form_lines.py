"""The form as lines of text, `Label : answer`, in any language of the labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.programmes.folding import words
from core.programmes.programme import Kind, Question

LINE = re.compile(
    r"^[\s>*•·–-]*(?:\d{1,2}[.)]\s+)?(?P<label>[^:=\n]{2,90}?)\s*"
    r"(?:[:=：]|\s[-–—]\s|\s[-–—]$)\s*(?P<value>.*)$"
)
BLANK = re.compile(r"^[\s._…\[\]()*-]*$|^(?:jj/mm/aaaa|dd/mm/yyyy|dd/mm/jjjj)$", re.IGNORECASE)


@dataclass(slots=True)
class Lines:
    """What the filled lines say, by question, and the text around them."""

    told: dict[str, str] = field(default_factory=dict)
    rest: str = ""


def read_lines(questions: Sequence[Question], text: str) -> Lines:
    """Every line that begins with a question's label; a long text may go on below its line."""
    lines, rest = Lines(), list[str]()
    labels = {label: question for question in questions for label in _labels(question)}
    growing = ""
    for line in text.split("\n"):
        question, value = _labelled(line, labels)
        if question:
            growing = question.name if question.kind is Kind.TEXT else ""
            lines.told[question.name] = value
        elif growing and line.strip():
            lines.told[growing] = f"{lines.told[growing]}\n{line.strip()}".strip()
        else:
            growing = growing if lines.told.get(growing) == "" else ""
            rest.append(line)
    lines.told = {name: value for name, value in lines.told.items() if not BLANK.match(value)}
    lines.rest = "\n".join(rest)
    return lines


def _labelled(line: str, labels: dict[str, Question]) -> tuple[Question | None, str]:
    found = LINE.match(line)
    if not found:
        return None, ""
    bare = re.sub(r"[([].*?[)\]]", " ", found["label"])
    question = labels.get(" ".join(words(found["label"]))) or labels.get(" ".join(words(bare)))
    return question, found["value"].strip(" *")


def _labels(question: Question) -> set[str]:
    """The label in each language, whole and without what it has in brackets."""
    told = list(question.label.values())
    told += [re.sub(r"[([].*?[)\]]", " ", label) for label in told]
    return {label for text in told if (label := " ".join(words(text)))}
