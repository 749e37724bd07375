"""Words that do in a form what a button does, alone in a message: each `steps.toml`."""

from collections.abc import Mapping
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


def has_none(text: str) -> bool:
    """Whether somebody has nothing to give: a no and a few words, or that they pass."""
    spoken = words(text)
    refuses = bool(spoken) and spoken[0] in NO and len(spoken) <= FEW and "://" not in text
    return refuses or step_in(text) in (Step.SKIP, Step.STUCK)


def number_in(text: str) -> int | None:
    """The place in a list that a few words name: « 2 », « le deuxième », "number 2"; else None."""
    telling = [word for word in words(text) if word not in AROUND_NUMBER]
    told = ORDINALS.get(telling[0], telling[0]) if len(telling) == 1 else ""
    return int(told) if told.isdecimal() and len(told) < MOST_DIGITS else None
