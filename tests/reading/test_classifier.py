"""What the trained part of the reader makes of single clauses, and that its weights are sound."""

from pathlib import Path

import pytest

from core.ground.errors import Trouble
from core.reading.acts.classifier import WEIGHTS, scores, weights
from core.reading.acts.features import ROWS, views
from core.reading.acts.kinds import ActKind
from core.reading.written_speech import spoken
from tools.understanding.phrase_files import fingerprint

SAID = [
    (
        "confirm",
        "recap",
        ["oui c'est bon", "yes that's all correct", "ja dat klopt", "ja stimmt so"],
    ),
    ("deny", "recap", ["non", "no that's not it", "nee", "nein"]),
    (
        "correct",
        "recap",
        ["mon nom est mal écrit", "there is a typo in my name", "les dates sont fausses"],
    ),
    (
        "lost",
        "none",
        ["slt jai pa recu mon badge", "i never got my badge", "mijn badge is niet aangekomen"],
    ),
    ("human", "none", ["parler a qqn", "can i talk to a human", "ik wil iemand spreken"]),
    ("claim", "none", ["can i get a python badge pls", "je veux mon badge"]),
    ("status", "in_review", ["ça en est où ?", "any news on my claim?"]),
    ("stop", "none", ["arrêtez de m'écrire", "stop sending me mails"]),
    ("identity", "none", ["t un robot ?", "are you a bot?"]),
    ("courtesy", "none", ["merci", "hello", "dank je"]),
    ("approve", "card", ["ok je valide", "approved"]),
    ("undo", "card", ["annule ma dernière décision", "undo my last decision"]),
]
STRANGE = [
    "il fait beau à lyon aujourd'hui",
    "can you book me a train to Paris",
    "wat eten we vanavond",
    "asdf qwer zxcv",
    "wie wird das Wetter morgen in Köln",
]


@pytest.mark.parametrize(("kind", "asked", "texts"), SAID)
def test_a_plain_phrase_is_heard_as_what_it_is(kind: str, asked: str, texts: list[str]) -> None:
    for text in texts:
        said = scores(text, asked)
        assert max(said, key=said.__getitem__) == kind, (text, said)


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_nobodys_act_is_no_act_for_sure(text: str) -> None:
    assert max(scores(text).values()) < 0.5


@pytest.mark.parametrize("text", ["", " ", "…", "\u200b\u200b", "x" * 5000])
def test_noise_is_no_act_for_sure(text: str) -> None:
    assert max(scores(text, "recap").values()) < 0.5


def test_what_was_asked_weighs_in() -> None:
    assert (
        scores("j'ai rien reçu", "code")[ActKind.NEW_CODE]
        > scores("j'ai rien reçu")[ActKind.NEW_CODE]
    )
    assert scores("non", "question:name") == scores("non", "question")


def test_a_clause_of_any_length_has_few_features() -> None:
    words, pieces = views(spoken("antidisestablishmentarianism " * 500 + "a" * 9000), "recap")
    assert len(words) + len(pieces) < 400
    assert max(words | pieces) < ROWS


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 3_000_000


def test_the_weights_know_every_kind() -> None:
    assert weights().kinds == tuple(ActKind)


def test_the_weights_are_of_these_phrases() -> None:
    older = "The weights are older than the phrases: python3 run.py understanding train"
    assert weights().phrases == fingerprint(), older


def test_weights_that_are_missing_or_cut_are_told(tmp_path: Path) -> None:
    cut = tmp_path / "cut.weights"
    cut.write_bytes(WEIGHTS.read_bytes()[:-1])
    for path in (cut, tmp_path / "none.weights", tmp_path):
        with pytest.raises(Trouble, match="understanding train"):
            weights(path)
