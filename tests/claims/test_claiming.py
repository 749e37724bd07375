"""Claiming in a chat: one question at a time, nothing lost, one effect for each input."""

import pytest
from sqlmodel import select

from core.claims.states import State
from core.ground.effects import Outcome
from core.ground.tables import Answer, Claim
from core.programmes.link_check import LinkCheck
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"


@pytest.fixture
def lina(stage: Stage) -> Talk:
    stage.known("lina", "Lina Haddad", "lina@example.org")
    return Talk(stage, "lina")


def claim_of(stage: Stage) -> Claim:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim)).one()


def test_questions_come_one_at_a_time_with_their_place(lina: Talk) -> None:
    assert "1/2 · Dépôt GitHub" in texts(lina.say("Python avancé"))
    assert "2/2 · Site du projet" in texts(lina.say(REPOSITORY))
    assert "Tout y est" in texts(lina.say(SITE))


def test_both_addresses_in_one_sentence_are_enough(lina: Talk) -> None:
    lina.say("Python avancé")
    effects = lina.say(f"mon code est sur {REPOSITORY} et ça tourne sur {SITE}, merci !")
    assert effects.answers == {"repository": REPOSITORY, "site": SITE}
    assert claim_of(lina.stage).state == State.READY


def test_an_answer_to_a_later_question_is_kept_and_said_so(lina: Talk) -> None:
    lina.say("Python avancé")
    effects = lina.say(SITE)
    assert effects.answers == {"site": SITE}
    assert f"Site du projet : {SITE}" in texts(effects)
    assert "1/2 · Dépôt GitHub" in texts(effects)
    assert "Tout y est" in texts(lina.say(REPOSITORY))


