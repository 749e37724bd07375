"""Words that do in a form what a button does, alone in a message: each `steps.toml`."""

from collections.abc import Mapping
from enum import StrEnum

from core.reading.acts.clauses import clauses, made_of
from core.reading.languages import phrases
from core.reading.phrases import Phrase
from core.reading.phrases import phrases as said

LONGEST = 12  # words of a phrase


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
