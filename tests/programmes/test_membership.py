"""An organisation joins a programme: what is held against it, all at once; what counts; leaving."""

import json
from collections.abc import Collection
from dataclasses import replace

import pytest

from core.claims.gathering.gathered import one_name
from core.ground.errors import Trouble
from core.ground.tables import JoinedOrganisation
from core.programmes.catalogue import catalogue
from core.programmes.link_check import FoundDocument
from core.programmes.members import membership
from core.programmes.members.issuer_documents import (
    AddressState,
    AskedHosts,
    Published,
    hosts_of,
    look,
)
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.members.organisations import (
    counted_classes,
    counts_for,
    known_organisations,
    named,
    partners_of,
)
from tests.verifiers import foreign
from tests.world.partner import answered, there
from tests.world.world import Stage

ATELIER = JoinRequest(
    "Atelier Nord",
    ("AN",),
    "https://atelier.example.org",
    "contact@atelier.example.org",
    (foreign.PROFILE,),
    classes=(ClassRequest(foreign.CLASS, "S'intégrer", "niveau 2"),),
)


def looked(request: JoinRequest, hosts: foreign.Hosts | None = None) -> Published:
    """What is found of a request where the partner of the tests answers."""
    found = hosts or there()

    def ask(url: str, asked: Collection[str]) -> FoundDocument | None:
        return answered(found, url, asked)

    classes = [each.achievement for each in request.classes]
    return look(ask, request.issuers, hosts_of(request.issuers, request.hosts), classes)


def joins(stage: Stage, request: JoinRequest = ATELIER) -> JoinedOrganisation:
    with stage.world.turn() as turn:
        return membership.join(turn, "normandie", request, published=looked(request))


def refused(stage: Stage, request: JoinRequest) -> str:
    """Why a request is refused, in the words of whoever runs Cocarde."""
    with pytest.raises(Trouble) as trouble:
        joins(stage, request)
    return str(trouble.value)


def test_an_organisation_joins_and_is_known_and_its_badges_count(stage: Stage) -> None:
    row = joins(stage)
    assert (row.slug, row.name, row.left_at) == ("atelier-nord", "Atelier Nord", None)
    with stage.world.glance() as turn:
        programme = catalogue(turn.settings.programmes_folder)["normandie"]
        names = {each.name: each.aliases for each in known_organisations(turn, programme)}
        (partner,) = partners_of(turn, programme)
        counting = counts_for(turn, "normandie", foreign.PROFILE, foreign.CLASS)
        assert counts_for(turn, "normandie", "https://eve.example.org/", foreign.CLASS) is None
    assert names["Atelier Nord"] == ["AN"]
    assert (partner.name, partner.issuers) == ("Atelier Nord", [foreign.PROFILE])
    assert counting
    assert (counting.organisation, counting.competence, counting.level) == (
        "Atelier Nord", "integrer", 2,
    )  # fmt: skip


def test_every_mistake_of_a_request_is_told_at_once_with_its_mend(stage: Stage) -> None:
    told = refused(
        stage,
        JoinRequest(
            "Atelier Nord",
            ("ADB",),
            "atelier",
            "contact",
            ("http://atelier.example.org", foreign.PROFILE, foreign.PROFILE),
            ("atelier/nord",),
            (
                ClassRequest(foreign.CLASS, "Plomberie", "1"),
                ClassRequest(foreign.CLASS, "organiser", "3"),
                ClassRequest("Soudure", "organiser", "1"),
            ),
        ),
    )
    assert told.splitlines()[1:] == [
        "- “ADB” is already a name of Atelier du Bocage: choose another name, or register it as"
        " “Atelier du Bocage” if it is the same organisation.",
        "- “atelier” is not the address of a site: it begins with https://.",
        "- “contact” is not an email address: correct it.",
        "- “atelier/nord” is not a host name: write for example badges.example.org.",
        f"- the id {foreign.PROFILE} is given twice: take one away.",
        "- “http://atelier.example.org” is not an issuer's id: it is the https:// address of the"
        " issuer's profile, or did:web:… or did:key:….",
        f"- the badge class {foreign.CLASS} is given twice: each class counts for one competence,"
        " at one level.",
        f"- “Plomberie” is not a competence of the programme ({foreign.CLASS}): there is:"
        " communiquer, organiser, adapter, integrer.",
        f"- “3” is not a level of Organiser ({foreign.CLASS}): there is: 1, 2.",
        "- “Soudure” is not the id of a badge class: it is an https:// address (BadgeClass,"
        " Achievement), or urn:….",
    ]
    with stage.world.glance() as turn:
        assert named(turn, "normandie", "Atelier Nord") is None


