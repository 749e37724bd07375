"""Staff who type instead of pressing: heard, asked before what is final, and never guessed at."""

import pytest
from sqlmodel import select

from core.desk.incoming import Incoming
from core.desk.orders.look_up import named_in
from core.desk.receive import receive
from core.ground.effects import Effects, Outcome
from core.ground.rows import outbox
from core.ground.tables import Claim, Outbox, Person
from tests.world.review_desk import Desk, desk
from tests.world.talking import Talk, learner, texts, word
from tests.world.world import Stage


@pytest.fixture
def review(stage: Stage) -> Desk:
    """Lina's claim waits before Sam."""
    return desk(stage, "sam")


@pytest.fixture
def both(review: Desk) -> Desk:
    """Karim's claim waits before Sam as well."""
    talk = learner(review.stage, "karim", "Karim Ziani")
    for line in ("Python avancé", "https://github.com/karim/x https://x.example.org", "oui"):
        talk.say(line)
    return review


def say(review: Desk, text: str) -> Effects:
    return review.coaches["sam"].say(text)


def number_of(review: Desk, text: str) -> str:
    """Deliver what waits for Sam; gives the number under which the card with this text went out."""
    for row in outbox.take(review.stage.world, "terminal"):
        outbox.sent(review.stage.world, row, f"no-{row.id}")
    with review.stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.place == "sam")).all()
    return next(row.remote_id for row in rows if text in row.message and "approve:" in row.message)


def reply(review: Desk, text: str, number: str, who: str = "sam", group: bool = False) -> Effects:
    said = Incoming(
        "terminal", "terminal", f"reply:{text}", who, "sam" if not group else "-500", text,
        group=group, replies_to=number,
    )  # fmt: skip
    return receive(review.stage.world, said)


def states(review: Desk) -> dict[str, str]:
    """How each claim stands, by the first name of its learner."""
    with review.stage.world.glance() as turn:
        query = select(Person.name, Claim.state).where(Claim.person_id == Person.id)
        return {name.partition(" ")[0]: state for name, state in turn.db.exec(query)}


@pytest.mark.parametrize("words", ["ok je valide", "nickel, accordé", "oui", "Approved!"])
def test_a_typed_yes_is_asked_about_and_done_on_one_more(review: Desk, words: str) -> None:
    asked = say(review, words)
    sure = word("order.approve_sure", badge="Python avancé", who="Lina Haddad", ref=review.ref)
    assert texts(asked) == sure
    assert review.state == "in_review"
    say(review, "oui")
    assert review.state == "issued"


def test_the_yes_may_be_pressed_and_the_no_as_well(review: Desk) -> None:
    sam = review.coaches["sam"]
    say(review, "ok je valide")
    assert texts(sam.press("Non")) == word("order.dropped")
    assert review.state == "in_review"
    say(review, "ok je valide")
    sam.press("Oui, accorder")
    assert review.state == "issued"


def test_a_refusal_is_shown_with_its_words_before_it_goes(review: Desk) -> None:
    asked = say(review, "non, le site ne marche pas")
    assert "« le site ne marche pas »" in texts(asked)
    assert review.state == "in_review"
    say(review, "oui")
    assert review.state == "refused"
    assert review.claim.reason == "le site ne marche pas"
    assert review.wrong() == {"site"}


def test_the_same_words_may_ask_for_a_change_instead(review: Desk) -> None:
    say(review, "non, le site ne marche pas")
    review.coaches["sam"].press("Demander plutôt une correction")
    assert review.state == "returned"


def test_a_refusal_without_a_reason_is_asked_for_one(review: Desk) -> None:
    asked = say(review, "refusé")
    assert word("review.reason_refuse", ref=review.ref) in texts(asked)
    say(review, "Le dépôt est vide.")
    assert (review.state, review.claim.reason) == ("refused", "Le dépôt est vide.")


def test_the_button_of_an_earlier_question_does_nothing(review: Desk) -> None:
    sam = review.coaches["sam"]
    say(review, "non, le site ne marche pas")
    old = sam.choice("Oui, refuser")
    say(review, "non, le dépôt est vide")
    assert texts(sam.send(choice=old)) == word("menu.gone")
    assert review.state == "in_review"


