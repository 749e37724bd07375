"""Whole letters against the form of the civic service: what is sure, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from core.programmes.answers.answer import Context
from core.programmes.answers.answering import NamedOrganisation, SeveralReadings
from core.programmes.answers.free_text import harvest
from core.programmes.catalogue import catalogue
from tests.world import samples
from tests.world.samples import rows

PROGRAMME = catalogue(Path("templates/programmes"))["service-civique"]
PLACES = (
    NamedOrganisation("Association Les Passerelles", ("Passerelles",)),
    NamedOrganisation("Mission locale Caen la mer", ("Mission locale de Caen", "MLCM")),
    NamedOrganisation("CCAS de Lisieux"),
    NamedOrganisation("Ville de Caen", ("Mairie de Caen",)),
    NamedOrganisation("Croix-Rouge de Lille", ("CRF Lille",)),
)
CONTEXT = Context("fr", date(2026, 6, 1), PLACES)
FORM = PROGRAMME.form["mission"].question


@pytest.mark.parametrize(("text", "expected"), rows("letters"))
def test_a_letter_gives_what_is_sure(text: str, expected: str) -> None:
    told = dict(each.split("=", 1) for each in expected.split("; ") if each)

    found = harvest(FORM, text, CONTEXT)

    assert {name: answer.value for name, answer in found.answers.items()} == told


LINES = [
    ("Domaine : sport et culture", "domain", ["solidarite", "sante", "education"]),
    ("Organisme d'accueil : mairie", "organisation", ["Ville de Caen"]),
    ("Dates : d'octobre 2025 à fin mai 2026", "mission", ["2025-10-01/2026-05-31"]),
    ("du 6 octobre au 5 mai", "mission", ["2025-10-06/2026-05-05", "2024-10-06/2025-05-05"]),
    ("je crois du 6 octobre 2025 au 5 mai 2026", "mission", ["2025-10-06/2026-05-05"]),
    ("Nom : Diallo", "name", ["Diallo"]),
]


@pytest.mark.parametrize(("text", "name", "choices"), LINES)
def test_what_is_not_sure_in_a_letter_brings_its_choices(
    text: str, name: str, choices: list[str]
) -> None:
    wrong = harvest(FORM, text, CONTEXT).wrong[name]

    assert isinstance(wrong, SeveralReadings)
    assert [choice.value for choice in wrong.choices][: len(choices)] == choices


def test_an_english_date_that_could_be_two_offers_both() -> None:
    context = samples.context("en")

    wrong = harvest([samples.MISSION], "from 03/04/2025 to 05/10/2025", context).wrong["mission"]

    assert isinstance(wrong, SeveralReadings)
    values = [choice.value for choice in wrong.choices]
    assert values == ["2025-04-03/2025-10-05", "2025-03-04/2025-05-10"]


def test_three_organisations_are_offered_and_the_persons_own_words() -> None:
    wrong = harvest(FORM, "Structure : Mission locale de Bayeux", CONTEXT).wrong["organisation"]

    assert isinstance(wrong, SeveralReadings)
    assert len(wrong.choices) == 4
    assert wrong.choices[0].value == "Mission locale Caen la mer"
    assert wrong.choices[-1].value == "Mission locale de Bayeux"
