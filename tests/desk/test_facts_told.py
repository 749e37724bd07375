"""Name, dates and place of a mission, read out of what people really write."""

import pytest

from core.desk.expecting import LostBadgeFacts
from core.desk.incoming import Incoming
from core.desk.lost_badge.facts_told import read
from core.desk.speaker import Speaker, conversation
from core.people import people
from tests.world.world import Stage

DATES = "2025-10-01/2026-05-31"
TOLD = {
    "Lina Haddad, du 1er octobre 2025 au 31 mai 2026, mairie de Lille": (
        "Lina Haddad", DATES, "mairie de Lille"),
    "Bonjour, je m'appelle Awa Diallo. J'ai fait mon service civique du 01/10/2025 au 31/05/2026 "
    "à la mairie de Lille": ("Awa Diallo", DATES, "Mairie de Lille"),
    "haddad lina\n1/10/2025 - 31/5/2026\nassociation Les Passerelles à Rouen": (
        "Haddad Lina", DATES, "association Les Passerelles à Rouen"),
    "Nom et prénom : Awa Diallo\nDates de la mission : 01/10/2025 au 31/05/2026\nLieu : Rouen": (
        "Awa Diallo", DATES, "Rouen"),
    "Nom : Diallo\nPrénom : Awa": ("Awa Diallo", "", ""),
    "mission d'octobre 2025 à mai 2026, Lina Haddad, à Lille": ("Lina Haddad", DATES, ""),
    "My name is Lina Haddad, from 1 October 2025 to 31 May 2026, at Rouen town hall": (
        "Lina Haddad", DATES, "Rouen town hall"),
    "je ne sais plus": ("", "", ""),
    "du 1er octobre 2025 au 31 mai 2026": ("", DATES, ""),
}  # fmt: skip


def heard(stage: Stage, text: str, before: LostBadgeFacts | None = None) -> LostBadgeFacts:
    with stage.world.turn() as turn:
        address = people.meet(turn, people.TERMINAL, "x", language="fr")
        incoming = Incoming("terminal", "terminal", text, "x", text=text)
        person, chat = people.person_of(turn, address), conversation(turn, address, "x")
        return read(
            Speaker(turn, incoming, address, person, chat), before or LostBadgeFacts(), text
        )


@pytest.mark.parametrize("text", TOLD)
def test_one_message_may_hold_all(stage: Stage, text: str) -> None:
    name, dates, place = TOLD[text]
    told = heard(stage, text)
    assert (told.name, told.dates) == (name, dates)
    assert place in told.place


def test_what_was_told_before_stays_and_a_later_word_mends_it(stage: Stage) -> None:
    before = LostBadgeFacts(
        programme="service-civique", name="Awa Diallo", passed=("dates", "place")
    )
    told = heard(stage, "du 1er octobre 2025 au 31 mai 2026", before)
    assert (told.name, told.dates, told.passed) == ("Awa Diallo", DATES, ("place",))


def test_the_last_thing_missing_may_be_said_bare(stage: Stage) -> None:
    before = LostBadgeFacts(name="Awa Diallo", dates=DATES)
    assert heard(stage, "Emmaüs Le Havre", before).place == "Emmaüs Le Havre"


def test_a_programme_that_is_named_is_heard(stage: Stage) -> None:
    assert heard(stage, "Awa Diallo, Service Civique à Rouen").programme == "service-civique"