@pytest.mark.parametrize(
    "words",
    ["oui mais le site ne marche pas", "oui ?", "je valide pas", "j'ai validé mon permis", "hmm"],
)
def test_what_is_no_clear_word_decides_nothing(review: Desk, words: str) -> None:
    say(review, words)
    assert review.state == "in_review"
    assert review.moves() == []


def test_a_doubt_after_the_question_is_no_yes(review: Desk) -> None:
    say(review, "ok je valide")
    say(review, "oui mais attends")
    assert review.state == "in_review"


def test_of_several_claims_the_one_meant_is_asked_for_by_name(both: Desk) -> None:
    asked = say(both, "ok je valide")
    assert texts(asked) == word("order.which")
    assert {each["label"] for each in asked.replies[0]["buttons"]} == {
        "Lina Haddad · Python avancé",
        "Karim Ziani · Python avancé",
    }
    assert "Karim Ziani" in texts(say(both, "celle de Karim"))
    say(both, "oui")
    assert states(both) == {"Lina": "in_review", "Karim": "issued"}


def test_a_reply_to_a_card_is_about_that_card(both: Desk) -> None:
    asked = reply(both, "ok je valide", number_of(both, "Karim Ziani"))
    assert "Karim Ziani" in texts(asked)
    say(both, "oui")
    assert states(both) == {"Lina": "in_review", "Karim": "issued"}


def test_a_reply_to_the_card_of_a_claim_as_it_was_decides_nothing(review: Desk) -> None:
    number = number_of(review, "Lina Haddad")
    review.coaches["sam"].send(choice=review.choice("return"))
    say(review, "Le site ne répond pas.")
    review.resubmits("https://github.com/lina/meteo2 https://meteo2.example.org")
    assert texts(reply(review, "accordé", number), "sam").startswith(word("review.changed"))
    assert review.state == "in_review"


def test_who_may_not_decide_is_told_so(review: Desk) -> None:
    number = number_of(review, "Lina Haddad")
    assert texts(reply(review, "ok je valide", number, "lina")) != ""
    assert review.state == "in_review"


def test_a_second_opinion_is_asked_for_in_words(review: Desk) -> None:
    review.stage.reviewer("zoe", "Zoe", "becode")
    Talk(review.stage, "zoe").say("/help")
    asked = say(review, "demande un deuxième avis")
    assert texts(asked, "sam") == word("review.second_sent", who="Zoe", ref=review.ref)


def test_a_decision_is_taken_back_long_after(review: Desk) -> None:
    say(review, "non, le site ne marche pas")
    say(review, "oui")
    say(review, "les gars, qui a les clés de la salle 3")
    asked = say(review, "annule ma dernière décision")
    assert texts(asked) == word(
        "order.undo_sure", badge="Python avancé", who="Lina Haddad", ref=review.ref
    )
    assert review.state == "refused"
    say(review, "oui")
    assert review.state == "in_review"


def test_nothing_is_taken_back_where_nothing_was_decided(review: Desk) -> None:
    assert texts(say(review, "annule ma dernière décision")) == word("order.nothing_to_undo")


def test_somebody_away_without_days_is_told_what_to_write(review: Desk) -> None:
    assert texts(say(review, "je suis en congé")) == word("seat.away_how")


def test_a_reviewer_finds_a_claim_by_a_first_name(review: Desk) -> None:
    assert "Lina Haddad" in texts(say(review, "/find lina"))
    assert texts(say(review, "/find bob")) == word("order.find_none", said="bob")


def test_talk_gets_a_hint_and_changes_nothing(review: Desk) -> None:
    assert texts(say(review, "les gars qui a les clés de la salle 3")) == word("order.hint")
    assert review.state == "in_review"


def test_colleagues_in_a_group_are_not_answered(review: Desk) -> None:
    assert reply(review, "ok je valide", "", group=True).outcome is Outcome.IGNORED
    assert review.state == "in_review"


