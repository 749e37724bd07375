"""Badges that add up: enough of a competence, from enough organisations, opens a wider one."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from core.claims.states import State
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects
from core.ground.paths import TEMPLATES
from core.ground.tables import Case, Claim, JoinedOrganisation, Link, Witness
from core.issuing.stored_badges import picture
from core.joining.join import join
from core.joining.split import part
from core.people import people
from core.programmes.catalogue import catalogue
from tests.verifiers import foreign
from tests.world.joined import HOLDER, NORTH, SOUTH, achievement, badge, joined, name_of, reachable
from tests.world.talking import Talk, badges, learner, reviewer, texts
from tests.world.world import Stage, make_stage

PROGRAMMES = TEMPLATES / "programmes"
ORGANISER = {"organiser-1": ("organiser", 1), "organiser-2": ("organiser", 2)}


DIGITAL = """
[[group]]
slug = "numerique"
name = { fr = "Numérique", en = "Digital" }

[[badge]]
slug = "partenaire-numerique-1"
form = "partner"
group = "numerique"
competence = "numerique"
level = 1
pictogram = "leaf"
name = { fr = "Numérique, niveau 1", en = "Digital, level 1" }
description = { fr = "Cette personne se sert d'un ordinateur.", en = "They use a computer." }
criteria = { fr = "Un organisme l'a constaté.", en = "An organisation has seen it." }
skills = { fr = ["tableur"], en = ["spreadsheet"] }