def test_a_wrong_answer_gets_one_sentence_and_the_same_question(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(REPOSITORY)
    effects = lina.say(REPOSITORY)
    assert effects.outcome is Outcome.REJECTED
    assert "2/2 · Site du projet" in texts(effects)
    assert "celle du code" in texts(effects)


def test_an_address_that_is_not_there_is_told_at_once(lina: Talk) -> None:
    lina.stage.web.looks[REPOSITORY] = LinkCheck("missing", 404)
    lina.say("Python avancé")
    effects = lina.say(REPOSITORY)
    assert effects.outcome is Outcome.REJECTED
    assert "1/2 · Dépôt GitHub" in texts(effects)


def test_an_address_that_could_not_be_checked_does_not_stop_the_claim(lina: Talk) -> None:
    lina.stage.web.looks[SITE] = LinkCheck("unchecked", why="silent")
    lina.stage.reviewer("sam", "Sam Okafor", "becode")
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    card = texts(lina.say("oui"), to="sam@example.org")
    assert f"{REPOSITORY} (l'adresse répond)" in card
    assert f"{SITE} (adresse non vérifiée : le site n'a pas répondu à temps)" in card


def test_back_keeps_later_answers(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(REPOSITORY)
    effects = lina.press("Retour")
    assert "1/2" in texts(effects)
    assert f"Réponse actuelle : {REPOSITORY}" in texts(effects)
    effects = lina.press("Garder cette réponse")
    assert "2/2" in texts(effects)


def test_one_answer_can_be_mended_from_the_recap(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    lina.press("Corriger : Site du projet")
    effects = lina.say("https://autre.example.org")
    assert "https://autre.example.org" in texts(effects)
    assert REPOSITORY not in texts(effects)  # only what changed is said, with the yes below
    assert lina.choice(word("claim.button_yes"))


def test_two_presses_of_yes_make_one_claim(lina: Talk) -> None:
    lina.stage.reviewer("sam", "Sam Okafor", "becode")
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    yes = lina.choice("Oui, tout est exact")
    first, second = lina.send(choice=yes), lina.send(choice=yes)
    assert first.outcome is Outcome.CLAIM_RECORDED
    assert second.moves == []
    assert [reply for reply in second.replies if reply["to"] == "sam@example.org"] == []


def test_the_same_input_twice_has_one_effect(lina: Talk) -> None:
    lina.say("Python avancé")
    first = lina.send(text=REPOSITORY, source_id="update-7")
    again = lina.send(text=REPOSITORY, source_id="update-7")
    assert (first.outcome, again.outcome) == (Outcome.ASKED, Outcome.DUPLICATE)
    assert again.replies == []
    assert again.outbox == []


def test_two_open_claims_never_mix(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(REPOSITORY)
    lina.say("/badge")
    lina.send(choice="badge:becode:javascript")
    lina.say("https://github.com/lina/jeu")
    with lina.stage.world.glance() as turn:
        rows = turn.db.exec(select(Claim.badge, Answer.value).join(Answer))
        assert set(rows) == {
            ("python-avance", REPOSITORY),
            ("javascript", "https://github.com/lina/jeu"),
        }


def test_cancel_asks_once_and_then_withdraws(lina: Talk) -> None:
    lina.say("Python avancé")
    assert "vraiment annuler" in texts(lina.say("/cancel"))
    assert claim_of(lina.stage).state == State.DRAFT
    lina.press("Annuler la demande")
    assert claim_of(lina.stage).state == State.WITHDRAWN


def test_changing_the_language_asks_the_current_question_again(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say("/language")
    effects = lina.press("English")
    assert "1/2 · GitHub repository" in texts(effects)


def test_a_sticker_gets_a_hint_and_the_question_again(lina: Talk) -> None:
    from core.desk.incoming import Incoming
    from core.desk.receive import receive

    lina.say("Python avancé")
    sticker = Incoming("terminal", "terminal", "s1", "lina", unreadable="sticker")
    effects = receive(lina.stage.world, sticker)
    assert "1/2 · Dépôt GitHub" in texts(effects)
    assert "je ne lis que le texte" in texts(effects)


def test_somebody_else_cannot_press_my_buttons(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    yes = lina.choice("Oui, tout est exact")
    lina.stage.known("eve", "Eve", "eve@example.org")
    assert "n'est plus valable" in texts(Talk(lina.stage, "eve").send(choice=yes))
    assert claim_of(lina.stage).state == State.READY


def test_an_old_button_of_a_claim_long_closed_says_where_it_stands(lina: Talk) -> None:
    lina.say("Python avancé")
    lina.say(f"{REPOSITORY} {SITE}")
    edit = lina.choice("Corriger : Site du projet")
    lina.press("Oui, tout est exact")
    effects = lina.send(choice=edit)
    assert effects.moves == []
    assert "Réponse attendue" in texts(effects)


@pytest.mark.parametrize(
    "line",
    [
        "confirm:",
        "edit:x",
        "option:a:b",
        "badge:nothing:here",
        "::::",
        "choose:x:y:99",
        "again:zzzz",
        "group:becode",
        "programme:nope",
    ],
)
def test_a_button_that_was_never_ours_is_answered_kindly(lina: Talk, line: str) -> None:
    effects = lina.send(choice=line)
    assert effects.replies
    assert effects.moves == []


def test_a_password_in_an_address_is_dropped_and_warned_of(lina: Talk) -> None:
    """Line 16: `git clone` addresses carry tokens; a badge would have shown them to everybody."""
    lina.say("Python avancé")
    effects = lina.say("https://lina:ghp_AbCd1234@github.com/lina/meteo.git")
    assert effects.answers == {"repository": REPOSITORY}
    assert word("claim.secret_dropped", "fr-informal") in texts(effects)
    assert "ghp_" not in texts(effects)
    with lina.stage.world.glance() as turn:
        assert not any("ghp_" in row.said for row in turn.db.exec(select(Answer)))


def test_a_folder_of_a_repository_stays_as_typed_and_the_repository_is_looked_at(
    lina: Talk,
) -> None:
    folder = f"{REPOSITORY}/tree/main/projet#lire"
    lina.say("Python avancé")
    effects = lina.say(f"{folder} et {SITE}/#/accueil")
    assert effects.answers == {"repository": folder, "site": f"{SITE}/#/accueil"}
    assert lina.stage.web.asked == [REPOSITORY, f"{SITE}/#/accueil"]