def test_a_reply_to_a_card_in_a_group_is_heard_by_first_name_alone(review: Desk) -> None:
    number = number_of(review, "Lina Haddad")
    with review.stage.world.turn() as turn:
        for row in turn.db.exec(select(Outbox).where(Outbox.remote_id == number)):
            row.place = "-500"
            turn.db.add(row)
    asked = reply(review, "ok je valide", number, group=True)
    assert "Haddad" not in texts(asked)
    assert word("order.approve_sure", badge="Python avancé", who="Lina", ref=review.ref) == texts(
        asked
    )
    assert reply(review, "t'as vu ça ?", number, group=True).outcome is Outcome.IGNORED
    assert review.state == "in_review"


def test_a_claim_goes_to_a_colleague(review: Desk) -> None:
    review.stage.reviewer("zoe", "Zoe Martin", "becode")
    Talk(review.stage, "zoe").say("/help")
    sam = review.coaches["sam"]
    done = sam.send(choice=f"orderto:{review.ref}:{review.person('zoe').id}")
    assert word("order.handed_over", ref=review.ref, who="Zoe Martin") in texts(done, "sam")
    assert texts(done, "zoe").startswith(word("seat.instead_given", who="Sam"))
    again = sam.send(choice=f"orderto:{review.ref}:{review.person('zoe').id}")
    assert texts(again) == word("seat.has_it", who="Zoe Martin")


def test_one_may_look_somebody_up_in_a_sentence() -> None:
    said = {
        "c'est quoi le dossier de Bob ?": "Bob",
        "cherche karim": "karim",
        "tu peux me retrouver la demande d'Inès Delattre": "Inès Delattre",
        "look up karim": "karim",
        "regarde awa@example.org stp": "awa@example.org",
        "montre le dossier 3k7f2a": "3k7f2a",
    }
    assert {text: next(named_in(text)) for text in said} == said


@pytest.mark.parametrize(
    "words",
    [
        "non attends, en fait je veux pas refuser",
        "ah non finalement c'est bon, oublie le refus",
        "je t'écris ça tout à l'heure",
        "chut je suis en réunion",
        "parce que",
        "hmm en fait je préfère qu'un collègue décide",
        "give me a sec i'll phrase it nicely",
        "nee wacht, toch niet weigeren",
    ],
)
def test_what_may_be_said_to_us_is_no_reason_as_it_stands(review: Desk, words: str) -> None:
    review.coaches["sam"].send(choice=review.choice("refuse"))
    say(review, words)
    assert review.state == "in_review"
    say(review, "Le dépôt est vide, il manque tout le code.")
    say(review, "oui")
    assert review.claim.reason == "Le dépôt est vide, il manque tout le code."


@pytest.mark.parametrize("words", ["le lien ne s'ouvre pas", "wrong repo", "link geeft een 404"])
def test_a_reason_is_told_as_it_stands_whatever_else_its_words_may_mean(
    review: Desk, words: str
) -> None:
    review.coaches["sam"].send(choice=review.choice("return"))
    say(review, words)
    assert (review.state, review.claim.reason) == ("returned", words)


@pytest.mark.parametrize("words", ["le lien ne s'ouvre pas", "nan c pas bon le lien marche pas"])
def test_fault_found_with_what_waits_may_be_a_wish_for_a_change(review: Desk, words: str) -> None:
    assert f"« {words} »" in texts(say(review, words))
    assert review.state == "in_review"
    say(review, "oui")
    assert (review.state, review.claim.reason) == ("returned", words)


def test_a_colleague_is_named_in_words(review: Desk) -> None:
    review.stage.reviewer("zoe", "Zoe Martin", "becode")
    Talk(review.stage, "zoe").say("/help")
    done = say(review, "give this to Zoe")
    assert word("order.handed_over", ref=review.ref, who="Zoe Martin") in texts(done, "sam")


def test_support_finds_somebody_by_a_first_name(review: Desk) -> None:
    review.stage.supporter("nour", "Nour Benali", "becode")
    nour = Talk(review.stage, "nour")
    for words in ("/find lina", "c'est quoi le dossier de Lina ?", "look up lina"):
        assert "Lina Haddad · " in texts(nour.say(words))