[[badge]]
slug = "region-numerique-1"
form = "region"
group = "numerique"
level = 1
milestone = { competence = "numerique", count = 2, organisations = 2 }
pictogram = "leaf"
name = { fr = "Badge Région Numérique 1", en = "Region badge Digital 1" }
description = { fr = "Cette personne se sert d'un ordinateur.", en = "They use a computer." }
criteria = { fr = "Deux badges de deux organismes.", en = "Two badges of two organisations." }
skills = { fr = ["tableur"], en = ["spreadsheet"] }
"""


def hand_in(talk: Talk, file: bytes) -> Effects:
    """The file sent in the chat; gives all that comes of it."""
    talk.count += 1
    incoming = Incoming("terminal", "terminal", f"{talk.who}:{talk.count}", talk.who, file=file)
    talk.last = receive(talk.stage.world, incoming)
    return talk.last


def awarded(stage: Stage, organisation: str, slug: str) -> str:
    """What Moussa reads as an organisation gives him a badge here."""
    coach = reviewer(stage, f"coach{len(badges(stage))}", "normandie", organisation)
    coach.say(f"/award {slug} moussa@example.org")
    coach.say("A tenu l'accueil pendant trois mois.")
    return texts(coach.say("oui"), to="moussa")


def plain(mail: str) -> foreign.Node:
    """A recipient, not hashed."""
    kind = {"type": "IdentityObject", "identityType": "emailAddress", "hashed": False}
    return kind | {"identityHash": mail}


def offered(stage: Stage) -> list[str]:
    """The badges that wait to be accepted."""
    with stage.world.glance() as turn:
        return [
            each.badge for each in turn.db.exec(select(Claim).where(Claim.state == State.READY))
        ]


@pytest.fixture
def moussa(stage: Stage) -> Talk:
    """Somebody in Normandie, where two organisations with badges of other software joined."""
    stage.world = reachable(stage.world)
    joined(stage.world, NORTH, ORGANISER)
    joined(stage.world, SOUTH, {**ORGANISER, "plan": ("organiser", 2)})
    return learner(stage, "moussa", "Moussa Traoré")


def test_normandie_partner_badges_add_up_to_a_region_badge_that_is_accepted(stage: Stage) -> None:
    programme = catalogue(PROGRAMMES)["normandie"]
    moussa = learner(stage, "moussa", "Moussa Traoré")
    told = ""
    for number, organisation in enumerate(programme.organisation[:3]):
        told = awarded(stage, organisation.name, "partenaire-communiquer-1")
        if number < 2:
            assert "acceptez" not in told
            assert f"({number + 1} sur 3)" in told
            assert f"{number + 1} sur 3" in texts(moussa.say("/status"))
    assert "L'acceptez-vous" in told
    moussa.say("/status")
    moussa.press("Continuer")
    moussa.press("J'accepte ce badge")
    assert [each.badge for each in badges(stage)][-1] == "region-communiquer-1"


def test_the_badges_of_one_organisation_alone_are_not_enough(stage: Stage) -> None:
    learner(stage, "moussa", "Moussa Traoré")
    for slug in ("partenaire-communiquer-1", "partenaire-communiquer-2"):
        told = awarded(stage, "Atelier du Bocage", slug)
    assert "Il manque un badge Communiquer de niveau 1, d'un autre organisme." in told
    assert offered(stage) == []


def test_a_milestone_cannot_be_asked_for(stage: Stage) -> None:
    moussa = learner(stage, "moussa", "Moussa Traoré")
    told = texts(moussa.send(choice="badge:normandie:region-communiquer-1"))
    assert "(0 sur 3)" in told
    assert "3 badges Communiquer de niveau 1, de 2 organismes différents au moins" in told


def test_badges_handed_in_count_with_those_given_here(stage: Stage, moussa: Talk) -> None:
    told = texts(hand_in(moussa, badge("organiser-2", SOUTH)))
    assert "Il est à vous et il compte" in told
    assert "Organiser, niveau 1 (1 sur 3) et Organiser, niveau 2 (1 sur 3)" in told
    told = awarded(stage, "Atelier du Bocage", "partenaire-organiser-2")
    assert "Il manque un badge Organiser de niveau 2." in told
    assert "Il manque un badge Organiser" in texts(moussa.say("combien il m'en manque ?"))
    told = texts(hand_in(moussa, badge("organiser-2", NORTH)))
    assert "(3 sur 3)" in told
    assert "L'acceptez-vous" in told
    assert offered(stage) == ["region-organiser-1", "region-organiser-2"]


def test_what_was_gathered_stands_in_the_wider_badge(stage: Stage, moussa: Talk) -> None:
    for slug, organisation in (("organiser-1", SOUTH), ("plan", SOUTH), ("organiser-1", NORTH)):
        hand_in(moussa, badge(slug, organisation))
    told = texts(moussa.say("mes badges"))
    assert "« Organiser 1 » (Atelier Nord) : Organiser, niveau 1" in told
    moussa.say("oui, je l'accepte")
    (wider,) = badges(stage)
    told = texts(moussa.say("mes badges"))
    assert f"/b/{wider.id}\n\nVenus d'ailleurs, ceux-ci comptent :" in told
    text = wider.credential.decode()
    assert wider.badge == "region-organiser-1"
    assert "« Plan », délivré par Chantier du Sud le 10 janvier 2026." in text
    assert "« Organiser 1 », délivré par Atelier Nord le 10 janvier 2026." in text
    assert "moussa@example.org" not in text


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (badge("organiser-2", number=2), "the same class of the same organisation"),
        (badge("organiser-2", holder="sam@example.org"), "issued to somebody else"),
        (badge("organiser-2", NORTH, ends="2026-11-20T00:00:00Z"), "ended since"),
        (badge("cuisine", NORTH), "a class that nobody has registered"),
    ],
    ids=["twice", "another's", "expired", "unregistered"],
)
def test_what_does_not_count(stage: Stage, moussa: Talk, file: bytes, why: str) -> None:
    hand_in(moussa, badge("organiser-2"))
    hand_in(moussa, file)
    stage.clock.pass_(days=10)
    assert "« Badge Région Organiser 2 » : 1 sur 3." in texts(moussa.say("/status")), why


def test_of_two_who_hand_a_badge_in_it_counts_for_its_owner(stage: Stage, moussa: Talk) -> None:
    sam = learner(stage, "sam", "Sam Okafor")
    told = texts(hand_in(sam, badge("organiser-2")))
    assert "Il n'a pas été délivré à une adresse que nous connaissons de vous" in told
    hand_in(moussa, badge("organiser-2"))
    assert "1 sur 3" in texts(moussa.say("/status"))
    sam.say("/cancel")
    assert "sur 3" not in texts(sam.say("/status"))


def north(slug: str, *holders: str, **more: str) -> bytes:
    """A badge of Atelier Nord as a credential (Open Badges 3.0), issued to all of these."""
    body = foreign.credential(foreign.WEB) | {"name": name_of(slug)} | more
    kind = body["credentialSubject"]["achievement"]
    body["credentialSubject"] = {
        "type": ["AchievementSubject"],
        "identifier": [plain(each) for each in holders],
        "achievement": kind | {"id": achievement(slug), "name": name_of(slug)},
    }
    return json.dumps(foreign.proven(body)).encode()


def test_two_forms_of_one_award_are_one(stage: Stage, moussa: Talk) -> None:
    """Its class has an id in Open Badges 2.0 and another in 3.0, and both are registered."""
    joined(stage.world, NORTH, {"soudure": ("organiser", 1), "atelier": ("organiser", 1)})
    told = json.dumps(foreign.assertion(recipient=foreign.identity(holder=HOLDER)))
    hosts = foreign.hosts()
    hosts.documents[foreign.ASSERTION] = told.encode()
    stage.world = reachable(stage.world, hosts)
    hand_in(moussa, foreign.baked(told))
    assert "1 sur 3" in texts(moussa.say("/status"))
    kind = foreign.credential(foreign.WEB, id="urn:uuid:0f6f8a3c-7f0b-4a2e-9f58-6f3c1d2e4b5b")
    kind["credentialSubject"]["id"] = f"mailto:{HOLDER}"
    kind["credentialSubject"]["achievement"]["id"] = achievement("atelier")
    hand_in(moussa, json.dumps(foreign.proven(kind)).encode())
    assert "1 sur 3" in texts(moussa.say("/status"))
    hand_in(moussa, badge("organiser-1", NORTH))
    assert "2 sur 3" in texts(moussa.say("/status")), "another class of theirs counts"


def test_badges_with_long_ids_are_each_their_own(stage: Stage, moussa: Talk) -> None:
    joined(stage.world, NORTH, {"agenda": ("organiser", 1)})
    long = "https://badges.partner.example/credentials/" + "x" * 200
    hand_in(moussa, north("organiser-1", HOLDER, id=f"{long}/1"))
    hand_in(moussa, north("agenda", HOLDER, id=f"{long}/2"))
    hand_in(learner(stage, "sam", "Sam Okafor"), north("agenda", "sam@example.org", id=f"{long}/3"))
    with stage.world.glance() as turn:
        assert len({each.badge for each in turn.db.exec(select(Witness))}) == 3
    assert "2 sur 3" in texts(moussa.say("/status"))


def test_a_badge_that_names_two_people_counts_for_the_first(stage: Stage, moussa: Talk) -> None:
    file = north("organiser-1", HOLDER, "sam@example.org")
    assert "1 sur 3" in texts(hand_in(moussa, file))
    sam = learner(stage, "sam", "Sam Okafor")
    told = texts(hand_in(sam, file))
    assert "compte déjà pour une autre personne" in told
    due(stage.world)
    assert "sur 3" not in texts(sam.say("/status"))
    assert "1 sur 3" in texts(moussa.say("/status"))


def test_a_badge_given_after_its_organisation_left_does_not_count(
    stage: Stage, moussa: Talk
) -> None:
    hand_in(moussa, badge("organiser-2", given="2026-06-01T10:00:00Z"))
    hand_in(moussa, badge("plan", given="2026-01-01T10:00:00Z"))
    with stage.world.turn() as turn:
        for row in turn.db.exec(select(JoinedOrganisation)):
            row.left_at = stage.clock.at.replace(month=3)
            turn.db.add(row)
    assert "« Badge Région Organiser 2 » : 1 sur 3." in texts(moussa.say("/status"))


def test_a_badge_handed_in_early_counts_as_soon_as_its_class_is_registered(
    stage: Stage, moussa: Talk
) -> None:
    for slug in ("organiser-1", "plan"):
        hand_in(moussa, badge(slug))
    told = texts(hand_in(moussa, badge("agenda", NORTH)))
    assert "« Agenda » n'est pas inscrit parmi ceux qui comptent pour la Région Normandie" in told
    assert "Communiquer, Organiser, Adapter ou S'intégrer" in told
    joined(stage.world, NORTH, {"agenda": ("organiser", 1)})
    told = texts(due(stage.world))
    assert "Votre badge « Agenda » (Atelier Nord) compte désormais" in told
    assert "L'acceptez-vous" in told
    joined(stage.world, NORTH, {"agenda": ("organiser", 1)})
    assert texts(due(stage.world)) == "", "said once"


def test_an_address_proven_later_makes_the_badge_theirs(stage: Stage, moussa: Talk) -> None:
    told = texts(hand_in(moussa, badge("organiser-2", holder="m.traore@example.net")))
    assert "Écrivez l'adresse qui l'a reçu" in told
    code = texts(moussa.say("m.traore@example.net"), to="m.traore@example.net")
    told = texts(moussa.say("".join(filter(str.isdigit, code))[:8]))
    assert "Votre badge « Organiser 2 » (Chantier du Sud) compte désormais" in told
    assert "1 sur 3" in texts(moussa.say("/status"))


@pytest.mark.parametrize(("answer", "counts"), [("revoked", False), ("silent", True)])
def test_a_badge_that_waits_for_an_address_is_asked_about_once_more(
    stage: Stage, moussa: Talk, answer: str, *, counts: bool
) -> None:
    mail, hosts = "m.traore@example.net", foreign.hosts()
    joined(stage.world, NORTH, {"soudure": ("organiser", 1)})
    file = foreign.assertion(recipient=foreign.identity(holder=mail))
    hosts.documents[foreign.ASSERTION] = json.dumps(file).encode()
    stage.world = reachable(stage.world, hosts)
    hand_in(moussa, foreign.baked(json.dumps(file)))
    gone = {"id": foreign.ASSERTION, "revoked": True}
    hosts.documents[foreign.ASSERTION] = json.dumps(gone).encode()
    hosts.down = answer == "silent"
    code = texts(moussa.say(mail), to=mail)
    told = texts(moussa.say("".join(filter(str.isdigit, code))[:8]))
    assert f"{mail} est maintenant l'une de vos adresses" in told
    assert ("compte désormais" in told) is counts
    assert ("1 sur 3" in texts(moussa.say("/status"))) is counts


def test_the_first_mail_of_somebody_is_enough(stage: Stage, moussa: Talk) -> None:
    """Our mail server vouches for the address that it comes from, and the badge went there."""
    nina = "nina@example.net"
    file = badge("organiser-2", holder=nina)
    told = receive(stage.world, Incoming("mail", "mail", "1", nina, file=file, authentic=True))
    assert "Il est à vous et il compte" in texts(told, to=nina)
    who = "eve@example.net"
    eve = badge("organiser-2", holder=who)
    told = receive(stage.world, Incoming("mail", "mail", "2", who, file=eve, authentic=False))
    assert "il compte" not in texts(told), "anybody can write an address on a letter"


def test_a_badge_of_ours_handed_in_tells_what_it_counts_for(stage: Stage, moussa: Talk) -> None:
    awarded(stage, "Atelier du Bocage", "partenaire-organiser-2")
    own = picture(stage.world, badges(stage)[0].id)[1]
    assert "Il est à vous et il compte" in texts(hand_in(moussa, own))
    assert "il compte" not in texts(hand_in(learner(stage, "sam", "Sam Okafor"), own))
    assert "« Badge Région Organiser 2 » : 1 sur 3." in texts(moussa.say("/status"))


def test_a_badge_of_nobody_known_says_where_its_organisation_can_join(
    stage: Stage, moussa: Talk
) -> None:
    hand_in(moussa, badge("organiser-2"))
    stranger = foreign.proven(foreign.credential("did:web:elsewhere.example"), "eddsa-jcs-2022")
    told = texts(hand_in(moussa, json.dumps(stranger).encode()))
    assert "peut s'inscrire ici : https://badges.example.org/i/normandie/join" in told
    sam = learner(stage, "sam", "Sam Okafor")
    assert "/join" not in texts(hand_in(sam, json.dumps(stranger).encode()))


def test_what_two_have_gathered_adds_up_while_they_are_one(stage: Stage, moussa: Talk) -> None:
    for slug in ("organiser-1", "plan"):
        hand_in(moussa, badge(slug))
    hand_in(learner(stage, "mt", "M. Traoré"), badge("organiser-1", NORTH, holder="mt@example.org"))
    told, link = made_one(stage)
    assert "L'acceptez-vous" in told
    hand_in(moussa, badge("organiser-2", NORTH, holder="mt@example.org"))
    moussa.say("j'accepte")
    assert [each.badge for each in badges(stage)] == ["region-organiser-1"]
    with stage.world.turn() as turn:
        assert part(turn, turn.db.get_one(Link, link.id))
    due(stage.world)
    with stage.world.glance() as turn:
        (case,) = turn.db.exec(select(Case)).all()
        kept = {each.achievement for each in turn.db.exec(select(Witness)) if not each.revoked_at}
    assert "Deux personnes réunies sont de nouveau séparées" in case.why
    assert "Il manque un badge Organiser de niveau 1, d'un autre organisme." in case.why
    assert achievement("organiser-2") not in kept, "it is of an address that is not Moussa's"


def made_one(stage: Stage) -> tuple[str, Link]:
    """Moussa and who goes by M. Traoré turn out to be one; gives what is told."""
    with stage.world.turn() as turn:
        both = [people.find(turn, people.MAIL, f"{each}@example.org") for each in ("mt", "moussa")]
        merged, kept = (people.person_of(turn, each) for each in both if each)
        link = join(turn, merged, kept)
    assert link is not None
    return texts(turn.effects), link


def test_a_new_competence_is_a_folder_s_business(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    shutil.copytree(PROGRAMMES / "normandie", folder / "normandie")
    with (folder / "normandie" / "programme.toml").open("a", encoding="utf-8") as file:
        file.write(DIGITAL)
    stage = make_stage(tmp_path, programmes=folder)
    stage.world = reachable(stage.world)
    joined(stage.world, SOUTH, {"tableur": ("numérique", 1)})
    moussa = learner(stage, "moussa", "Moussa Traoré")
    told = texts(hand_in(moussa, badge("tableur")))
    assert "il compte : Numérique, niveau 1 (1 sur 2)" in told
    assert "L'acceptez-vous" in awarded(stage, "Atelier du Bocage", "partenaire-numerique-1")
    moussa.say("oui")
    assert badges(stage)[-1].badge == "region-numerique-1"


def test_another_address_makes_it_nobodys(stage: Stage, moussa: Talk) -> None:
    hand_in(moussa, badge("organiser-2", holder="m.traore@example.net"))
    code = texts(moussa.say("traore@example.org"), to="traore@example.org")
    told = texts(moussa.say("".join(filter(str.isdigit, code))[:8]))
    assert "traore@example.org est maintenant l'une de vos adresses" in told
    assert "compte" not in told
    stage.clock.pass_(days=8)
    due(stage.world)
    with stage.world.glance() as turn:
        assert turn.db.exec(select(Witness)).all() == [], "what is nobody's is forgotten"


def test_the_last_one_lost_before_the_yes_closes_the_offer(stage: Stage, moussa: Talk) -> None:
    hand_in(moussa, badge("organiser-1"))
    hand_in(moussa, badge("plan"))
    hand_in(moussa, badge("organiser-1", NORTH, ends="2026-11-20T00:00:00Z"))
    stage.clock.pass_(days=10)
    told = texts(moussa.say("j'accepte"))
    assert "« Badge Région Organiser 1 » n'est plus ouvert" in told
    assert "Il manque un badge Organiser de niveau 1, d'un autre organisme." in told
    assert badges(stage) == []
    told = texts(hand_in(moussa, badge("organiser-2", NORTH)))
    assert "L'acceptez-vous" in told, "it is offered anew"
    moussa.say("j'accepte")
    assert [each.badge for each in badges(stage)] == ["region-organiser-1"]


def test_twenty_at_once_open_one_claim_and_give_one_badge(either: Stage) -> None:
    stage = either
    stage.world = reachable(stage.world)
    slugs = {f"atelier-{number}": ("organiser", 1) for number in range(10)}
    files = []
    for organisation in (NORTH, SOUTH):
        joined(stage.world, organisation, slugs)
        files += [badge(slug, organisation) for slug in slugs]
    stage.known("moussa", "Moussa Traoré", HOLDER)

    def send(number: int) -> None:
        file = files[number]
        at = Incoming("terminal", "terminal", f"m:{number}", "moussa", file=file)
        mail = Incoming(
            "mail", "mail", f"m:{number}", "moussa@example.org", file=file, authentic=True
        )
        receive(stage.world, mail if number % 2 else at)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(send, range(20)))
    with stage.world.glance() as turn:
        (claim,) = turn.db.exec(select(Claim)).all()
        assert len(turn.db.exec(select(Witness)).all()) == 20
    assert (claim.badge, claim.state) == ("region-organiser-1", State.READY)
    moussa = Talk(stage, "moussa", count=100)

    def accept(number: int) -> None:
        receive(
            stage.world,
            Incoming(
                "terminal", "terminal", f"y:{number}", "moussa", choice=f"confirm:{claim.ref}"
            ),
        )

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(accept, range(5)))
    assert [each.badge for each in badges(stage)] == ["region-organiser-1"]
    hand_in(moussa, files[0])
    assert offered(stage) == []
