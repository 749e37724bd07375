"""A wrong name on a badge that is out, and a badge to be revoked: from the cases, in a chat."""

import pytest
from sqlmodel import select

from core.due import due
from core.ground.tables import Case, Claim
from core.people import people, tokens
from core.people.tokens import Purpose
from mail.listen import receive_mail
from tests.world.issued_badges import CIVIC, MAIL, RIGHT, WRONG, standing, volunteer_badge
from tests.world.talking import Talk, texts
from tests.world.world import Stage


def later(stage: Stage, minutes: int = 11) -> str:
    stage.clock.pass_(minutes=minutes)
    return texts(due(stage.world))


def case(stage: Stage) -> Case:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Case)).one()


@pytest.fixture
def nour(stage: Stage) -> Talk:
    """Nour of the support, with the case that Siobhán's words have become."""
    volunteer_badge(stage)
    helper = Talk(stage, "nour")
    helper.say("/help")
    holds = Talk(stage, "siobhan", count=50)
    holds.say(
        "Il y a une faute dans mon nom sur le badge : c'est Siobhán O'Connell et pas O'Connor. "
        "Pouvez-vous le corriger ?"
    )
    helper.say(f"/case {case(stage).ref}")
    return helper


def test_a_misspelt_name_is_one_press_away_from_its_correction(stage: Stage, nour: Talk) -> None:
    asked = nour.press("Corriger le nom")
    assert WRONG in texts(asked, "nour")
    nour.press(f"Corriger : {RIGHT}")
    assert standing(stage) == {WRONG: True}
    told = later(stage)
    assert standing(stage) == {WRONG: False, RIGHT: True}
    assert RIGHT in told


@pytest.mark.parametrize("words", [f"corrige {RIGHT}", f"corriger : {RIGHT}"])
def test_the_staff_may_type_the_name(stage: Stage, nour: Talk, words: str) -> None:
    nour.say(words)
    later(stage)
    assert standing(stage) == {WRONG: False, RIGHT: True}


def test_words_that_may_say_not_to_revoke_are_asked_about_and_go_with_one_yes(
    stage: Stage, nour: Talk
) -> None:
    assert "surtout pas" in texts(nour.say("révoquer : surtout pas"), "nour")
    assert "en attente du coach" in texts(nour.say("en attente du coach"), "nour")
    nour.say("annuler")
    later(stage)
    assert standing(stage) == {WRONG: True}
    nour.say("révoquer : did not attend")
    nour.say("oui")
    later(stage)
    assert standing(stage) == {WRONG: False}


@pytest.mark.parametrize("name", ["Ne Rien Faire", "À Confirmer", "Not Yet"])
def test_what_is_said_is_no_name(stage: Stage, nour: Talk, name: str) -> None:
    nour.say(f"corriger : {name}")
    later(stage)
    assert standing(stage) == {WRONG: True}


def test_another_name_than_was_read_can_be_written(stage: Stage, nour: Talk) -> None:
    nour.press("Corriger le nom")
    nour.say("Siobhán Ní Chonaill")
    later(stage)
    assert standing(stage) == {WRONG: False, "Siobhán Ní Chonaill": True}


def test_what_was_ordered_is_taken_back_in_time(stage: Stage, nour: Talk) -> None:
    nour.say(f"corrige {RIGHT}")
    nour.send(choice=f"case:keep:{case(stage).ref}:0")
    later(stage)
    assert standing(stage) == {WRONG: True}


@pytest.mark.parametrize("words", ["annuler", "annule stp", "annule c t une erreur", "/cancel"])
@pytest.mark.parametrize("between", [[], ["/help"], ["bonjour", "/queue"], ["Corriger le nom"]])
def test_to_take_it_back_works_until_it_is_done_whatever_was_said_between(
    stage: Stage, nour: Talk, between: list[str], words: str
) -> None:
    nour.say(f"corrige {RIGHT}")
    for said in between:
        nour.say(said)
    assert "reste valable" in texts(nour.say(words), "nour")
    assert "valable" not in texts(nour.say(words), "nour"), "there is nothing more to take back"
    later(stage)
    assert standing(stage) == {WRONG: True}


