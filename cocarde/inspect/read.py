"""How words are understood: the acts and values that are read where a conversation stands so."""

import json
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cocarde.language import text
from core.desk.understanding.sample_talk import OF_STAFF, SampleRoom, SampleTalk, open_room
from core.ground.errors import Trouble
from core.ground.settings import read_settings
from core.people import people
from core.programmes.catalogue import catalogue
from core.reading.acts.situation import Asked, SpeaksAs
from mail.quoting.reply import read_reply

KEYS = ("asked", "role", "programme", "lang", "door")
LANGUAGE = "fr"
FIRST_TRIED = "service-civique"  # where a state is given without a programme


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help=text("help.read_text"))
    parser.add_argument("--asked", default="none", metavar="STATE", help=text("help.read_asked"))
    parser.add_argument("--role", default="learner", choices=list(SpeaksAs))
    parser.add_argument("--programme", default="", metavar="SLUG", help=text("help.read_programme"))
    parser.add_argument("--lang", default="", metavar="L", help=text("help.read_lang"))
    parser.add_argument("--door", default="telegram", choices=("telegram", "mail"))
    parser.add_argument("--batch", type=Path, metavar="FILE", help=text("help.read_batch"))
    parser.add_argument("--json", action="store_true", help=text("help.json"))


def main(given: Namespace) -> int:
    lines = list(asked_for(given))
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(read_settings(), Path(folder))
        for line in lines:
            print_reading(read_line(room, line), as_json=given.json, batch=bool(given.batch))
        room.world.store.close()
    return 0


def asked_for(given: Namespace) -> Iterator[dict[str, Any]]:
    """What is to be read: the text, the lines of the batch, else what stands on the input."""
    usual = {key: getattr(given, key) for key in KEYS}
    if given.batch is None:
        yield {"id": "", **usual, "text": sys.stdin.read() if given.text is None else given.text}
        return
    for number, line in enumerate(given.batch.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            yield {"id": str(number), **usual, **as_object(given.batch, number, line)}


def as_line(told: Mapping[str, Any], number: str) -> dict[str, Any]:
    """A message with the usual value for each key that it leaves out."""
    usual = {"id": number, "asked": "none", "role": "learner", "programme": "", "lang": ""}
    return {**usual, "door": "telegram", **told}


def as_object(path: Path, number: int, line: str) -> dict[str, Any]:
    """One JSON line; raises `Trouble` naming the line that is none or has no text."""
    try:
        told = json.loads(line)
    except ValueError as error:
        raise Trouble("command.batch_line", file=path, line=number, error=error) from None
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise Trouble("command.batch_line", file=path, line=number, error='"text"')
    return {key: value for key, value in told.items() if value is not None}


def read_line(room: SampleRoom, line: Mapping[str, Any]) -> dict[str, Any]:
    """The reading of one text as the contract has it: id, acts, fields, offers."""
    talk = talk_of(room, line)
    words = read_reply(line["text"]).text if talk.door == people.MAIL else line["text"]
    understood = room.understood(words or line["text"], talk)
    return {
        "id": line["id"],
        "acts": [act.as_json() for act in understood.reading.acts],
        "fields": understood.fields,
        "offers": [kind.value for kind in understood.reading.offers],
    }


def talk_of(room: SampleRoom, line: Mapping[str, Any]) -> SampleTalk:
    """Where the conversation of a line stands; raises `Trouble` for what there is not."""
    state, _, question = str(line["asked"] or "none").partition(":")
    known = catalogue(room.world.settings.programmes_folder)
    if state not in list(Asked):
        raise Trouble("command.read_asked", said=state, known=", ".join(Asked))
    if line["role"] not in list(SpeaksAs):
        raise Trouble("command.read_role", said=line["role"], known=", ".join(SpeaksAs))
    slug = str(line["programme"] or "")
    if slug and slug not in known.programmes:
        raise Trouble("command.read_programme", said=slug, known=", ".join(known.programmes))
    asked, role = Asked(state), SpeaksAs(line["role"])
    if role is SpeaksAs.LEARNER and asked in OF_STAFF:
        role = SpeaksAs.SUPPORT if asked is Asked.CASE else SpeaksAs.REVIEWER
    if not slug and asked is not Asked.NONE:
        slug = FIRST_TRIED if FIRST_TRIED in known.programmes else next(iter(known.programmes))
    language = str(line["lang"] or LANGUAGE)
    return SampleTalk(asked, question, role, slug, language, str(line["door"] or "telegram"))


def print_reading(reading: Mapping[str, Any], *, as_json: bool, batch: bool) -> None:
    """One line of JSON for each text of a batch; a few lines for people."""
    if as_json or batch:
        print(json.dumps(reading, ensure_ascii=False))
        return
    for act in reading["acts"]:
        topic = f" ({act['topic']})" if "topic" in act else ""
        print(f"{act['kind']}{topic}  {act['certainty']:.2f}  « {act['words']} »")
    for name, value in reading["fields"].items():
        print(f"  {name} = {value}")
    if reading["offers"]:
        print(f"  ? {', '.join(reading['offers'])}")
