"""A partner's badge is the partner's own: the organisation that confirmed it issues it, with keys
and lists of its own."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from core.badges.openbadges.shape import Node
from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.badges.verify.issuers import FolderRegister
from core.badges.verify.verify import Verdict, verify
from core.ground.paths import TEMPLATES
from core.ground.tables import Badge, JoinedOrganisation, Revocation
from core.issuing import resign, stored_badges
from core.issuing.revoke import RevocationState, carry_out
from core.issuing.static_site import static_site
from core.programmes.members import membership
from tests.world.command import Cocarde
from tests.world.issued_badges import partner_badge
from tests.world.talking import badges, learner, reviewer
from tests.world.visitors import revoke
from tests.world.world import BASE, Stage, make_stage

PROGRAMMES = TEMPLATES / "programmes"
BOCAGE, TREMPLIN = "Atelier du Bocage", "Tremplin des Deux Rives"
DID = "did:web:badges.example.org:i:normandie"
SEED = bytes(reversed(range(32)))


def told(badge: Badge) -> Node:
    found: Node = json.loads(badge.credential)
    return found


def judged(stage: Stage, badge: Badge, recipient: str | None = None) -> Verdict:
    with stage.world.glance() as turn:
        file = stored_badges.baked(turn, badge)
        assert file is not None
        return stored_badges.judge(turn, file, recipient)


def served(stage: Stage, url: str) -> Node:
    found = stored_badges.served(stage.world, url.removeprefix(BASE))
    assert found is not None, url
    document: Node = json.loads(found.body)
    return document


def test_the_organisation_is_the_issuer_in_both_formats_and_the_region_made_the_words(
    either: Stage, tmp_path: Path
) -> None:
    badge = partner_badge(either, BOCAGE)
    credential, assertion = told(badge), json.loads(badge.assertion)
    subject = credential["credentialSubject"]
    assert credential["issuer"]["id"] == f"{DID}.atelier-du-bocage"
    assert credential["issuer"]["name"] == BOCAGE
    assert "La Normandie badge les compétences" in credential["issuer"]["description"]
    assert "source" not in subject  # who confirmed it is who issued it
    creator = subject["achievement"]["creator"]
    assert (creator["id"], creator["name"]) == (DID, "Région Normandie")
    profile = served(either, served(either, assertion["badge"])["issuer"])
    assert profile["name"] == BOCAGE
    assert profile["url"] == f"{BASE}/i/normandie.atelier-du-bocage"
    assert (badge.issuer, badge.organisation) == ("atelier-du-bocage", BOCAGE)
    found = judged(either, badge, "moussa@example.org")
    assert (found.reason, found.issuer) == ("valid", BOCAGE)
    static_site(either.world, tmp_path / "site")
    with either.world.glance() as turn:
        file = stored_badges.baked(turn, badge) or b""
    abroad = FolderRegister(tmp_path / "site")
    assert verify(file, recipient=None, register=abroad, now=either.clock.at).reason == "valid"


def test_a_revoked_badge_stands_in_its_issuer_s_lists_and_in_no_other_s(either: Stage) -> None:
    gone, kept = partner_badge(either, BOCAGE), partner_badge(either, TREMPLIN)
    lists = [told(each)["credentialStatus"]["statusListCredential"] for each in (gone, kept)]
    before = [served(either, url) for url in lists]
    revoke(either, gone, "donné par erreur")
    assert [judged(either, each).reason for each in (gone, kept)] == ["revoked", "valid"]
    after = [served(either, url) for url in lists]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]
    revoked = [
        served(either, f"{BASE}/ob2/i/{issuer}/revoked.json")["revokedAssertions"]
        for issuer in (
            "normandie.atelier-du-bocage",
            "normandie.tremplin-des-deux-rives",
            "normandie",
        )
    ]
    assert [len(each) for each in revoked] == [1, 0, 0]


def test_a_stolen_key_of_one_organisation_touches_no_badge_of_another(stage: Stage) -> None:
    theirs, others = partner_badge(stage, BOCAGE), partner_badge(stage, TREMPLIN)
    issuer, now = "normandie.atelier-du-bocage", stage.clock.at
    key_file.change(
        stage.world.settings.key_path,
        lambda ring: ring.compromise(issuer, ring.active(issuer).kid, SEED, now, now),
    )
    assert resign.resign(stage.world, issuer, "ed-2026") == 1
    anew, same = badges(stage)
    assert told(anew)["proof"] != told(theirs)["proof"]
    assert same.credential == others.credential
    assert [judged(stage, each).reason for each in (anew, same)] == ["valid", "valid"]
    listed = served(stage, f"{BASE}/i/normandie.tremplin-des-deux-rives/did.json")
    assert listed["assertionMethod"] == [f"{DID}.tremplin-des-deux-rives#ed-2026"]


def join(stage: Stage, name: str, slug: str, url: str = "") -> None:
    with stage.world.turn() as turn:
        row = JoinedOrganisation(
            id=turn.chance.uuid(),
            programme="normandie",
            slug=slug,
            name=name,
            url=url,
            mail="bonjour@orme.example.org",
            joined_at=turn.at,
        )
        turn.db.add(row)


def test_an_organisation_that_joined_gets_its_key_with_its_first_badge(either: Stage) -> None:
    join(either, "Maison de l'Orme", "maison-de-l-orme", "https://orme.example.org")
    issuer, path = "normandie.maison-de-l-orme", either.world.settings.key_path
    assert not key_file.read(path).of(issuer)
    badge = partner_badge(either, "maison de l’orme")
    assert len(key_file.read(path).of(issuer)) == 1
    profile = told(badge)["issuer"]
    assert profile["id"] == f"{DID}.maison-de-l-orme"
    assert (profile["url"], profile["email"]) == (
        "https://orme.example.org/",
        "bonjour@orme.example.org",
    )
    assert judged(either, badge).reason == "valid"


@pytest.mark.parametrize("url", ["https://contact@orme.example.org", "https://[orme/"])
def test_an_address_that_could_not_be_signed_keeps_no_badge_back(stage: Stage, url: str) -> None:
    join(stage, "Maison\tde l'Orme", "maison-de-l-orme", url)
    badge = partner_badge(stage, "Maison de l'Orme")
    profile = told(badge)["issuer"]
    assert profile["name"] == badge.organisation == "Maison de l'Orme"
    assert profile["url"] == f"{BASE}/i/normandie.maison-de-l-orme"
    assert judged(stage, badge).reason == "valid"


def test_an_organisation_that_has_left_stays_the_issuer_of_what_it_gave(stage: Stage) -> None:
    join(stage, "Maison de l'Orme", "maison-de-l-orme")
    badge = partner_badge(stage, "Maison de l'Orme")
    with stage.world.turn() as turn:
        membership.leave(turn, membership.member(turn, "normandie", "maison-de-l-orme"))
    assert judged(stage, badge).reason == "valid"
    profile = served(stage, f"{BASE}/ob3/i/normandie.maison-de-l-orme.json")
    assert "n'en fait plus partie" in profile["description"]
    assert "reconnu par" in told(badge)["issuer"]["description"]  # as it was signed


@pytest.mark.parametrize("lost", ["normandie.atelier-du-bocage", "normandie"])
def test_a_lost_key_is_not_replaced_in_silence(stage: Stage, lost: str) -> None:
    """It signed badges that stand, or the key file that was found is another one."""
    issuer = "normandie.atelier-du-bocage"
    if lost == issuer:
        partner_badge(stage, BOCAGE)
    held = key_file.read(stage.world.settings.key_path).keys
    left = {name: keys for name, keys in held.items() if name not in (lost, issuer)}
    key_file.write(Keyring(left), stage.world.settings.key_path)
    count = len(badges(stage))
    learner(stage, "lina", "Lina Haddad")
    giver = reviewer(stage, "farida", "normandie", BOCAGE)
    giver.say("/award partenaire-organiser-1 lina@example.org")
    giver.say("Elle a tenu le planning.")
    assert "no key to sign with" in giver.say("oui").why
    assert len(badges(stage)) == count
    assert not key_file.read(stage.world.settings.key_path).of(issuer)


def test_the_command_takes_the_slug_of_an_organisation(stage: Stage, tmp_path: Path) -> None:
    badge, cocarde = partner_badge(stage, BOCAGE), Cocarde(tmp_path)
    issuer = "normandie.atelier-du-bocage"
    old, new = cocarde.json("keys", "rotate", issuer)
    assert (new["issuer"], new["programme"]) == (issuer, "normandie")
    assert (bool(old["retired"]), bool(new["retired"])) == (True, False)
    assert judged(stage, badge).reason == "valid"
    stolen, _ = cocarde.json("keys", "compromised", issuer, old["kid"])
    assert stolen["resigned"] == 1
    assert judged(stage, badges(stage)[0]).reason == "valid"
    assert "no programme 'normandy'" in cocarde("keys", "create", "normandy.atelier", status=2)


def test_who_awards_for_no_organisation_awards_in_the_name_of_the_programme(stage: Stage) -> None:
    badge = partner_badge(stage, "")
    assert (told(badge)["issuer"]["id"], badge.issuer) == (DID, "")
    assert judged(stage, badge).reason == "valid"


def as_before(tmp_path: Path) -> Path:
    """Programmes as they were when the Région issued the badges of its partners."""
    folder = tmp_path / "programmes"
    shutil.copytree(PROGRAMMES, folder)
    file = folder / "normandie" / "programme.toml"
    file.write_text(file.read_text().replace('issuer = "organisation"\n', ""))
    return folder


def test_a_badge_of_before_stands_as_it_was_and_is_corrected_by_its_own_issuer(
    tmp_path: Path,
) -> None:
    before = make_stage(tmp_path, programmes=as_before(tmp_path))
    old = partner_badge(before, BOCAGE)
    assert (told(old)["issuer"]["id"], old.issuer) == (DID, "")
    world = replace(
        before.world, settings=replace(before.world.settings, programmes=str(PROGRAMMES))
    )
    now = replace(before, world=world)
    assert judged(now, old).reason == "valid"
    with world.turn() as turn:
        turn.db.add(
            Revocation(
                id=turn.chance.uuid(),
                badge_id=old.id,
                new_name="Moussa Traoré",
                reason="faute de frappe",
                state=RevocationState.PLANNED,
                asked_at=turn.at,
            )
        )
        turn.db.flush()
        ordered = turn.db.exec(select(Revocation)).one().id
    carry_out(world, ordered)
    found = {judged(now, each).reason: each for each in badges(now)}
    assert found["revoked"].id == old.id
    assert told(found["valid"])["issuer"]["id"] == DID
    new = partner_badge(now, BOCAGE, "lina")
    assert told(new)["issuer"]["id"] == f"{DID}.atelier-du-bocage"
