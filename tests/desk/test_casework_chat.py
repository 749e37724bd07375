"""Cases in chats: answered, mended, merged, closed; one tap each, and once each."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from core.desk.receive import receive
from core.due import due
from core.ground.tables import Address, Badge
from core.support import CaseState
from tests.world.office import Office, approved_badge, asked, office
from tests.world.talking import texts, word
from tests.world.world import Stage

# Answering


def test_an_answer_reaches_the_person_marked_as_a_humans(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    done = desk.say("nour", "Bonjour Lina, votre badge part ce soir.")
    told = texts(done, "lina")
    assert "Nour, de l'équipe de BeCode, te répond :" in told
    assert "« Bonjour Lina, votre badge part ce soir. »" in told
    assert desk.case(ref).state == CaseState.ANSWERED
    assert desk.case(ref).due_at is None


def test_the_persons_next_words_come_back_to_the_same_case(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "De quel badge s'agit-il ?")
    done = desk.say("lina", "Python, depuis deux semaines")
    assert "Lina Haddad écrit : « Python, depuis deux semaines »" in texts(done, "nour")
    assert texts(done, "theo") == ""  # Nour follows it
    assert desk.case(ref).state == CaseState.OPEN
    assert desk.kinds(ref) == ["answered", "said"]


def test_thanks_wake_nobody(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "C'est réglé, bonne journée.")
    done = desk.say("lina", "Merci beaucoup !")
    assert texts(done) == word("case.thanks", "fr-informal", ref=ref)
    assert desk.case(ref).state == CaseState.ANSWERED


def test_a_closed_case_is_open_again_when_its_person_writes(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "C'est réglé, bonne journée.")
    desk.press("nour", "close", ref)
    assert desk.case(ref).closed_at is not None
    desk.stage.clock.pass_(days=3)
    desk.say("lina", "Finalement le lien ne marche pas")
    case = desk.case(ref)
    assert (case.state, case.closed_at) == (CaseState.OPEN, None)
    assert desk.kinds(ref) == ["answered", "closed", "said", "reopened"]
    assert case.due_at is not None
    assert case.due_at > desk.stage.clock.at


def test_somebody_who_cannot_be_reached_is_told_of_not_written_to(desk: Office) -> None:
    ref = desk.opened()
    with desk.stage.world.turn() as turn:
        person_id = desk.case(ref).person_id
        for address in turn.db.exec(select(Address).where(Address.person_id == person_id)):
            address.unreachable_at = turn.at
            turn.db.add(address)
    desk.press("nour", "answer", ref)
    done = desk.say("nour", "Bonjour Lina, votre badge part ce soir.")
    assert texts(done) == word("case.unreachable", ref=ref)
    assert desk.kinds(ref) == []


def test_a_ready_answer_is_read_before_it_goes_and_may_be_replaced(desk: Office) -> None:
    ref = desk.opened()
    laid_out = desk.press("nour", "canned", ref, "spam")
    spam = word("canned.text_spam", "fr-informal")
    assert spam in texts(laid_out, "nour")
    done = desk.press("nour", "use", ref, "spam")
    assert f"« {spam} »" in texts(done, "lina")
    desk.press("nour", "canned", ref, "share")
    done = desk.say("nour", "Bonjour Lina, je t'appelle demain matin.")
    assert "« Bonjour Lina, je t'appelle demain matin. »" in texts(done, "lina")
    assert texts(desk.press("nour", "use", ref, "share")) == word("case.gone", ref=ref)


def test_the_proposed_answer_is_the_diagnosis_in_the_persons_language(desk: Office) -> None:
    asked(desk)
    desk.stage.known("anna", "Anna Smith", "anna@example.org", "en")
    ref = desk.opened()
    assert desk.case(ref).cause == "in_review"
    card = next(row for row in desk.outbox(kind="case", place="nour"))
    proposed = json.loads(card.message)["values"]["proposed"]
    done = desk.press("nour", "proposed", ref)
    assert f"« {proposed} »" in texts(done, "lina")


# Once


@pytest.mark.parametrize("action", ["take", "proposed", "close", "send"])
def test_a_second_presser_is_told_who_was_first(desk: Office, action: str) -> None:
    approved_badge(desk)
    ref = desk.opened()
    shown = desk.button(action, ref)
    desk.do("nour", choice=shown)
    done = desk.do("theo", choice=shown)
    assert "Nour Benali" in texts(done)
    assert len(desk.kinds(ref)) == 1
    assert "Nour Benali" in texts(desk.do("nour", choice=shown))  # their own second press too
    assert len(desk.kinds(ref)) == 1


def test_two_answers_under_way_are_one(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.press("theo", "answer", ref)
    desk.say("nour", "Bonjour Lina, je regarde.")
    done = desk.say("theo", "Bonjour Lina, moi aussi je regarde.")
    assert word("case.already_answered", ref=ref, who="Nour Benali", when="16/11 10:00") in texts(
        done
    )
    assert texts(done, "lina") == ""
    assert desk.kinds(ref) == ["answered"]


def test_eight_presses_at_once_are_one(either: Stage) -> None:
    desk = office(either)
    ref = desk.opened()
    shown = desk.button("close", ref)
    inputs = []
    for number in range(8):
        desk.count += 1
        inputs.append(desk.incoming(("nour", "theo", "max")[number % 3], "", shown))
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda each: receive(either.world, each), inputs))
    assert desk.kinds(ref) == ["closed"]
    told = [text for each in done if "déjà" in (text := texts(each))]
    assert len(told) == 7


def test_an_overdue_case_is_escalated_once(desk: Office) -> None:
    ref = desk.opened()
    desk.stage.clock.pass_(days=1)
    due(desk.stage.world)
    assert desk.kinds(ref) == []
    desk.stage.clock.pass_(days=2)
    for _ in range(3):
        due(desk.stage.world)
        desk.stage.clock.pass_(hours=5)
    assert desk.kinds(ref) == ["escalated"]
    assert desk.case(ref).escalated_at is not None
    to_max = [row for row in desk.outbox(kind="case", place="max") if ref in row.message]
    assert len(to_max) == 1


def test_an_answered_case_is_never_escalated(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "Bonjour Lina, je regarde.")
    desk.stage.clock.pass_(days=9)
    due(desk.stage.world)
    assert desk.kinds(ref) == ["answered"]


# Curing


def test_the_badge_is_sent_again_to_its_holder(desk: Office) -> None:
    approved_badge(desk)
    ref = desk.opened()
    done = desk.press("nour", "send", ref)
    with desk.stage.world.glance() as turn:
        badge = turn.db.exec(select(Badge)).one()
    assert badge.name in texts(done, "lina")
    (row,) = desk.outbox(kind="again")
    assert json.loads(row.message)["badge"] == badge.id


def test_what_waits_for_a_reviewer_is_issued_with_a_reason(desk: Office) -> None:
    asked(desk)
    ref = desk.opened()
    claim = desk.case(ref).claim_id
    assert word("case.ask_reason", ref="") != texts(desk.press("nour", "issue", ref))
    done = desk.say("nour", "Vu avec le coach au téléphone")
    assert [move["to"] for move in done.moves] == ["approved", "issued"]
    assert done.badges
    assert done.decisions[0]["by"] == "Nour Benali"
    assert desk.kinds(ref) == ["issued"]
    assert claim is not None


def test_nobody_works_on_their_own_case(desk: Office) -> None:
    ref = desk.opened("theo")
    assert all(row.place != "theo" for row in desk.outbox(kind="case"))
    for action in ("show", "answer", "close", "send"):
        assert texts(desk.press("theo", action, ref)) == word("case.own", ref=ref)


def test_cases_of_one_person_are_merged_and_the_other_leads_to_the_kept(desk: Office) -> None:
    kept, other = desk.opened(), desk.opened()
    desk.press("nour", "merge", kept)
    desk.say("nour", f"avec {other} stp : {other}")
    assert desk.case(other).merged_into_id == desk.case(kept).id
    done = desk.say("nour", f"/case {other}")
    assert f"Dossier {kept}" in texts(done)


def test_two_persons_are_merged_only_by_one_more_press(desk: Office) -> None:
    desk.stage.known("lina2", "Lina Haddad", "lina.haddad@example.org")
    desk.say("lina2", "/help")
    kept, other = desk.opened(), desk.opened("lina2")
    asked_first = desk.press("nour", "join", kept, other)
    assert desk.case(other).state == CaseState.OPEN
    assert word("case.button_union") in [
        b["label"] for r in asked_first.replies for b in r["buttons"]
    ]
    desk.press("nour", "union", kept, other)
    assert desk.case(other).merged_into_id == desk.case(kept).id
    assert desk.case(other).person_id == desk.case(kept).person_id


@pytest.mark.parametrize("words", ["encore lui, t'as vu ?", "attends je demande à Théo d'abord"])
def test_words_that_may_be_for_a_colleague_are_shown_before_they_go(
    desk: Office, words: str
) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    done = desk.say("nour", words)
    assert texts(done, "lina") == ""
    assert desk.kinds(ref) == []
