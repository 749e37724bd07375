"""A volunteer's badge that bears a name, and the staff who can revoke or correct it."""

from sqlmodel import select

from core.ground.tables import Badge, Person
from core.people import people
from tests.world.talking import Talk
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


def member(stage: Stage, key: str) -> Person:
    """The person at this key's mailbox."""
    with stage.world.glance() as turn:
        address = people.find(turn, people.MAIL, f"{key}@example.org")
        assert address is not None
        return people.person_of(turn, address)