SAID = """\
From: "Siobhan" <{sender}>
To: badges@cocarde.test
Subject: badge
Date: Mon, 30 Nov 2026 10:00:00 +0100
Message-ID: <69abbc1e@example.org>
Content-Type: text/plain; charset="utf-8"

Bonjour, il y a une faute dans mon nom sur le badge : c'est Siobhán O'Connell et pas O'Connor.
Pouvez-vous le corriger ?
"""
PROOF = "Authentication-Results: mx.cocarde.test; dmarc=pass header.from=example.org\n"


@pytest.mark.parametrize("proof", ["", PROOF], ids=["unproven", "proven"])
@pytest.mark.parametrize("sender", ["siobhan@example.org", "sio.perso@example.org"])
def test_whoever_says_that_a_name_is_wrong_reaches_a_human_and_changes_nothing(
    stage: Stage, sender: str, proof: str
) -> None:
    volunteer_badge(stage)
    receive_mail(stage.world, f"{proof}{SAID.format(sender=sender)}".encode())
    opened = case(stage)
    assert (opened.occasion, opened.state) == ("misspelt", "open")
    assert "Siobhán O'Connell" in opened.why
    assert ("Rien ne prouve" in opened.why) is not bool(proof)
    assert opened.programme == (CIVIC if sender == "siobhan@example.org" else "")
    later(stage)
    assert standing(stage) == {WRONG: True}


def test_the_badges_own_letter_answered_from_another_mailbox_reaches_a_human(stage: Stage) -> None:
    volunteer_badge(stage)
    with stage.world.turn() as turn:
        address = people.meet(turn, people.MAIL, MAIL)
        token = tokens.give(turn, Purpose.CLAIM, address, turn.db.exec(select(Claim)).one())
    said = SAID.format(sender="sio.perso@example.org").replace("badges@", f"badges+{token}@")
    receive_mail(stage.world, f"{PROOF}{said}".encode())
    assert "sio.perso@example.org" in case(stage).why
    later(stage)
    assert standing(stage) == {WRONG: True}


def test_without_any_staff_the_case_waits_for_an_operator(stage: Stage) -> None:
    receive_mail(stage.world, f"{PROOF}{SAID.format(sender=MAIL)}".encode())
    assert case(stage).occasion == "misspelt"


def test_a_badge_is_revoked_for_a_reason_that_everybody_reads(stage: Stage, nour: Talk) -> None:
    nour.press("Révoquer le badge")
    nour.say("La mission a été interrompue avant six mois.")
    told = later(stage)
    assert standing(stage) == {WRONG: False}
    assert "La mission a été interrompue avant six mois." in told


def test_the_corrected_name_stands_in_whatever_is_claimed_later(stage: Stage, nour: Talk) -> None:
    """The list still has the misspelt one."""
    nour.say(f"corriger : {RIGHT}")
    later(stage)
    nour.say("révoquer : Les dates étaient fausses, tout est à refaire.")
    later(stage)
    again = Talk(stage, "siobhan", count=90).say("Volontaire en Service Civique")
    assert f"Prénom et nom : {RIGHT}" in texts(again, "siobhan")


@pytest.mark.parametrize(
    "said", ["supprimez mon badge svp", "je veux plus de ce badge", "retirez mon badge"]
)
def test_who_wants_their_badge_no_more_is_told_who_can_revoke_it(stage: Stage, said: str) -> None:
    volunteer_badge(stage)
    told = Talk(stage, "siobhan", count=50).say(said)
    assert "peut le révoquer" in texts(told)
    assert [b["label"] for b in told.replies[-1]["buttons"]] == ["Parler à quelqu'un"]
    later(stage)
    assert standing(stage) == {WRONG: True}
