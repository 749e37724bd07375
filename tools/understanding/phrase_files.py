"""The phrase files, `templates/languages/<code>/acts/<kind>.txt`: how people say each act."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.ground.errors import Trouble
from core.reading.acts.kinds import ActKind
from core.reading.acts.situation import Asked
from core.reading.languages import FOLDER

TALK = Path(__file__).with_name("talk")  # messages that are learnt from as they are
OTHER = "other"  # what is nobody's act
STATES = frozenset(Asked)
BESIDE = frozenset(("hesitation",))  # files of words, not of acts
TAGGED = re.compile(r"\[([^\]]*)\]\s*(.*)")
COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """One line of a phrase file: the kind it says, its language, what must have been asked (empty:
    whatever stood), and its text with groups and slots as written."""

    kind: str
    language: str
    asked: tuple[str, ...]
    text: str


def phrase_lines(folder: Path = FOLDER) -> list[PhraseLine]:
    """Every line of every phrase file, sorted by language and kind; raises `Trouble` naming a file
    that is no kind of act, or a state that cannot be asked."""
    return [line for path in paths(folder) for line in _lines(path)]


def paths(folder: Path = FOLDER) -> list[Path]:
    """The phrase files of all languages, in order."""
    return [path for path in sorted(folder.glob("*/acts/*.txt")) if path.stem not in BESIDE]


def fingerprint(folder: Path = FOLDER, talk: Path = TALK) -> str:
    """What the weights keep to be known as trained on these very phrases, chat spellings and whole
    messages."""
    digest = sha256()
    spellings = sorted(folder.glob("*/chat_spelling.toml"))
    for path in [*paths(folder), *spellings, *sorted(talk.glob("*.jsonl"))]:
        digest.update("/".join(path.parts[-3:]).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _lines(path: Path) -> Iterator[PhraseLine]:
    if path.stem != OTHER and path.stem not in ActKind.__members__.values():
        raise Trouble("tool.no_act", file=path, known=", ".join([*ActKind, OTHER]))
    for written in path.read_text(encoding="utf-8").splitlines():
        text = COMMENT.sub("", written).strip()
        if text:
            yield _line(path, text)


def _line(path: Path, text: str) -> PhraseLine:
    tagged = TAGGED.fullmatch(text)
    states = tuple(state.partition(":")[0] for state in tagged[1].split()) if tagged else ()
    if unknown := set(states) - STATES:
        raise Trouble("tool.no_state", file=path, name=min(unknown), known=", ".join(STATES))
    return PhraseLine(path.stem, path.parts[-3], states, tagged[2] if tagged else text)
