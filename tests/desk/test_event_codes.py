"""The code of an event, said before anything else."""

import pytest
from sqlmodel import select

from core.ground.tables import Answer
from tests.world.talking import Talk, learner, texts
from tests.world.world import Stage


def codes(stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Answer.value).where(Answer.question == "code")))


@pytest.mark.parametrize(
    "said",
    [
        "LABO47KX",
        "labo47kx",
        "Bonjour, voici mon code : LABO47KX",
        "slt jai le code labo 47 kx",
        "LABO47KX ?",
    ],
)
def test_a_code_begins_the_claim_of_its_event(stage: Stage, said: str) -> None:
    learner(stage, "tuan", "Tuan Nguyen").say(said)
    assert codes(stage) == ["LABO47KX"]


def test_a_stranger_is_asked_for_the_address_and_the_code_is_kept(stage: Stage) -> None:
    Talk(stage, "tuan").say("LABO47KX")
    assert codes(stage) == ["LABO47KX"]


@pytest.mark.parametrize("said", ["LABO47KY", "le labo est ouvert", "47"])
def test_other_words_begin_nothing(stage: Stage, said: str) -> None:
    learner(stage, "tuan", "Tuan Nguyen").say(said)
    assert codes(stage) == []


def test_a_code_said_twice_goes_on_with_its_claim(stage: Stage) -> None:
    tuan = learner(stage, "tuan", "Tuan Nguyen")
    tuan.say("LABO47KX")
    again = tuan.say("Bonjour, voici mon code : LABO47KX")
    assert "2/2" in texts(again)
    assert again.problems == {}


def test_another_code_is_an_answer_where_one_is_asked(stage: Stage) -> None:
    tuan = learner(stage, "tuan", "Tuan Nguyen")
    tuan.say("Action science et société")
    tuan.say("LABO47KX")
    assert codes(stage) == ["LABO47KX"]
