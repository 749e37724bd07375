"""Cases in a staff group, quoted by strangers, looked for and found; and on both engines."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.claims import rerouting
from core.due import due
from core.ground.tables import Mission
from core.people import people
from core.support import CaseSubject, Occasion, case_life, open_case
from core.support.card_text import first_name
from core.support.timeline import timeline
from tests.world.letters import MISSION, Letters, plain
from tests.world.office import GROUP, Office, approved_badge, asked, office
from tests.world.talking import texts, word
from tests.world.world import Stage

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
        rerouting.closed(turn, "terminal", "lina")
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
        matter = CaseSubject(
            Occasion.MATCH, "awa:1", told, "service-civique", person, mission=mission
        )
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
        case = case_life.locked_case(turn, ref)
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
