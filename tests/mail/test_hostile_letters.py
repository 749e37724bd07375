"""Letters written to hurt the reader: twice as long takes about twice as much, and no more."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from core.programmes.answers.answering import LONGEST
from core.programmes.answers.free_text import harvest
from core.reading.acts.wishes import wish_in
from core.reading.acts.yes_no import assents
from core.reading.dates.ranges import read_range
from core.reading.organisations import match
from tests.world import samples

FORM = [*samples.VOLUNTEER, *samples.TECHNICAL, samples.CODE, samples.STORY]
PIECES = {
    "dates": "1/1/2025 ",
    "dates joined": "du 1er mai 2025 au ",
    "months": "mai ",
    "misspelt months": "1 setembre ",
    "figures": "1 ",
    "long figures": "06 12 34 56 78 ",
    "durations": "8 mois et demi ",
    "figures without end": "7",
    "births": "ne le 3 mai 2001 ",
    "labels": "Dates : x\n",
    "half labels": "Dates de la mission de la ",
    "colons": ": ",
    "bullets": "> * - ",
    "links": "http://a.example.org/",
    "dots": "a.",
    "yes": "oui ",
    "politeness": "merci beaucoup ",
    "names": "je m'appelle ",
    "capitals": "Je suis A B ",
    "domains": "mission dans le ",
    "codes": "A1-",
    "organisations": "Croix-Rouge de ",
    "brackets": "([",
    "spaces": "du      ",
    "never": "je n'ai jamais ",
    "breaks": "\n",
}


def read_all(text: str) -> None:
    harvest(FORM, text, samples.context())
    read_range(text[:LONGEST], date(2026, 6, 1), "fr")
    match(text[:LONGEST], samples.PLACES)
    assents(text)
    wish_in(text)


def spent(work: Callable[[str], None], text: str) -> float:
    """The least of two: CPU seconds of this thread."""
    times = []
    for _ in range(2):
        begun = time.thread_time()
        work(text)
        times.append(time.thread_time() - begun)
    return min(times)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_reading_grows_with_the_length_and_no_faster(piece: str) -> None:
    half = (piece * LONGEST)[: LONGEST // 2]
    whole = (piece * LONGEST)[:LONGEST]
    read_all(half)

    assert spent(read_all, whole) < 3.2 * spent(read_all, half) + 0.01
