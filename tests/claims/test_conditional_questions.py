"""A question that is asked only after an answer: in a chat, by mail and on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from core.claims import claim_form
from core.ground.tables import Answer, Claim
from tests.world import evening_school
from tests.world.talking import Talk, learner, texts
from tests.world.world import Stage, make_stage

NO_FILE = evening_school.programme().replace('kind = "file"', 'kind = "file"\noptional = true')


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path, programmes=evening_school.programmes(tmp_path, NO_FILE))
    yield made
    made.world.store.close()


def begun(school: Stage) -> Talk:
    """Somebody who stands at the question for the subject."""
    lea = learner(school, "lea", "Léa Roche")
    lea.send(choice="badge:veillee:tuteur")
    lea.say("Léa Roche")
    return lea


def kept(school: Stage) -> dict[str, str]:
    """The answers that stand."""
    with school.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
        return claim_form.form_of(turn, claim).values


def test_only_who_gives_that_answer_is_asked(school: Stage) -> None:
    lea = begun(school)
    assert "Quel instrument" in texts(lea.press("Musique"))
    assert "Combien d'heures" in texts(lea.say("Le violon, depuis cinq ans."))


def test_nobody_else_is_asked(school: Stage) -> None:
    lea = begun(school)
    told = texts(lea.press("Mathématiques"))
    assert "Combien d'heures" in told
    assert "3/5" in told


def test_another_answer_drops_what_it_had_led_to(school: Stage) -> None:
    lea = begun(school)
    lea.press("Musique")
    lea.say("Le violon, depuis cinq ans.")
    lea.say("20")
    lea.say("passer")
    told = texts(lea.say("aucun"))
    assert "Instrument : Le violon" in told.replace("\xa0", " ")
    lea.press("Corriger : Matière")
    told = texts(lea.press("Mathématiques"))
    assert "violon" not in told
    assert "instrument" not in kept(school)
    lea.press("Corriger : Matière")
    assert "Quel instrument" in texts(lea.press("Musique"))


def test_an_answer_to_be_mended_keeps_what_it_had_led_to(school: Stage) -> None:
    lea = begun(school)
    lea.press("Musique")
    lea.say("Le violon, depuis cinq ans.")
    with school.world.turn() as turn:
        form = claim_form.form_of(turn, turn.db.exec(select(Claim)).one())
        claim_form.mark_wrong(turn, form, "subject")
        claim_form.drop_unasked(turn, form)
    with school.world.glance() as turn:
        rows = {row.question: row.value for row in turn.db.exec(select(Answer))}
    assert rows["instrument"] == "Le violon, depuis cinq ans."


def test_one_message_answers_both(school: Stage) -> None:
    lea = begun(school)
    told = texts(lea.say("Matière : Musique\nInstrument : le violon, depuis cinq ans"))
    assert "Combien d'heures" in told
    assert kept(school)["instrument"] == "le violon, depuis cinq ans"
