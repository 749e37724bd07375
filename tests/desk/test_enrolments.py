"""An organisation asked on the page to join: its case, one press away from joining."""

import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from core.desk.casework import join_form
from core.ground.messages import Message
from core.ground.tables import Case, JoinedOrganisation, Outbox
from core.programmes.evidence.fetch import GuardedFetch
from core.programmes.link_check import FoundDocument
from core.programmes.members import membership
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.members.organisations import counted_classes, of_name
from core.staff import StaffMember, add
from tests.verifiers import foreign
from tests.world.command import Cocarde
from tests.world.letters import Letters, plain
from tests.world.office import Office
from tests.world.partner import answered, there
from tests.world.talking import texts, word
from tests.world.world import Stage

VERIFIED = "mx.cocarde.test; dmarc=pass header.from=example.org"
JEANNE = "jeanne@atelier.example.org"
REQUEST = JoinRequest(
    "Atelier Nord",
    mail=JEANNE,
    issuers=(foreign.PROFILE,),
    classes=(ClassRequest(foreign.CLASS, "organiser", "2"),),
    contact="Jeanne Martin",
)
ANOTHER = (ClassRequest(f"https://{foreign.HOST}/class/2.json", "adapter", "1"),)
OTHER = replace(REQUEST, issuers=(f"https://{foreign.HOST}/other.json",))


@pytest.fixture
def desk(either: Stage) -> Office:
    """Max and Ana manage Normandie, Nour helps there; the organisation's hosts answer."""
    hosts = there()
    second = foreign.badge_class() | {"id": ANOTHER[0].achievement}
    hosts.documents[ANOTHER[0].achievement] = json.dumps(second).encode()

    def ask(url: str, asked: Collection[str]) -> FoundDocument | None:
        return answered(hosts, url, asked)

    either.world = replace(either.world, ask=ask)
    for key, name, role in (
        ("max", "Max Dubois", "manager"), ("ana", "Ana Silva", "manager"),
        ("nour", "Nour Benali", "support"),
    ):  # fmt: skip
        either.supporter(key, name, "normandie", role)
    office = Office(either)
    for key in ("max", "ana", "nour"):
        office.say(key, "/help")
    return office


def asked(desk: Office, request: JoinRequest = REQUEST) -> str:
    """The reference of the case of a request."""
    case = join_form.ask(desk.stage.world, "normandie", request, f"{request}", "fr")
    assert isinstance(case, Case)
    return case.ref


def registered(desk: Office) -> JoinedOrganisation | None:
    with desk.stage.world.glance() as turn:
        return of_name(turn, "normandie", "Atelier Nord")


def letters(desk: Office) -> list[str]:
    """What the contact was written."""
    with desk.stage.world.glance() as turn:
        rows = [row for row in desk.outbox(door="mail") if row.place == JEANNE]
        assert turn
    return [Message.from_json(row.message).values["text"] for row in rows]


def cards(desk: Office, who: str) -> list[Message]:
    rows: list[Outbox] = desk.outbox(kind="case", place=who)
    return [Message.from_json(row.message) for row in rows]


def test_the_managers_get_the_request_and_nobody_else(desk: Office) -> None:
    asked(desk)
    for who in ("max", "ana"):
        (card,) = cards(desk, who)
        for told in ("Atelier Nord demande à rejoindre", foreign.PROFILE, foreign.CLASS, JEANNE):
            assert told in card.text
        labels = [button.label for row in card.buttons for button in row]
        assert "Inscrire l'organisme" in labels
        assert "Refuser" in labels
    assert cards(desk, "nour") == []


def test_one_press_registers_it_and_its_contact_is_told(desk: Office) -> None:
    ref = asked(desk)
    done = desk.press("max", "enrol", ref)
    row = registered(desk)
    assert row
    with desk.stage.world.glance() as turn:
        (counted,) = counted_classes(turn, row)
    assert (counted.name, counted.competence, counted.level) == ("Soudure", "organiser", 2)
    assert "a inscrit l'organisme" in texts(done, "max")
    (letter,) = letters(desk)
    assert "« Atelier Nord » a rejoint « Région Normandie »." in letter
    assert "- Organiser, niveau 2 : Soudure" in letter
    assert (desk.case(ref).state, desk.kinds(ref)) == ("closed", ["requested", "enrolled"])


