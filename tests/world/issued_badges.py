"""A volunteer's badge that bears a name, and the staff who can revoke or correct it; a partner's
badge of Normandie."""

import json
import shutil
from dataclasses import replace

from sqlmodel import select

from core.ground.paths import TEMPLATES
from core.ground.tables import Badge, Person
from core.people import people
from tests.world.talking import Talk, badges, reviewer
from tests.world.world import Stage

WRONG, RIGHT = "Siobhan O'Connor", "Siobhán O'Connell"
MAIL, CIVIC = "siobhan@example.org", "service-civique"


def volunteer_badge(stage: Stage, name: str = WRONG) -> Badge:
    """The badge of a volunteer who let a misspelt name pass, in Nour's and Théo's programme."""
    first, _, last = name.partition(" ")
    row = {"reference": "SC-7", "given_name": first, "family_name": last, "mail": MAIL}
    row |= {"starts_on": "2025-12-01", "ends_on": "2026-06-30", "organisation": "Mairie de Lille"}
    stage.mission(CIVIC, **row, domain="solidarité")
    stage.supporter("nour", "Nour Benali", CIVIC)
    stage.supporter("theo", "Théo Lambert", CIVIC)
    stage.known("siobhan", name, MAIL)
    holder = Talk(stage, "siobhan")
    holder.say("Volontaire en Service Civique")
    holder.say("oui")
    with stage.world.glance() as turn:
        return turn.db.exec(select(Badge)).one()


def partner_badge(stage: Stage, organisation: str, who: str = "moussa") -> Badge:
    """A badge that somebody of an organisation gives unasked."""
    giver = reviewer(stage, f"coach{len(badges(stage))}", "normandie", organisation)
    giver.say(f"/award partenaire-communiquer-1 {who}@example.org")
    giver.say("A tenu l'accueil du public pendant trois mois.")
    giver.say("oui")
    return badges(stage)[-1]


def holder(badge: Badge) -> str:
    """The name that a badge bears."""
    names = json.loads(badge.credential)["credentialSubject"]["identifier"]
    return next(str(each["identityHash"]) for each in names if each["identityType"] == "name")


def standing(stage: Stage) -> dict[str, bool]:
    """Whether each badge there is stands, by the name that it bears."""
    return {holder(each): each.revoked_at is None for each in badges(stage)}


def of_two(stage: Stage) -> None:
    """From now on the programme wants two people for a revocation."""
    folder = stage.world.settings.key_path.parent / "programmes"
    shutil.copytree(TEMPLATES / "programmes", folder)
    path = folder / CIVIC / "programme.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[revocation]\npeople = 2\n")
    settings = replace(stage.world.settings, programmes=str(folder))
    stage.world = replace(stage.world, settings=settings)


def member(stage: Stage, key: str) -> Person:
    """The person at this key's mailbox."""
    with stage.world.glance() as turn:
        address = people.find(turn, people.MAIL, f"{key}@example.org")
        assert address is not None
        return people.person_of(turn, address)
