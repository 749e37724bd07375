"""The target of `cocarde fuzz mail`, a process of its own: the whole way from raw bytes to answers.

Coverage-guided (atheris, libFuzzer). Wrong is: an exception, a mail that takes over two seconds,
one that is read in two ways, or effects that are no JSON. Arguments are those of libFuzzer.
"""

import json
import logging
import random
import sys
import tempfile
import time
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["mail", "core.programmes"]):
    from core.programmes.answers import answering, free_text
    from core.reading.acts import yes_no
    from core.reading.organisations import NamedOrganisation
    from mail import read

from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.paths import TEMPLATES
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.programmes.form import Question
from tests.world.world import START, make_stage
from tools.fuzz.pieces import mutated

SECONDS = 2  # of CPU, and the instrumented code is slower than the real one
CONTEXT = answering.Context(
    language="fr",
    today=START.date(),
    organisations=(
        NamedOrganisation("Association Les Passerelles", ("ALP",)),
        NamedOrganisation("Ville de Caen"),
    ),
)


def one_mail(world: World, raw: bytes) -> None:
    """Read a mail as the door does, twice, then its words against a form."""
    began = time.process_time()
    reading = read.read(world, raw)
    if time.process_time() - began > SECONDS:
        raise AssertionError(f"reading took more than {SECONDS} s")
    again = read.read(world, raw)
    if (reading.outcome, reading.incoming) != (again.outcome, again.incoming):
        raise AssertionError("one mail was read in two ways")
    effects = Effects(reading.outcome, reading.why, authentication=dict(reading.authentication))
    text = reading.incoming.text if reading.incoming else ""
    effects.new_text = text
    json.dumps(effects.as_json(), ensure_ascii=False).encode("utf-8")
    if text:
        understood(text)


def understood(text: str) -> None:
    """The words against one of the forms: answers, form lines, a yes."""
    yes_no.assents(text)
    questions = forms()[zlib.crc32(text.encode()) % len(forms())]
    found = free_text.harvest(questions, text, CONTEXT)
    for question in questions:
        with suppress(Refusal):
            given = answering.read(question, text, CONTEXT)
            answering.show(question, given.value, CONTEXT.language)
    for name, answer in found.answers.items():
        assert answer.value, f"an empty answer to {name}"


@cache
def forms() -> list[list[Question]]:
    known = catalogue(TEMPLATES / "programmes").programmes.values()
    return [form.question for programme in known for form in programme.form.values()]


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Half by the pieces that mails are made of, half by bytes."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return mutated(data, chance)[:most]
    return bytes(atheris.Mutate(data, most))


def main() -> None:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        world = make_stage(Path(folder)).world
        atheris.Setup(sys.argv, lambda raw: one_mail(world, raw), custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
