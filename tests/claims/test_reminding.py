"""Reminders on day 7 and 30 and no other day; « STOP » ends them, and nothing is lost by either."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import select

from core.due import due
from core.ground.effects import Outcome
from core.ground.tables import Claim
from tests.world.letters import Letters, plain
from tests.world.talking import Talk, learner, reviewer, texts
from tests.world.world import Stage

utc = partial(datetime, tzinfo=UTC)


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


def days_with_mail(letters: Letters, days: int) -> list[tuple[int, str]]:
    """Day by day: when a mail went out, and what its subject says."""
    found = []
    for day in range(1, days + 1):
        letters.stage.clock.pass_(days=1)
        due(letters.stage.world)
        found += [(day, str(mail["Subject"])) for mail in letters.sent()]
    return found


def state(letters: Letters) -> str:
    with letters.stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state)).one()


def test_an_invitation_is_followed_by_two_reminders_and_no_more(letters: Letters) -> None:
    letters.invited()
    told = days_with_mail(letters, 400)
    assert [day for day, _ in told] == [7, 30]
    assert {subject for _, subject in told} == {
        "Rappel : votre badge « Volontaire en Service Civique » attend votre « oui »"
    }


def test_a_yes_to_the_last_reminder_a_year_later_brings_the_badge(letters: Letters) -> None:
    letters.invited()
    letters.stage.clock.pass_(days=30)
    due(letters.stage.world)
    reminder = letters.sent()[0]
    assert "C'est notre dernier rappel" in plain(reminder)
    assert "Association Les Passerelles" in plain(reminder)
    letters.stage.clock.pass_(days=365)
    done = letters.answer(reminder, "Oui !")
    assert (done.outcome, len(done.badges)) == (Outcome.CLAIM_RECORDED, 1)


def test_an_answer_when_the_secret_is_over_gets_a_fresh_one(letters: Letters) -> None:
    invitation = letters.invited()
    letters.stage.clock.pass_(days=500)
    assert letters.answer(invitation, "oui").outcome == Outcome.NEEDS_CONFIRMATION
    again = letters.sent()[-1]
    assert letters.answer(again, "oui").outcome == Outcome.CLAIM_RECORDED


def test_only_what_is_missing_is_named(letters: Letters) -> None:
    letters.invited(domain="")
    letters.stage.clock.pass_(days=7)
    due(letters.stage.world)
    reminder = letters.sent()[0]
    assert "\n  Domaine de la mission :\n" in plain(reminder)
    assert letters.answer(reminder, "santé").answers == {"domain": "sante"}


def test_an_answer_moves_the_reminders(letters: Letters) -> None:
    invitation = letters.invited(domain="", organisation="")
    letters.stage.clock.pass_(days=5)
    letters.answer(invitation, "Domaine de la mission : santé")
    letters.sent()
    assert [day for day, _ in days_with_mail(letters, 100)] == [7, 30]


def test_a_confirmed_claim_is_not_reminded_of(letters: Letters) -> None:
    letters.answer(letters.invited(), "oui")
    letters.sent()
    assert days_with_mail(letters, 60) == []


@pytest.mark.parametrize("said", ["STOP", "Stop.", "désinscription"])
def test_stop_ends_them_silently_and_loses_nothing(letters: Letters, said: str) -> None:
    invitation = letters.invited()
    assert letters.answer(invitation, said).outcome == Outcome.IGNORED
    assert (state(letters), days_with_mail(letters, 60)) == ("ready", [])
    assert letters.answer(invitation, "oui").outcome == Outcome.CLAIM_RECORDED


def test_after_stop_a_changed_mission_invites_no_more(letters: Letters) -> None:
    letters.answer(letters.invited(), "STOP")
    letters.stage.mission("service-civique", reference="m2", **LATER)
    assert days_with_mail(letters, 60) == []


LATER = {
    "mail": "awa@example.org",
    "name": "Awa Diallo",
    "starts_on": "2026-04-15",
    "ends_on": "2026-11-25",
}


def test_a_reminder_has_the_one_click_of_an_invitation(letters: Letters) -> None:
    letters.invited()
    letters.stage.clock.pass_(days=7)
    due(letters.stage.world)
    reminder = letters.sent()[0]
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/stop/" in reminder["List-Unsubscribe"]
    assert reminder["Auto-Submitted"] == "auto-generated"


def test_a_draft_begun_in_a_chat_is_reminded_of_there(stage: Stage) -> None:
    lina = learner(stage, "lina", "Lina Haddad")
    lina.say("/start becode_python-avance")
    stage.clock.pass_(days=8)
    told = due(stage.world)
    assert "attend depuis une semaine" in texts(told, to="lina")
    lina.last = told
    assert "1/2" in texts(lina.press("Continuer"))


def test_a_refused_claim_is_reminded_of_with_the_reason(stage: Stage) -> None:
    sam, lina = reviewer(stage, "sam", "becode"), learner(stage, "lina", "Lina Haddad")
    ref = sent_in(lina)
    sam.send(choice=f"refuse:{ref}")
    sam.say("Le dépôt est vide.")
    stage.clock.pass_(days=8)
    assert "« Le dépôt est vide. »" in texts(due(stage.world), to="lina")


def sent_in(lina: Talk) -> str:
    lina.say("/start becode_python-avance")
    lina.say("https://github.com/lina/app https://lina.example.org")
    return str(lina.say("oui").moves[0]["claim"])


@pytest.mark.parametrize(
    ("ends_on", "invited", "reminded"),
    [
        # winter time began on 25 October 2026, summer time on 28 March 2027
        (
            "2026-10-20",
            utc(2026, 10, 21, 8),
            utc(2026, 10, 28, 9),
        ),
        ("2027-03-23", utc(2027, 3, 24, 9), utc(2027, 3, 31, 8)),
    ],
)
def test_the_hour_stays_the_same_across_a_change_of_the_clocks(
    stage: Stage, ends_on: str, invited: datetime, reminded: datetime
) -> None:
    stage.clock.at = utc(2026, 10, 1)
    letters = Letters(stage)
    stage.mission("service-civique", reference="m1", **{**LATER, "ends_on": ends_on})
    for moment in (invited, reminded):
        stage.clock.at = moment - timedelta(seconds=1)
        due(stage.world)
        assert letters.sent() == []
        stage.clock.at = moment
        due(stage.world)
        assert len(letters.sent()) == 1
