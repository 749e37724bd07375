"""What somebody says while a human is at their case: for the human, or for us."""

from dataclasses import replace

import pytest

from core.desk.receive import receive
from core.ground.rows import outbox
from core.support import CaseState
from tests.world.office import Office, office
from tests.world.talking import texts, word
from tests.world.world import Stage


@pytest.fixture
def desk(stage: Stage) -> Office:
    return office(stage)


def answered(desk: Office, words: str = "Votre badge part ce soir.") -> str:
    """A case in which Nour has answered Lina; gives its reference."""
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", f"Bonjour Lina, {words}")
    return ref


@pytest.mark.parametrize(
    "words",
    [
        "toujours rien",
        "allo ?",
        "j'ai retrouvé l'attestation, je vous l'envoie",
        "c'était le 12 mars",
        "still nothing",
        "vous êtes là ?",
        "non",
        "oui",
    ],
)
def test_what_is_for_the_human_reaches_them(desk: Office, words: str) -> None:
    ref = answered(desk)
    done = desk.say("lina", words)
    assert f"Lina Haddad écrit : « {words} »" in texts(done, "nour")
    assert desk.case(ref).state == CaseState.OPEN


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("c'est gratuit ?", "gratuit"),
        ("t'es un robot ?", "assistant"),
        ("je peux le mettre sur LinkedIn ?", "LinkedIn"),
        ("où en est ma demande ?", "l'équipe t'a répondu"),
    ],
)
def test_what_is_for_us_is_answered_and_wakes_nobody(desk: Office, words: str, told: str) -> None:
    ref = answered(desk)
    done = desk.say("lina", words)
    assert told in texts(done, "lina")
    assert texts(done, "nour") == ""
    assert (desk.kinds(ref), desk.case(ref).state) == (["answered"], CaseState.ANSWERED)
    assert "écrit : « toujours rien »" in texts(desk.say("lina", "toujours rien"), "nour")


@pytest.mark.parametrize("words", ["merci", "ok", "👍", "super, merci beaucoup !", "d'accord"])
@pytest.mark.parametrize("closed", [False, True])
def test_thanks_and_a_nod_open_nothing_and_wake_nobody(
    desk: Office, words: str, closed: bool
) -> None:
    ref = answered(desk)
    if closed:
        desk.press("nour", "close", ref)
    before = desk.case(ref).state
    done = desk.say("lina", words)
    assert texts(done, "nour") == ""
    assert desk.case(ref).state == before
    welcome = word("case.thanks", "fr-informal", ref=ref)
    assert texts(done, "lina") == (welcome if "merci" in words else "")


def test_thanks_while_the_answer_is_still_to_come_say_until_when(desk: Office) -> None:
    ref = answered(desk)
    desk.say("lina", "toujours rien")
    done = desk.say("lina", "merci")
    assert texts(done, "nour") == ""
    assert f"Dossier {ref} : quelqu'un de l'équipe te répond d'ici au" in texts(done, "lina")


def test_an_ok_to_what_the_human_asked_is_an_answer(desk: Office) -> None:
    answered(desk, "je le renvoie à l'autre adresse ?")
    assert "écrit : « ok »" in texts(desk.say("lina", "ok"), "nour")


def test_after_the_button_every_word_is_for_the_human(desk: Office) -> None:
    ref = answered(desk)
    desk.do("lina", choice=f"case:reply:{ref}:0")
    assert "écrit : « c'est gratuit ? »" in texts(desk.say("lina", "c'est gratuit ?"), "nour")


def test_a_closed_case_is_opened_by_a_new_fact_alone(desk: Office) -> None:
    ref = answered(desk)
    desk.press("nour", "close", ref)
    desk.say("lina", "c'est gratuit ?")
    assert desk.case(ref).state == CaseState.CLOSED
    desk.say("lina", "le lien ne marche toujours pas")
    assert desk.case(ref).state == CaseState.OPEN


def test_a_reply_to_the_humans_message_reaches_them_whatever_is_asked(desk: Office) -> None:
    ref = answered(desk)
    desk.say("lina", "Python avancé")  # a claim of hers is under way, and asks
    for row in outbox.take(desk.stage.world, "terminal"):
        outbox.sent(desk.stage.world, row, f"no-{row.id}")
    desk.count += 1
    human = desk.outbox(place="lina", kind="human")[-1]
    said = replace(desk.incoming("lina", "c'était en mars", ""), replies_to=human.remote_id)
    done = receive(desk.stage.world, said)
    assert "écrit : « c'était en mars »" in texts(done, "nour")
    assert desk.case(ref).state == CaseState.OPEN
    assert "2/2" in texts(desk.say("lina", "https://github.com/lina/x"), "lina")
