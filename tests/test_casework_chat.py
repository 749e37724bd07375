"""Cases in chats and in a staff group: one tap each, once each, nothing private in a group."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from core.claims import people, places
from core.claims.cases import Matter, Occasion, State, life, open_case
from core.claims.cases.showing import first_name
from core.claims.cases.timeline import timeline
from core.claims.due import due
from core.desk.receive import receive
from core.ground.tables import Address, Badge, Claim, Mission
from tests.mailing import MISSION, Letters, plain
from tests.staffing import GROUP, Office, office
from tests.talking import texts, word
from tests.worlds import Stage


@pytest.fixture
def desk(stage: Stage) -> Office:
    return office(stage)


def approved_badge(desk: Office) -> None:
    """Lina has the badge « Python avancé »."""
    desk.stage.reviewer("sam", "Sam Okafor", "becode")
    asked(desk)
    with desk.stage.world.glance() as turn:
        ref = turn.db.exec(select(Claim.ref)).one()
    desk.say("sam", "/help")
    desk.do("sam", choice=f"approve:{ref}")


def asked(desk: Office) -> None:
    """Lina's claim waits for a reviewer."""
    desk.say("lina", "Python avancé")
    desk.say("lina", "https://github.com/lina/meteo et https://meteo.example.org")
    desk.say("lina", "oui")


# Answering


