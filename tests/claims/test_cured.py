"""Line 15 of the audit: what time or a mended roster has cured is not refused again."""

import pytest

from core.claims.states import State
from tests.claims.test_claiming import claim_of
from tests.world.letters import MISSION, Letters, plain
from tests.world.talking import Talk, badges, texts
from tests.world.world import Stage

BADGE = "Volontaire en Service Civique"
TODAY, EARLIER = "2026-11-16", "2026-11-10"


@pytest.fixture
def awa(stage: Stage) -> Talk:
    stage.known("awa", "Awa Diallo", "awa@example.org")
    return Talk(stage, "awa")


def on_the_roster(stage: Stage, **changed: str) -> None:
    stage.mission("service-civique", **{**MISSION, **changed})


@pytest.mark.parametrize("words", [BADGE, "oui", "bonjour"])
def test_who_asked_a_day_too_early_is_not_refused_the_day_after(awa: Talk, words: str) -> None:
    on_the_roster(awa.stage, ends_on=TODAY)
    assert "Tout y est" not in texts(awa.say(BADGE))
    awa.stage.clock.pass_(days=1)
    assert "Tout y est" in texts(awa.say(words))
    awa.say("oui")
    assert claim_of(awa.stage).state == State.APPROVED or badges(awa.stage)


def test_a_mission_too_short_on_the_list_is_judged_anew_when_the_list_is_mended(awa: Talk) -> None:
    on_the_roster(awa.stage, starts_on="2026-05-16", ends_on=EARLIER)
    assert "Tout y est" not in texts(awa.say(BADGE))
    on_the_roster(awa.stage, starts_on="2026-05-01", ends_on=EARLIER)
    told = texts(awa.say(BADGE))
    assert "Tout y est" in told
    assert "1er mai 2026" in told


def test_what_the_person_typed_is_not_overwritten_by_the_list(awa: Talk) -> None:
    on_the_roster(awa.stage)
    awa.say(BADGE)
    awa.say("Prénom et nom : Awa Marie Diallo")
    on_the_roster(awa.stage, name="Aoua Diallo", organisation="Mairie de Rouen")
    told = texts(awa.say(BADGE))
    assert "Awa Marie Diallo" in told
    assert "Mairie de Rouen" in told


def test_a_yes_to_what_the_list_said_before_shows_what_it_says_now(awa: Talk) -> None:
    """Somebody mends the list between the recap and the yes: nothing unseen becomes final."""
    on_the_roster(awa.stage)
    awa.say(BADGE)
    on_the_roster(awa.stage, organisation="Mairie de Rouen")
    assert "Mairie de Rouen" in texts(awa.say("oui"))
    assert claim_of(awa.stage).state == State.READY
    on_the_roster(awa.stage, organisation="Mairie de Caen")
    assert "Mairie de Caen" in texts(awa.press("Oui, tout est exact"))
    awa.say("oui")
    assert claim_of(awa.stage).state == State.ISSUED


def test_the_same_by_mail(stage: Stage) -> None:
    letters = Letters(stage)
    invitation = letters.invited()
    on_the_roster(stage, organisation="Mairie de Rouen")
    letters.answer(invitation, "oui")
    assert "Mairie de Rouen" in plain(letters.sent()[-1])
    assert claim_of(stage).state == State.READY


def test_what_is_still_so_is_still_refused(awa: Talk) -> None:
    on_the_roster(awa.stage, starts_on="2026-06-16", ends_on=EARLIER)
    awa.say(BADGE)
    awa.stage.clock.pass_(days=3)
    assert "Tout y est" not in texts(awa.say(BADGE))