def test_nobody_takes_the_name_or_the_issuer_of_another(stage: Stage) -> None:
    joins(stage)
    assert "already that of Atelier Nord" in refused(
        stage, JoinRequest("Fablab", issuers=(foreign.PROFILE,))
    )
    assert "already a name of Atelier Nord" in refused(
        stage, JoinRequest("Fablab", ("a. n.", "AN"))
    )
    assert "already a name of Atelier du Bocage" in refused(stage, JoinRequest("adb"))
    assert "at our own address" in refused(
        stage, JoinRequest("Fablab", issuers=("did:web:badges.example.org:i:becode",))
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Normandy Region", "is the name of the programme itself"),
        ("La Normandie badge les compétences", "is the name of the programme itself"),
        ("<b>Fablab</b>", "signs that cannot be shown"),
        ("Fab\u3164lab", "signs that cannot be shown"),
        ("Fablab\tNord", "signs that cannot be shown"),
        ("Fablab" + "\u0301" * 100, "signs that cannot be shown"),
        ("Fablab Nоrd", "mixes letters of several alphabets"),
    ],
)
def test_a_name_is_legible_and_not_the_programmes(stage: Stage, name: str, why: str) -> None:
    assert why in refused(stage, JoinRequest(name))
    assert why in refused(stage, JoinRequest("Fablab", (name,)))


@pytest.mark.parametrize("name", ["100 % Emploi", "Pôle & Cie (Caen)", "C.A.F. d'Évreux", "Школа"])
def test_real_names_are_taken(stage: Stage, name: str) -> None:
    assert joins(stage, JoinRequest(name)).name == name


def test_one_request_asks_few_addresses_and_for_half_a_minute(stage: Stage) -> None:
    many = tuple(f"https://h{number}.example.org/" for number in range(6))
    told = refused(stage, JoinRequest("Fablab", issuers=many))
    assert told.splitlines()[1:] == ["- there are too many issuer ids at once: 5 at most."]
    clock = iter((0.0, 20.0, 31.0, 32.0))
    asked = AskedHosts(hosts_of(many, ()), lambda *_: None, clock=lambda: next(clock))
    states = [asked.document(each)[0] for each in many[:3]]
    assert states == [AddressState.SILENT, AddressState.LATE, AddressState.LATE]


def test_the_host_of_another_is_refused_until_a_manager_says_that_it_is_shared(
    stage: Stage,
) -> None:
    joins(stage)
    fablab = JoinRequest("Fablab", issuers=(foreign.WEB,))
    assert f"the host {foreign.HOST} is that of another organisation" in refused(stage, fablab)
    aside = JoinRequest("Fablab", issuers=(foreign.did_key(foreign.ED),), hosts=(foreign.HOST,))
    assert "--shared-host" in refused(stage, aside)
    with stage.world.turn() as turn:
        membership.join(turn, "normandie", fablab, published=looked(fablab), shared=True)
    third = JoinRequest(  # where two issue, a class must say whose it is
        "Troisième",
        issuers=(f"https://{foreign.HOST}/third.json",),
        classes=(ClassRequest(foreign.CLASS, "organiser", "1"),),
    )
    hosts = there()
    profile = {"id": third.issuers[0], "type": "Issuer", "name": "Troisième"}
    nameless = {key: value for key, value in foreign.badge_class().items() if key != "issuer"}
    hosts.documents[third.issuers[0]] = json.dumps(profile).encode()
    hosts.documents[foreign.CLASS] = json.dumps(nameless).encode()
    with stage.world.turn() as turn, pytest.raises(Trouble, match="does not name its issuer"):
        membership.join(turn, "normandie", third, published=looked(third, hosts))


def test_what_stands_at_its_addresses_must_be_its_own(stage: Stage) -> None:
    elsewhere = "https://other.example.org/class.json"
    wanted = replace(
        ATELIER,
        issuers=(foreign.PROFILE, "https://silent.example.org/"),
        classes=(
            ClassRequest(elsewhere, "organiser", "1"),
            ClassRequest(f"https://{foreign.HOST}/none.json", "organiser", "1"),
            ClassRequest(foreign.PROFILE, "organiser", "1"),
        ),
    )
    told = refused(stage, wanted)
    assert "is on the host other.example.org" in told
    assert "add --host other.example.org" in told
    assert f"no document at the address of the badge class https://{foreign.HOST}/none.json" in told
    assert f"what stands at {foreign.PROFILE} is no badge class" in told


def test_a_silent_issuer_is_told_and_nobody_need_wait_for_it(stage: Stage) -> None:
    asleep = looked(ATELIER, foreign.Hosts(down=True))
    with stage.world.turn() as turn, pytest.raises(Trouble) as trouble:
        membership.join(turn, "normandie", ATELIER, published=asleep)
    assert "nothing answers at the address of the issuer" in str(trouble.value)
    assert "nothing answers at the address of the badge class" in str(trouble.value)
    assert "--unchecked" in str(trouble.value)
    with stage.world.turn() as turn:
        membership.join(turn, "normandie", ATELIER)
        assert counts_for(turn, "normandie", foreign.PROFILE, foreign.CLASS)


