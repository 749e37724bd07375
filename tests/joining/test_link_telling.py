"""One person, many addresses: who is told of a link, and asking for one."""

import pytest

from core.desk.identity.add_address import asks
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.ground.tables import (
    Badge,
)
from core.joining.prove_address import prove_mail
from core.people import people, tokens
from core.people.tokens import Purpose
from tests.people.test_people import code_sent
from tests.world.linked_people import AWA, BEN, badge, linked, mail, notices, pair, who
from tests.world.talking import Talk, texts
from tests.world.world import Stage


def test_the_first_address_of_a_person_is_no_news(stage: Stage) -> None:
    talk = Talk(stage, "x")
    for line in ("Python avancé", "new@example.org"):
        talk.say(line)
    talk.say(code_sent(stage, "new@example.org"))
    assert notices(stage) == {}


def test_somebody_of_the_roster_who_comes_to_the_chat_is_no_news(stage: Stage) -> None:
    with stage.world.turn() as turn:
        people.meet(turn, people.MAIL, AWA, name="Awa Diallo")
    talk = Talk(stage, "x")
    for line in ("Python avancé", AWA):
        talk.say(line)
    assert "confirmée" in texts(talk.say(code_sent(stage, AWA)))
    assert notices(stage) == {}


def test_a_mailbox_in_use_learns_of_a_new_chat(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    talk = Talk(stage, "x")
    for line in ("Python avancé", AWA):
        talk.say(line)
    talk.say(code_sent(stage, AWA))
    told = notices(stage)
    assert set(told) == {AWA}
    assert "une conversation au terminal" in told[AWA].text
    assert "19 novembre 2026 à 10:00" in told[AWA].text


def test_a_further_address_is_told_to_those_before_it(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    talk = Talk(stage, "awa")
    for line in ("/link", "more@example.org"):
        talk.say(line)
    assert "l'une de vos adresses" in texts(talk.say(code_sent(stage, "more@example.org")))
    told = notices(stage)
    assert set(told) == {AWA}
    assert "m…e@example.org" in told[AWA].text
    assert "more@" not in told[AWA].text


def test_a_name_that_is_no_name_is_not_repeated(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    with stage.world.turn() as turn:
        chat = people.meet(turn, people.TELEGRAM, "7", name="evil.example.org/x")
        people.used(turn, chat)
        prove_mail(turn, people.person_of(turn, chat), mail(turn, AWA), chat)
    assert "evil" not in notices(stage)[AWA].text


def test_each_notice_undoes_with_its_own_secret_only(stage: Stage) -> None:
    pair(stage)
    Talk(stage, "ben").say("/help")
    with stage.world.turn() as turn:
        prove_mail(turn, who(turn, BEN), mail(turn, AWA), mail(turn, BEN))
    told = notices(stage)
    assert set(told) == {AWA, BEN, "ben"}
    assert len({message.token for message in told.values()}) == 3
    with stage.world.glance() as turn:
        for message in told.values():
            token = tokens.find(turn, message.token, Purpose.UNLINK)
            assert token is not None
            assert tokens.find(turn, message.token, Purpose.CLAIM) is None


# Choosing


def test_the_badges_to_come_bear_the_address_that_was_chosen(stage: Stage) -> None:
    pair(stage)
    linked(stage)
    first = badge(stage, AWA, "git")
    talk = Talk(stage, "awa")
    talk.say("/link")
    assert "b…n@example.org, celle de vos prochains badges" in texts(
        talk.press("Prochains badges à b…n@example.org")
    )
    second = badge(stage, AWA, "sql")
    with stage.world.glance() as turn:
        borne = [turn.db.get_one(Badge, each).address_id for each in (first, second)]
        assert borne == [mail(turn, AWA).id, mail(turn, BEN).id]


def test_nobody_chooses_an_address_of_somebody_else(stage: Stage) -> None:
    pair(stage)
    with stage.world.glance() as turn:
        foreign = mail(turn, BEN).id
    talk = Talk(stage, "awa")
    assert "plus valable" in texts(talk.send(choice=f"prefer:{foreign}"))
    with stage.world.glance() as turn:
        assert mail(turn, BEN).preferred_at is None


@pytest.mark.parametrize(
    "said",
    [
        "ajouter une adresse",
        "J'ai une autre adresse.",
        "Bonjour, ajoutez mon adresse x@example.org svp",
        "j'ai une autre adresse mail : x@example.org",
        "je voudrais ajouter une adresse e-mail",
        "please add my email address x@example.org",
        "I have another address",
        "ik heb een ander adres",
        "voeg mijn adres x@example.org toe",
    ],
)
def test_ways_to_ask_for_another_address(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "et si j'ai une autre adresse ?",
        "x@example.org",
        "mon adresse est 3 rue des Lilas",
        "j'ai ajouté une page d'adresses à mon site",
        "le site a une autre adresse maintenant",
        "ma mission a changé d'adresse en mai",
    ],
)
def test_words_that_ask_for_no_address(said: str) -> None:
    assert not asks(said)


# By mail


def letter(stage: Stage, value: str, text: str, *, authentic: bool = True, token: str = "") -> str:
    """What was answered to a mail."""
    incoming = Incoming(
        door="mail", source="mail", source_id=f"{value}:{text}:{authentic}:{token}", value=value,
        text=text, authentic=authentic, token=token,
    )  # fmt: skip
    return texts(receive(stage.world, incoming), to=value)


def test_a_letter_that_nothing_proves_adds_no_address(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    said = letter(stage, AWA, "ajoutez mon adresse thief@example.org", authentic=False)
    assert "Rien n'a été ajouté" in said
    assert notices(stage, "code") == {}


def test_a_code_sent_back_in_a_forged_letter_adds_nothing(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", AWA)
    letter(stage, AWA, "ajoutez mon adresse thief@example.org")
    code = code_sent(stage, "thief@example.org")
    assert "Rien n'a été ajouté" in letter(stage, AWA, code, authentic=False)
    assert notices(stage) == {}
    assert "l'une de vos adresses" in letter(stage, AWA, code)
    assert set(notices(stage)) == {AWA}


def test_the_secret_of_a_code_alone_links_nothing_and_speaks_for_nobody(stage: Stage) -> None:
    """Whoever got the code by mistake is not taken for the one who asked."""
    stage.known("awa", "Awa Diallo", AWA)
    letter(stage, AWA, "ajoutez mon adresse other@example.org")
    secret = notices(stage, "code")["other@example.org"].token
    said = letter(stage, "other@example.org", "Qui êtes-vous ?", token=secret)
    assert "Rien n'a été relié" in said
    with stage.world.glance() as turn:
        assert who(turn, "other@example.org").id != who(turn, AWA).id


@pytest.mark.parametrize("said", ["annuler", "Ce n'est pas moi", "undo", "This was not me"])
def test_an_answer_to_the_notice_undoes(stage: Stage, said: str) -> None:
    pair(stage)
    with stage.world.turn() as turn:
        prove_mail(turn, who(turn, BEN), mail(turn, AWA), mail(turn, BEN))
    secret = notices(stage)[AWA].token
    assert "C'est annulé" in letter(stage, AWA, said, token=secret)
    with stage.world.glance() as turn:
        assert who(turn, AWA).id != who(turn, BEN).id
    assert "déjà annulé" in letter(stage, AWA, f"{said} !", token=secret)


def test_thanks_for_the_notice_undo_nothing(stage: Stage) -> None:
    pair(stage)
    with stage.world.turn() as turn:
        prove_mail(turn, who(turn, BEN), mail(turn, AWA), mail(turn, BEN))
    letter(stage, AWA, "Merci, c'est bien moi", token=notices(stage)[AWA].token)
    with stage.world.glance() as turn:
        assert who(turn, AWA).id == who(turn, BEN).id


def test_of_two_badges_of_one_class_both_are_shown_to_their_one_holder(stage: Stage) -> None:
    pair(stage)
    of_awa, of_ben = badge(stage, AWA), badge(stage, BEN)
    linked(stage)
    told = texts(Talk(stage, "awa").say("/mybadges"))
    assert of_awa in told
    assert of_ben in told
