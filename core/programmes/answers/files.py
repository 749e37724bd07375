"""Words that come where a file is asked for."""

from core.ground.errors import Refusal
from core.programmes import answers_as_text
from core.programmes.answers.answer import CheckedAnswer, Context
from core.programmes.form import FileKind, Question


def no_file(question: Question, _text: str, context: Context) -> CheckedAnswer:
    """Raises `Refusal`: words are no file. It says how to send one."""
    raise Refusal(f"answers.file_wanted_{accepted(question)}", **limits(question, context.language))


def accepted(question: Question) -> str:
    """Which kinds are taken, as the end of a word's key: `image`, `pdf` or `both`."""
    return question.accept[0] if len(set(question.accept)) == 1 else "both"


def limits(question: Question, language: str) -> dict[str, str]:
    """How large and how many files may be, for a sentence."""
    largest = answers_as_text.size(question.max_mb * answers_as_text.MEGABYTE, language)
    return {"largest": largest, "most": str(question.max_files)}


def takes(question: Question, kind: FileKind) -> bool:
    """Whether the question takes files of this kind."""
    return kind in question.accept