def test_an_answer_reaches_the_person_marked_as_a_humans(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    done = desk.say("nour", "Bonjour Lina, votre badge part ce soir.")
    told = texts(done, "lina")
    assert "Nour, de l'équipe BeCode, te répond :" in told
    assert "« Bonjour Lina, votre badge part ce soir. »" in told
    assert desk.case(ref).state == State.ANSWERED
    assert desk.case(ref).due_at is None


def test_the_persons_next_words_come_back_to_the_same_case(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "De quel badge s'agit-il ?")
    done = desk.say("lina", "Python, depuis deux semaines")
    assert "Lina Haddad écrit : « Python, depuis deux semaines »" in texts(done, "nour")
    assert texts(done, "theo") == ""  # Nour follows it
    assert desk.case(ref).state == State.OPEN
    assert desk.kinds(ref) == ["answered", "said"]


def test_thanks_wake_nobody(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "C'est réglé, bonne journée.")
    done = desk.say("lina", "Merci beaucoup !")
    assert texts(done) == word("case.thanks", "fr-informal", ref=ref)
    assert desk.case(ref).state == State.ANSWERED


def test_a_closed_case_is_open_again_when_its_person_writes(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "C'est réglé, bonne journée.")
    desk.press("nour", "close", ref)
    assert desk.case(ref).closed_at is not None
    desk.stage.clock.pass_(days=3)
    desk.say("lina", "Finalement le lien ne marche pas")
    case = desk.case(ref)
    assert (case.state, case.closed_at) == (State.OPEN, None)
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
    done = desk.say("nour", "Je t'appelle demain matin.")
    assert "« Je t'appelle demain matin. »" in texts(done, "lina")
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
    assert desk.case(other).state == State.OPEN
    assert word("case.button_union") in [
        b["label"] for r in asked_first.replies for b in r["buttons"]
    ]
    desk.press("nour", "union", kept, other)
    assert desk.case(other).merged_into_id == desk.case(kept).id
    assert desk.case(other).person_id == desk.case(kept).person_id


# In a group


def test_a_group_sees_the_reference_and_a_first_name_only(desk: Office) -> None:
    desk.say("nour", "/here becode support", group=True)
    approved_badge(desk)
    ref = desk.opened()
    desk.press("nour", "take", ref, group=True)
    desk.press("theo", "show", ref, group=True)
    desk.press("theo", "answer", ref, group=True)
    desk.say("theo", "Bonjour Lina Haddad, votre badge est là : lina@example.org")
    desk.say("lina", "Merci, mais le lien de lina@example.org ne marche pas")
    desk.press("theo", "close", ref, group=True)
    desk.press("nour", "close", ref, group=True)
    rows = desk.outbox(place=GROUP)
    assert len(rows) >= 5
    for row in rows:
        assert "@" not in row.message
        assert "Haddad" not in row.message
    assert "Lina" in rows[1].message


def test_the_whole_card_comes_to_the_presser_alone(desk: Office) -> None:
    desk.say("nour", "/here becode support", group=True)
    ref = desk.opened()
    done = desk.press("theo", "show", ref, group=True)
    assert {reply["to"] for reply in done.replies} == {"theo"}
    assert "lina@example.org" in texts(done, "theo")


def test_who_may_not_learns_nothing_from_a_button(desk: Office) -> None:
    ref = desk.opened()
    choice = desk.button("show", ref)
    refused = word("case.not_yours")
    assert texts(desk.do("lina", choice=choice)) == refused
    assert texts(desk.do("lina", choice="case:show:zzzzz9:0")) == refused


# A stranger


def test_a_stranger_who_quotes_a_reference_opens_another_case(desk: Office) -> None:
    ref = desk.opened()
    desk.stage.known("tom", "Tom Maes", "tom@example.org")
    done = desk.say("tom", f"Bonjour, où en est le dossier {ref} ?")
    with desk.stage.world.glance() as turn:
        mail = people.find(turn, people.MAIL, "tom@example.org")
        assert mail is not None
        cases = turn.db.exec(select(type(desk.case(ref)))).all()
    other = next(case for case in cases if case.ref != ref)
    assert other.person_id == mail.person_id
    assert other.ref in texts(done, "tom")
    assert "Lina" not in texts(done, "tom")
    assert desk.kinds(ref) == []
    unknown = desk.say("tom", "Bonjour, où en est le dossier zzzzz9 ?")
    assert texts(unknown, "tom") == texts(done, "tom")


def test_the_person_who_quotes_their_own_goes_on_in_it(desk: Office) -> None:
    ref = desk.opened()
    desk.say("lina", f"Pour le dossier {ref} : mon nom est mal écrit")
    assert desk.kinds(ref) == ["said"]


# Finding


@pytest.mark.parametrize("said", ["lina@example.org", "Lina Haddad", "lina haddad"])
def test_people_of_ones_programmes_are_found(desk: Office, said: str) -> None:
    asked(desk)
    found = texts(desk.say("nour", f"/find {said}"))
    assert "Lina Haddad · lina@example.org" in found
    assert "« Python avancé »" in found


def test_nobody_elses_people_are_found(desk: Office) -> None:
    asked(desk)
    desk.stage.supporter("noor", "Noor Peeters", "normandie")
    assert texts(desk.say("noor", "/find lina@example.org")) == word("case.find_none")
    assert texts(desk.say("lina", "/find nour@example.org")) == word(
        "case.not_yours", "fr-informal"
    )


def test_which_one_is_asked_where_several_have_the_name(desk: Office) -> None:
    desk.stage.known("lina2", "Lina Haddad", "lina.haddad@example.org")
    desk.opened("lina2")
    asked(desk)
    done = desk.say("nour", "/find Lina Haddad")
    labels = [b["label"] for reply in done.replies for b in reply["buttons"]]
    assert sorted(labels) == [
        "Lina Haddad · lina.haddad@example.org",
        "Lina Haddad · lina@example.org",
    ]


def test_the_queue_has_the_overdue_first(desk: Office) -> None:
    early = desk.opened()
    desk.stage.clock.pass_(days=1)
    late = desk.opened()
    desk.stage.clock.pass_(days=1, hours=10)
    shown = [reply["text"] for reply in desk.say("nour", "/queue").replies]
    assert shown[0] == word("case.queue", claims="0", cases="2", late="1")
    assert early in shown[1]
    assert late in shown[2]
    assert timedelta(days=1) < desk.stage.clock.at - desk.case(early).opened_at


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("fermer", ["closed"]),
        ("je m'en occupe", ["assigned"]),
        ("confier à theo@example.org", ["assigned"]),
        ("répondre : Bonjour Lina, je regarde ce soir.", ["answered"]),
        ("close", ["closed"]),
        ("sluiten", ["closed"]),
        ("fermer ?", []),
        ("Python avancé", []),
    ],
)
def test_words_below_a_card_do_what_its_buttons_do(
    desk: Office, said: str, kinds: list[str]
) -> None:
    ref = desk.opened()
    desk.say("nour", f"/case {ref}")
    desk.say("nour", said)
    assert desk.kinds(ref) == kinds


# A place that is closed, an address that changes


def test_an_answer_to_a_closed_chat_goes_on_by_mail_and_comes_back(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "Bonjour Lina, de quel badge s'agit-il ?")
    with desk.stage.world.turn() as turn:
        places.closed(turn, "terminal", "lina")
    letters = Letters(desk.stage)
    (human,) = [mail for mail in letters.sent() if mail["To"] == "lina@example.org"]
    assert "de quel badge s'agit-il ?" in plain(human)
    letters.answer(human, "Le badge Python.", From="Lina <lina@example.org>")
    assert desk.kinds(ref) == ["answered", "said"]


