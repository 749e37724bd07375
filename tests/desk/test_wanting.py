"""What people want in plain words: a human, their badge, no more mails; in a chat and by mail."""

import pytest
from sqlmodel import select

from core.ground.effects import Outcome
from core.ground.tables import Claim, Stop
from core.support import open_cases
from tests.support.test_cases import staff
from tests.world.letters import Letters, plain
from tests.world.talking import learner, texts, word
from tests.world.world import MAILBOX, Stage

OUR_PASS = {"Authentication_Results": "mx.cocarde.test; dmarc=pass header.from=example.org"}
NEW = {"To": MAILBOX, "In_Reply_To": "", "References": ""}


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


def stops(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(list(turn.db.exec(select(Stop))))


def causes(stage: Stage) -> list[str]:
    with stage.world.glance() as turn:
        return [case.occasion for case in open_cases(turn)]


def test_a_human_is_called_and_the_question_stays(stage: Stage) -> None:
    staff(stage, "ines", "support")
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    done = lina.say("Je voudrais parler à une vraie personne svp")
    assert (done.outcome, causes(stage)) == (Outcome.ASKED, ["human"])
    assert "dossier" in texts(done, to="lina")
    assert "1/2" in texts(done, to="lina")
    again = lina.say("un humain svp")
    assert causes(stage) == ["human"]
    assert [reply["to"] for reply in again.replies] == ["lina"]


@pytest.mark.parametrize("said", ["un humain", "human", "un humain svp"])
def test_one_word_is_enough_to_call_a_human(stage: Stage, said: str) -> None:
    staff(stage, "ines", "support")
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    lina.say(said)
    assert causes(stage) == ["human"]


def test_where_no_staff_would_read_it_only_the_address_is_given(stage: Stage) -> None:
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    done = lina.say("Je voudrais parler à une vraie personne svp")
    assert causes(stage) == []
    assert "@" in texts(done)
    assert "dossier" not in texts(done)


def test_a_badge_that_never_came_is_looked_for(letters: Letters) -> None:
    invitation = letters.invited()
    letters.answer(invitation, "oui")
    letters.sent()
    said = "Bonjour, je n'ai jamais reçu mon badge. Merci de votre aide."
    assert letters.answer(invitation, said, **NEW, **OUR_PASS).outcome == Outcome.ASKED
    assert "https://badges.example.org/b/" in plain(letters.sent()[-1])


def test_a_claim_that_waits_is_told(letters: Letters) -> None:
    invitation = letters.invited(domain="")
    letters.answer(invitation, "Où en est ma demande ?", **NEW, **OUR_PASS)
    assert "Domaine de la mission" in plain(letters.sent()[-1])


def test_answers_beside_the_wish_are_kept(letters: Letters) -> None:
    invitation = letters.invited(domain="", organisation="", starts_on="", ends_on="2026-11-15")
    text = "Je n'ai jamais reçu mon badge. Ma mission : du 1er mars 2026 au 15 novembre 2026."
    assert "mission" in letters.answer(invitation, text).answers


@pytest.mark.parametrize("said", ["Merci de ne plus m'écrire", "désabonnez-moi s'il vous plaît"])
def test_no_more_mails_in_their_own_words(letters: Letters, said: str) -> None:
    done = letters.answer(letters.invited(), said)
    assert (done.outcome, stops(letters.stage), letters.sent()) == (Outcome.IGNORED, 1, [])


def test_a_stop_that_nothing_proves_silences_nobody(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "STOP", **NEW)
    assert (done.outcome, stops(letters.stage), letters.sent()) == (Outcome.IGNORED, 0, [])


def test_stop_in_a_chat_is_answered(stage: Stage) -> None:
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    done = lina.say("stop")
    assert texts(done) == word("wish.stopped", "fr-informal")
    assert stops(stage) == 1


def test_the_wrong_person_gets_no_more_mails_and_no_badge(letters: Letters) -> None:
    staff(letters.stage, "ines", "support", "service-civique")
    invitation = letters.invited()
    done = letters.answer(invitation, "Bonjour, vous vous trompez de personne.")
    assert done.outcome == Outcome.CASE
    assert (causes(letters.stage), stops(letters.stage)) == (["not_me"], 1)
    assert done.moves[-1]["to"] == "withdrawn"
    assert letters.answer(invitation, "oui").badges == []


def test_a_wish_within_a_story_is_part_of_the_story(stage: Stage) -> None:
    """What was lived may well hold « je voudrais parler à une personne »."""
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start maillage_benevole-engage")
    story = (
        "À l'accueil, une dame m'a dit ceci. Je voudrais parler à une vraie personne. "
        "Je l'ai écoutée puis accompagnée au guichet, et j'ai traduit pour elle."
    )
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        claim.asked = "actions"
        turn.db.add(claim)
    assert lina.say(story).answers["actions"].startswith("À l'accueil")
    assert causes(stage) == []