def test_a_host_that_is_silent_once_is_asked_no_more() -> None:
    asked: list[str] = []

    def ask(url: str, _: Collection[str]) -> FoundDocument | None:
        asked.append(url)
        return None

    hosts = {foreign.HOST}
    look(ask, (foreign.PROFILE, foreign.WEB), hosts, (foreign.CLASS, f"{foreign.CLASS}?v=2_0"))
    assert asked == [foreign.PROFILE]


def test_a_badge_of_a_class_stands_for_its_class(stage: Stage) -> None:
    wanted = (ClassRequest(foreign.ASSERTION, "adapter", "Je pratique"),)
    row = joins(stage, replace(ATELIER, classes=wanted))
    with stage.world.glance() as turn:
        (kept,) = counted_classes(turn, row)
    assert (kept.achievement, kept.name) == (foreign.CLASS, "Soudure")
    assert (kept.competence, kept.level) == ("adapter", 1)


def test_a_class_of_another_issuer_is_refused(stage: Stage) -> None:
    hosts = there()
    stolen = foreign.badge_class() | {"issuer": f"https://{foreign.HOST}/other.json"}
    hosts.documents[foreign.CLASS] = json.dumps(stolen).encode()
    with stage.world.turn() as turn, pytest.raises(Trouble, match="of another issuer"):
        membership.join(turn, "normandie", ATELIER, published=looked(ATELIER, hosts))


def test_joining_again_adds_and_counting_again_changes(stage: Stage) -> None:
    joins(stage)
    more = JoinRequest("ATELIER NORD", ("L'Atelier",), issuers=(foreign.WEB,))
    row = joins(stage, more)
    assert (row.name, row.aliases.splitlines()) == ("Atelier Nord", ["AN", "L'Atelier"])
    assert row.issuers.splitlines() == [foreign.PROFILE, foreign.WEB]
    with stage.world.turn() as turn:
        again = ClassRequest(foreign.CLASS, "organiser", "1")
        (kept,) = membership.count(turn, turn.db.merge(row), [again])
    assert (kept.competence, kept.level) == ("organiser", 1)


def test_an_organisation_of_the_file_joins_with_badges_of_its_own(stage: Stage) -> None:
    joins(stage, replace(ATELIER, name="Atelier du Bocage", aliases=("Le Bocage",)))
    with stage.world.glance() as turn:
        programme = catalogue(turn.settings.programmes_folder)["normandie"]
        known = known_organisations(turn, programme)
    assert [each.name for each in known] == [each.name for each in programme.organisation]
    assert known[0].aliases == ["L'Atelier du Bocage", "ADB", "Le Bocage"]


@pytest.mark.parametrize("name", ["Atelier-du-Bocage", "atelier  DU BOCAGE", "Atelier du Bocage."])
def test_one_of_the_file_is_one_however_it_is_spelled(stage: Stage, name: str) -> None:
    assert joins(stage, JoinRequest(name)).name == "Atelier du Bocage"
    with stage.world.turn() as turn:
        programme = catalogue(turn.settings.programmes_folder)["normandie"]
        listed = [each.name for each in programme.organisation]
        assert [each.name for each in known_organisations(turn, programme)] == listed
        row = named(turn, "normandie", name)
        assert row
        row.name = name  # as it was kept before
        turn.db.add(row)
        turn.db.flush()
        assert [each.name for each in known_organisations(turn, programme)] == listed
        assert one_name(turn, "normandie", name) == "Atelier du Bocage"


def test_one_that_leaves_is_known_no_more_but_what_it_gave_is(stage: Stage) -> None:
    joins(stage)
    with stage.world.turn() as turn:
        row = named(turn, "normandie", "an")
        assert row
        membership.leave(turn, row)
        with pytest.raises(Trouble, match="has left already, on 2026-11-16"):
            membership.leave(turn, row)
    with stage.world.glance() as turn:
        programme = catalogue(turn.settings.programmes_folder)["normandie"]
        assert "Atelier Nord" not in [each.name for each in known_organisations(turn, programme)]
        assert [each.name for each in partners_of(turn, programme)] == ["Atelier Nord"]
        counting = counts_for(turn, "normandie", foreign.PROFILE, foreign.CLASS)
        assert counting
        assert counting.until == stage.clock.at
    assert joins(stage).left_at is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mission locale du Havre", "mission-locale-du-havre"),
        ("3D & Cie", "o-3d-cie"),
        ("Œuvre d'été", "oeuvre-d-ete"),
        ("Школа", "organisation"),
        (
            "Centre de formation professionnelle de Saint-Lô",
            "centre-de-formation-professionnelle-de-s",
        ),
    ],
)
def test_its_slug_is_of_its_name_and_of_no_other(stage: Stage, name: str, slug: str) -> None:
    assert joins(stage, JoinRequest(name)).slug == slug
    twin = joins(stage, JoinRequest(f"{name} …!{'é' * 20}" if len(name) > 40 else f"{name}-٢"))
    assert twin.slug.endswith("-2")
    assert len(twin.slug) <= 40
