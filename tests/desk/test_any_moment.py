"""What people say at any moment, by typing alone: it is heard for what it is, or offered kindly."""

import pytest
from sqlmodel import select

from core.claims.states import State
from core.ground.effects import Effects
from core.ground.tables import Badge, Case, Claim
from tests.world.talking import Talk, learner, texts, word
from tests.world.world import Stage


@pytest.fixture
def lina(stage: Stage) -> Talk:
    return learner(stage, "lina", "Lina Haddad")


def labels(effects: Effects) -> list[str]:
    return [b["label"] for reply in effects.replies for b in reply["buttons"]]


def state(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim)).one().state


def at_recap(lina: Talk) -> Talk:
    lina.say("Python avancé")
    lina.say("https://github.com/lina-haddad/meteo https://meteo.example.org")
    assert state(lina.stage) == State.READY
    return lina


@pytest.mark.parametrize("said", ["ya une faute ds mon nom", "non c pas ça", "c faux"])
def test_a_yes_below_what_is_to_be_changed_is_no_yes_to_the_recap(lina: Talk, said: str) -> None:
    asked = at_recap(lina).say(said)
    assert word("stuck.which_wrong", "fr-informal") in texts(asked)
    again = lina.say("oui")
    assert state(lina.stage) == State.READY
    assert "Tout est-il exact" in texts(again)
    lina.say("oui")
    assert state(lina.stage) == State.IN_REVIEW


@pytest.mark.parametrize(
    "yes", ["oui", "ok", "oui annule", "oui je veux vraiment annuler", "annuler la demande"]
)
@pytest.mark.parametrize("links", ["", "https://github.com/lina-haddad/meteo"])
def test_a_claim_is_stopped_by_words_once_it_was_asked(lina: Talk, links: str, yes: str) -> None:
    lina.say("Python avancé")
    if links:
        lina.say(links)
    assert word("claim.withdraw_sure", "fr-informal") in texts(lina.say("annule"))
    lina.say(yes)
    assert state(lina.stage) == State.WITHDRAWN


@pytest.mark.parametrize("no", ["non", "non continue", "je continue"])
def test_a_no_to_that_goes_on(lina: Talk, no: str) -> None:
    lina.say("Python avancé")
    lina.say("annule")
    lina.say(no)
    assert state(lina.stage) == State.DRAFT


@pytest.mark.parametrize("thanks", ["merci", "merciii 🙏", "thx", "Merci beaucoup !"])
def test_thanks_get_a_short_answer_and_open_nothing(lina: Talk, thanks: str) -> None:
    done = lina.say(thanks)
    assert texts(done) == word("act.welcome")
    with lina.stage.world.glance() as turn:
        assert not turn.db.exec(select(Case)).all()


@pytest.mark.parametrize("asked", ["t un robot ?", "t'es un bot ou un humain ?"])
def test_who_answers_is_told_truly(lina: Talk, asked: str) -> None:
    assert texts(lina.say(asked)) == word("act.identity")


@pytest.mark.parametrize(
    "said", ["slt jai pa recu mon badge", "jlai jms eu mon badge", "i never got my badge"]
)
def test_a_badge_that_never_came_is_heard_in_any_spelling(lina: Talk, said: str) -> None:
    done = lina.say(said)
    assert [act["kind"] for act in done.acts if act["certainty"] >= 0.5] == ["lost"]
    assert "badge de ce nom" not in texts(done)


def test_what_fits_nothing_gets_three_ways_on_then_a_human(lina: Talk) -> None:
    lina.stage.supporter("nour", "Nour Benali", "becode")
    first = lina.say("azerty qsdfg wxcvb")
    shown = labels(first)
    assert word("act.offer_lost") in shown
    assert word("act.offer_human") in shown
    second = lina.say("qsdf jklm poiu")
    assert word("act.calls_human") in texts(second)


def test_a_number_on_the_screen_is_the_button_of_that_number(lina: Talk) -> None:
    shown = labels(lina.say("azerty qsdfg wxcvb"))
    place = shown.index(word("act.offer_human")) + 1
    done = lina.say(str(place))
    assert word("act.nothing_fits") not in texts(done)
    assert done.why == "a human"


@pytest.mark.parametrize(
    "said",
    [
        "oui mais le nom est faux",
        "oui ?",
        "Oui, dès que ma tutrice a vérifié",
        "Oui bien sûr, et moi je suis la reine d'Angleterre",
        "Right, who are you?",
        "Yes, provided nobody else can see it.",
        "alles andere als richtig",
        "je crois que oui",
        "j'ai cliqué sur « oui » et rien ne s'affiche",
    ],
)
def test_no_badge_comes_of_a_yes_that_is_none(lina: Talk, said: str) -> None:
    at_recap(lina).say(said)
    assert state(lina.stage) in (State.READY, State.DRAFT)
    with lina.stage.world.glance() as turn:
        assert not turn.db.exec(select(Badge)).all()


@pytest.mark.parametrize(
    "said", ["cest bon", "Oui, c'est tout à fait exact. Merci beaucoup !", "nickel", "yep all good"]
)
def test_a_natural_yes_is_heard_at_once(lina: Talk, said: str) -> None:
    at_recap(lina).say(said)
    assert state(lina.stage) == State.IN_REVIEW


def test_somebody_who_calls_a_human_while_a_claim_is_filled_in_gets_one(stage: Stage) -> None:
    stage.supporter("nour", "Nour Benali", "becode")
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("Python avancé")
    lina.say("parler a qqn")
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Case)).one().occasion == "human"
