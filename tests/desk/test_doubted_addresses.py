"""« Did you mean …? » in a chat: by a button or in words, for learners and for those who award."""

import pytest

from core.people import people
from tests.world.talking import Talk, badges, reviewer, texts, word
from tests.world.world import Stage

SAID, MEANT = "lina@gmial.com", "lina@gmail.com"


def asks(text: str) -> bool:
    return any(word("account.mail_typo", locale, mail=MEANT) in text for locale in LOCALES)


LOCALES = ("fr", "fr-informal")


def claiming(stage: Stage) -> Talk:
    """Somebody at the first step of a claim who mistypes their address."""
    talk = Talk(stage, "x")
    talk.say("Python avancé")
    assert asks(texts(talk.say(SAID)))
    return talk


@pytest.mark.parametrize("yes", ["oui", "Oui, c'est ça", MEANT])
def test_a_yes_in_words_takes_what_was_meant(stage: Stage, yes: str) -> None:
    effects = claiming(stage).say(yes)
    assert [each["to"] for each in effects.outbox if each["kind"] == "code"] == [MEANT]


def test_a_no_in_words_takes_what_was_said(stage: Stage) -> None:
    effects = claiming(stage).say("non")
    assert [each["to"] for each in effects.outbox if each["kind"] == "code"] == [SAID]


def test_a_button_takes_what_was_said_and_pressed_late_does_nothing(stage: Stage) -> None:
    talk = claiming(stage)
    late = talk.choice(word("account.button_said", mail=SAID))
    effects = talk.send(choice=late)
    assert [each["to"] for each in effects.outbox if each["kind"] == "code"] == [SAID]
    assert "bouton n'est plus valable" in texts(talk.send(choice=late))


def test_another_address_may_be_said_instead(stage: Stage) -> None:
    effects = claiming(stage).say("plutôt : lina@example.org")
    assert [each["to"] for each in effects.outbox if each["kind"] == "code"] == ["lina@example.org"]


def test_what_is_no_address_at_all_has_no_button_to_insist(stage: Stage) -> None:
    talk = Talk(stage, "x")
    talk.say("Python avancé")
    talk.say("lina@gmail,com")
    assert talk.choice(word("account.button_other_mail"))
    effects = talk.press(word("account.button_meant", mail=MEANT))
    assert [each["to"] for each in effects.outbox if each["kind"] == "code"] == [MEANT]


def test_a_question_of_the_programme_in_between_asks_the_doubt_again(stage: Stage) -> None:
    talk = claiming(stage)
    talk.say("/help")
    assert asks(texts(talk.say("combien de temps faut-il attendre ?")))
    assert asks(texts(talk.say("je ne comprends pas")))


@pytest.mark.parametrize("said", ["/award python-avance lina@gmial.com", "lina@gmial.com"])
def test_who_awards_is_asked_and_a_press_goes_on(stage: Stage, said: str) -> None:
    sam = reviewer(stage, "sam", "becode")
    if not said.startswith("/"):
        sam.say("/award")
        sam.press("Python avancé")
    assert asks(texts(sam.say(said)))
    sam.press(word("account.button_meant", mail=MEANT))
    assert MEANT in texts(sam.say("Un projet remarquable"))
    sam.press(word("award.button_give"))
    assert len(badges(stage)) == 1


def test_who_awards_is_not_asked_about_somebody_we_know(stage: Stage) -> None:
    with stage.world.turn() as turn:
        people.meet(turn, people.MAIL, SAID)
    sam = reviewer(stage, "sam", "becode")
    assert not asks(texts(sam.say(f"/award python-avance {SAID}")))