def test_who_presses_second_is_told_who_was_first(desk: Office) -> None:
    ref = asked(desk)
    late = desk.button("enrol", ref)
    desk.press("max", "enrol", ref)
    told = texts(desk.do("ana", choice=late), "ana")
    assert "Max Dubois a déjà inscrit l'organisme « Atelier Nord »" in told
    assert "a déjà inscrit" in texts(desk.press("ana", "decline", ref), "ana")
    assert len(letters(desk)) == 1


def test_what_is_wrong_is_told_to_who_presses_and_nothing_is_kept(desk: Office) -> None:
    wrong = (ClassRequest(f"https://{foreign.HOST}/none.json", "organiser", "2"),)
    ref = asked(desk, replace(OTHER, classes=wrong))
    told = texts(desk.press("max", "enrol", ref), "max")
    assert "- il n'y a pas de document à l'adresse de l'émetteur" in told
    assert "- il n'y a pas de document à l'adresse de la classe de badge" in told
    assert (registered(desk), letters(desk), desk.case(ref).state) == (None, [], "open")


def test_a_silent_issuer_is_told_and_the_press_works_later(desk: Office) -> None:
    world = desk.stage.world
    desk.stage.world = replace(world, ask=lambda _url, _hosts: None)
    ref = asked(desk)
    assert "rien ne répond à l'adresse" in texts(desk.press("max", "enrol", ref), "max")
    desk.stage.world = world
    desk.press("max", "enrol", ref)
    assert registered(desk)


def test_declining_needs_a_reason_that_the_contact_reads(desk: Office) -> None:
    ref = asked(desk)
    assert "Pourquoi refuser" in texts(desk.press("max", "decline", ref), "max")
    told = texts(desk.say("max", "Votre compte à la fabrique n'est plus actif."), "max")
    assert "a refusé la demande" in told
    (letter,) = letters(desk)
    assert "Votre compte à la fabrique n'est plus actif." in letter
    assert "https://badges.example.org/i/normandie/join" in letter
    assert registered(desk) is None
    assert "a déjà refusé" in texts(desk.press("ana", "enrol", ref), "ana")


def test_only_managers_decide_and_nothing_is_looked_at_for_others(desk: Office) -> None:
    ref, looked = asked(desk), []

    def ask(url: str, _: Collection[str]) -> None:
        looked.append(url)

    desk.stage.world = replace(desk.stage.world, ask=ask)
    assert word("case.not_yours") in texts(desk.press("nour", "enrol", ref), "nour")
    assert looked == []


def test_a_stranger_cannot_add_an_issuer_to_an_organisation_that_is_known(desk: Office) -> None:
    with desk.stage.world.turn() as turn:
        membership.join(turn, "normandie", REQUEST)
    told = texts(desk.press("max", "enrol", asked(desk, OTHER)), "max")
    assert "est déjà inscrit, avec d'autres identifiants" in told
    more = replace(REQUEST, classes=(ClassRequest(foreign.CLASS, "adapter", "1"),))
    desk.press("max", "enrol", asked(desk, more))
    row = registered(desk)
    assert row
    assert row.issuers == foreign.PROFILE


