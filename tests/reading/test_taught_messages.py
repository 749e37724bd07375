"""The messages that the classifier learns from: none of those that it is measured by."""

import pytest

from core.ground.paths import ROOT
from core.reading.text import fold, words
from tools.understanding.labelled import Labelled, labelled
from tools.understanding.talk import spoken_in, talk

FEW = 4  # words: « oui c'est bon » is said by everybody


def told(messages: list[Labelled]) -> set[str]:
    """The messages of more than a few words, folded."""
    texts = (str(each.given["text"]) for each in messages)
    return {" ".join(words(fold(text))) for text in texts if len(words(text)) > FEW}


@pytest.mark.parametrize("half", ["tune", "sealed"])
def test_what_is_measured_was_not_learnt(half: str) -> None:
    measured = told(labelled(ROOT / "tests" / "reading" / "understanding" / half))
    assert len(measured) > 1_000
    assert len(measured & told(talk())) == 0


def test_a_message_is_learnt_without_its_greeting_and_closing() -> None:
    mails = [each for each in talk() if each.given["door"] == "mail"]
    assert mails
    assert not [each for each in mails if spoken_in(each).startswith("Bonjour,")]