def matched(desk: Office, mail: str = "awa.new@example.org") -> str:
    """A case of somebody whose mission is on the roster under an address that they lost."""
    desk.stage.mission("service-civique", **{**MISSION, "mail": "awa.old@example.org"})
    desk.stage.supporter("ines", "Inès Roy", "service-civique")
    desk.stage.known("awa", "Awa Diallo", mail)
    desk.say("ines", "/help")
    with desk.stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, mail)
        assert address is not None
        mission = turn.db.exec(select(Mission)).one()
        person = people.person_of(turn, address)
        told = "Awa Diallo, du 15 mars au 15 novembre, Les Passerelles"
        matter = Matter(Occasion.MATCH, "awa:1", told, "service-civique", person, mission=mission)
        return open_case(turn, matter).ref


def test_an_address_changes_only_after_a_human_has_seen_the_match(desk: Office) -> None:
    ref = matched(desk)
    laid_out = texts(desk.press("ines", "address", ref), "ines")
    for part in ("Association Les Passerelles", "awa.old@example.org", "awa.new@example.org"):
        assert part in laid_out
    assert mission_mail(desk) == "awa.old@example.org"
    shown = desk.button("readdress", ref)
    desk.do("ines", choice=shown)
    assert mission_mail(desk) == "awa.new@example.org"
    assert desk.kinds(ref) == ["readdressed"]
    assert "Inès Roy" in texts(desk.do("ines", choice=shown))
    assert desk.kinds(ref) == ["readdressed"]


def mission_mail(desk: Office) -> str:
    with desk.stage.world.glance() as turn:
        return turn.db.exec(select(Mission.mail)).one()


def test_an_operator_sees_masked_addresses_and_changes_none(desk: Office) -> None:
    ref = matched(desk)
    desk.stage.supporter("olga", "Olga Roux", "service-civique", "operator")
    desk.say("olga", "/help")
    card = desk.say("olga", f"/case {ref}")
    assert "a…w@example.org" in texts(card)
    assert "awa.new@example.org" not in texts(card)
    assert texts(desk.press("olga", "address", ref)) == word("case.not_yours")


# On both engines


def test_the_whole_way_of_a_case_on_either_engine(either: Stage) -> None:
    desk = office(either)
    asked(desk)
    ref, other = desk.opened(), desk.opened()
    desk.say("nour", "/queue")
    desk.press("nour", "take", ref)
    desk.press("nour", "answer", ref)
    desk.say("nour", "Bonjour Lina, je regarde.")
    desk.say("lina", f"Pour le dossier {ref} : merci, et sinon ?")
    desk.press("nour", "join", ref, other)
    desk.say("theo", "/find Lina Haddad")
    desk.stage.clock.pass_(days=4)
    due(either.world)
    desk.press("nour", "close", ref)
    assert desk.kinds(ref) == ["assigned", "answered", "said", "merged", "escalated", "closed"]
    with either.world.turn() as turn:
        case = life.held(turn, ref)
        assert case is not None
        told = timeline(turn, case)
    assert [line.at for line in told] == sorted(line.at for line in told)
    assert {"person", "cocarde", "claim", "Nour Benali"} <= {line.who for line in told}
    assert len(told) <= 40


def test_words_said_long_after_an_answer_was_asked_for_go_to_nobody(desk: Office) -> None:
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.stage.clock.pass_(hours=5)
    desk.say("nour", "Rappelle-moi de commander du café")
    assert desk.kinds(ref) == []
    assert desk.outbox(kind="human") == []


def test_a_merged_case_keeps_the_sooner_day(desk: Office) -> None:
    first = desk.opened()
    desk.stage.clock.pass_(days=1)
    second = desk.opened()
    desk.press("nour", "join", second, first)
    assert desk.case(second).due_at == desk.case(second).opened_at.replace(hour=17, minute=0) + (
        timedelta(days=1)
    )
    desk.stage.clock.pass_(days=1, hours=9)
    due(desk.stage.world)
    assert desk.kinds(second)[-1] == "escalated"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Lina Haddad", "Lina"),
        ("HADDAD Lina", "Lina"),
        ("HADDAD LINA", "LINA"),
        ("李 明", "李"),
        ("lina@example.org", ""),
        ("", ""),
    ],
)
def test_a_first_name_is_no_surname_and_no_address(name: str, first: str) -> None:
    assert first_name(name) == first