def test_a_press_adds_but_badges_to_an_organisation_that_is_known(desk: Office) -> None:
    with desk.stage.world.turn() as turn:
        wanted = replace(REQUEST, url="https://atelier.example.org")
        membership.join(turn, "normandie", wanted)
    stranger = replace(
        REQUEST, name="atelier-nord", mail="eve@evil.test", url="https://evil.test",
        aliases=("Fablab Nord",), hosts=("evil.test",),
        classes=(ClassRequest("https://evil.test/class.json", "adapter", "1"),),
    )  # fmt: skip
    ref = asked(desk, stranger)
    card = cards(desk, "max")[-1].text
    assert "y ajoute les badges ci-dessous, s'ils sont sur ses hôtes, et rien d'autre" in card
    assert "qui n'est pas repris : Fablab Nord, https://evil.test, evil.test" in card
    told = texts(desk.press("max", "enrol", ref), "max")
    assert "est sur l'hôte evil.test, qui n'est pas de l'organisme" in told
    again = replace(stranger, classes=(ClassRequest(foreign.CLASS, "adapter", "1"),))
    assert "compte déjà pour autre chose" in texts(
        desk.press("max", "enrol", asked(desk, again)), "max"
    )
    more = replace(stranger, mail="second@evil.test", classes=ANOTHER)
    desk.press("max", "enrol", asked(desk, more))
    row = registered(desk)
    assert row
    assert (row.name, row.url, row.mail) == ("Atelier Nord", "https://atelier.example.org", JEANNE)
    assert (row.aliases, row.hosts, row.issuers) == ("", "", foreign.PROFILE)
    with desk.stage.world.glance() as turn:
        assert len(counted_classes(turn, row)) == 2


def test_one_without_badges_elsewhere_is_told_what_is_next_here(desk: Office) -> None:
    ref = asked(desk, JoinRequest("Atelier Nord", mail=JEANNE))
    desk.press("max", "enrol", ref)
    (letter,) = letters(desk)
    assert "Vos badges se donnent ici, en votre nom." in letter


def test_words_below_the_card_do_what_its_button_does(desk: Office) -> None:
    ref = asked(desk)
    desk.press("max", "show", ref)
    desk.say("max", "inscrire")
    assert registered(desk)
    desk.press("ana", "show", ref)
    assert "a déjà inscrit" in texts(desk.say("ana", "inscrire"), "ana")


def test_a_letter_does_what_the_button_does(desk: Office) -> None:
    with desk.stage.world.turn() as turn:
        add(turn, StaffMember("zoe@example.org", "normandie", "manager", "Zoé Petit", "", "fr"))
    ref = asked(desk)
    post = Letters(desk.stage)
    (card,) = (mail for mail in post.sent() if mail["To"] == "zoe@example.org")
    assert foreign.PROFILE in plain(card)
    given = {"From": "Zoé Petit <zoe@example.org>", "Authentication_Results": VERIFIED}
    post.answer(card, "Inscrire", **given)
    assert registered(desk)
    assert desk.case(ref).state == "closed"


def test_the_command_does_what_the_button_does(stage: Stage, tmp_path: Path) -> None:
    stage.supporter("max", "Max Dubois", "normandie", "manager")
    hosts, cocarde = there(), Cocarde(tmp_path)
    first = join_form.ask(stage.world, "normandie", REQUEST, "first", "fr")
    other = join_form.ask(stage.world, "normandie", replace(REQUEST, name="Fablab"), "other", "fr")
    assert isinstance(first, Case)
    assert isinstance(other, Case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GuardedFetch, "document", lambda _, url, asked: answered(hosts, url, asked))
        done = cocarde.json("case", "enrol", first.ref, "--by", "max@example.org")
        assert done["outcome"] == "decided"
        told = cocarde("case", "enrol", other.ref, "--by", "max@example.org", status=2)
        assert f"{foreign.PROFILE} est déjà celui d'un autre organisme, Atelier Nord" in told
    decline = ("case", "decline", other.ref, "--by", "max@example.org")
    assert "il faut une raison" in cocarde(*decline, status=2)
    assert cocarde.json(*decline, "--reason", "C'est un doublon.")["outcome"] == "decided"


def test_what_it_asked_before_is_closed_with_it(desk: Office) -> None:
    wrong = replace(REQUEST, issuers=(f"https://{foreign.HOST}/typo.json",))
    before, other = (
        asked(desk, wrong),
        asked(desk, replace(REQUEST, name="Fablab", issuers=(foreign.WEB,))),
    )
    desk.press("max", "enrol", asked(desk))
    assert (desk.case(before).state, desk.case(other).state) == ("closed", "open")
