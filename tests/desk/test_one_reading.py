"""A message is read once, before its turn opens, and what it means is carried into the turn."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from core.desk.claim import read_answers
from core.desk.incoming import Incoming
from core.desk.receive import work
from core.desk.understanding import understand
from core.ground.tables import Claim, Conversation, Person
from tests.world.letters import Letters
from tests.world.talking import Talk, learner
from tests.world.world import Stage

READERS = {
    "lines": (read_answers, "read_lines"),
    "answers": (read_answers, "read"),
    "wishes": (understand, "wish_in"),
    "questions": (understand, "find"),
}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each reader was called."""
    counted: Counter[str] = Counter()

    def spied(name: str, reader: Callable[..., Any]) -> Callable[..., Any]:
        def read(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return reader(*given, **named)

        return read

    for name, (module, reader) in READERS.items():
        monkeypatch.setattr(module, reader, spied(name, getattr(module, reader)))
    return counted


def asking(stage: Stage) -> Talk:
    """A learner who is asked for the first answer of a claim."""
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    return lina


def test_a_chat_message_is_read_once(stage: Stage, reads: Counter[str]) -> None:
    lina = asking(stage)
    reads.clear()
    done = lina.say("https://github.com/lina-haddad/api")
    assert done.answers
    assert reads == Counter(lines=1, answers=1, wishes=1, questions=1)


def test_a_question_beside_an_answer_costs_no_second_reading(
    stage: Stage, reads: Counter[str]
) -> None:
    lina = asking(stage)
    reads.clear()
    done = lina.say("https://github.com/lina-haddad/api\nCombien de temps ça prend ?")
    assert done.answers
    assert reads == Counter(lines=1, answers=1, wishes=1, questions=1)


def test_a_mail_that_answers_several_questions_is_read_once(
    stage: Stage, reads: Counter[str]
) -> None:
    stage.clock.pass_(days=2)
    letters = Letters(stage)
    invitation = letters.invited(domain="", organisation="")
    reads.clear()
    done = letters.answer(invitation, "Organisme : Les Petits Frères\nDomaine : Solidarité")
    assert done.answers
    assert reads == Counter(lines=1, answers=1, wishes=1, questions=1)


def test_the_yes_of_a_mail_is_read_once(stage: Stage, reads: Counter[str]) -> None:
    stage.clock.pass_(days=2)
    letters = Letters(stage)
    invitation = letters.invited()
    reads.clear()
    letters.answer(invitation, "Oui, je confirme.\n\nAwa Diallo")
    assert reads == Counter(lines=1, answers=1, wishes=1, questions=1)


def test_buttons_and_commands_are_not_read(stage: Stage, reads: Counter[str]) -> None:
    lina = asking(stage)
    reads.clear()
    lina.say("/status")
    lina.send(choice="menu")
    assert not reads


def test_a_claim_that_moved_before_the_turn_is_read_anew(stage: Stage, reads: Counter[str]) -> None:
    lina = asking(stage)
    late = Incoming("terminal", "terminal", "late", "lina", text="https://github.com/lina/late")
    understood = understand.look_ahead(stage.world, late)
    first = lina.say("https://github.com/lina/first")
    with stage.world.glance() as turn:
        asked_now = turn.db.exec(select(Claim)).one().asked
    reads.clear()
    done = work(stage.world, late, understood)
    assert asked_now not in first.answers
    assert reads["answers"] == 1
    assert done.answers.keys() != understood.answers.answers.keys()


def test_who_is_new_is_looked_ahead_at_without_being_written_down(stage: Stage) -> None:
    hello = Incoming("terminal", "terminal", "1", "somebody", text="Bonjour, un badge ?")
    understand.look_ahead(stage.world, hello)
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Person)).all() == []
        assert turn.db.exec(select(Conversation)).all() == []
