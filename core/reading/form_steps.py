"""Words that do in a form what a button does, alone in a message: each `steps.toml`."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from core.reading.acts.clauses import clauses, made_of
from core.reading.languages import pairs, phrases
from core.reading.languages import words as language_words
from core.reading.phrases import Phrase
from core.reading.phrases import phrases as said
from core.reading.text import words

LONGEST = 12  # words of a phrase
MOST_DIGITS = 3  # fewer are a place in a list
FEW = 6  # words of a no with its reason
NO = language_words("around_answers.no")
NOTHING = language_words("steps.nothing")
AROUND_NOTHING = language_words("steps.around_nothing")
DASHES = re.compile(r"[-–—_/\\.\s]*[-–—_/\\][-–—_/\\.\s]*")
ORDINALS = pairs("steps.ordinals")
AROUND_NUMBER = language_words("steps.around_number")


class Step(StrEnum):
    """What somebody who fills in a form does without an answer."""

    BACK = "back"  # the question before
    SKIP = "skip"  # no answer to this one
    KEEP = "keep"  # the answer that stands
    EDIT = "edit"  # another answer than one that stands
    SAME = "same"  # what they answered the last time
    STUCK = "stuck"  # they don't know, or have none
    NEXT = "next"  # what comes after this


VOCABULARY: Mapping[Step, Mapping[Phrase, bool]] = {
    step: {
        **dict.fromkeys(said("courtesy"), False),
        **dict.fromkeys(phrases(f"steps.{step}"), True),
    }
    for step in Step
}


def step_in(text: str) -> Step | None:
    """The step that a message says and nothing else but courtesy; None for other words."""
    asks = "?" in text
    told = clauses(" ".join(text.replace("?", " ").split())) if len(text) < 200 else []
    for step, vocabulary in VOCABULARY.items():
        counted = [made_of(clause, vocabulary, LONGEST) for clause in told]
        if any(counted) and None not in counted:
            return None if asks and step is not Step.NEXT else step
    return None


def has_none(text: str, asked: Collection[str] = ()) -> bool:
    """Whether somebody has nothing to give, passes or does not know; `asked` are the words of the
    question."""
    return says_none(text, asked) or step_in(text) is Step.STUCK


def says_none(text: str, asked: Collection[str] = ()) -> bool:
    """Whether somebody has nothing to give, or passes: « aucun », « pas de lien », "none", a dash,
    a no and a few words. `asked` are the words of the question, which may stand beside it."""
    spoken = words(text)
    if not spoken:
        return DASHES.fullmatch(text.strip()) is not None
    refuses = spoken[0] in NO and len(spoken) <= FEW and "://" not in text
    nothing = NOTHING.intersection(spoken) and {*asked, *NOTHING, *AROUND_NOTHING}.issuperset(
        spoken
    )
    return refuses or bool(nothing and "?" not in text) or step_in(text) is Step.SKIP


def number_in(text: str) -> int | None:
    """The place in a list that a few words name: « 2 », « le deuxième », "number 2"; else None."""
    telling = [word for word in words(text) if word not in AROUND_NUMBER]
    told = ORDINALS.get(telling[0], telling[0]) if len(telling) == 1 else ""
    return int(told) if told.isdecimal() and len(told) < MOST_DIGITS else None
