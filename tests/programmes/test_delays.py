"""The times of a programme are data: another value in its file changes what happens when."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from core.claims import claim_form
from core.due import due
from core.ground.paths import TEMPLATES
from core.ground.tables import Claim, Outbox
from core.people import tokens
from core.people.people import MAIL, TELEGRAM
from core.people.tokens import Purpose
from core.programmes.catalogue import read
from core.programmes.delays import Delays
from core.review import deadlines, decide
from core.support import answer_due
from tests.programmes.test_mistakes import folder, told
from tests.programmes.test_sixth_programme import SIXTH
from tests.world import claims_in_review
from tests.world.letters import Letters, plain
from tests.world.world import Stage

PARIS = ZoneInfo("Europe/Paris")
Another = Callable[..., None]


@pytest.fixture
def another(stage: Stage, tmp_path: Path) -> Another:
    """Lets the stage play with these lines at the end of a programme's file."""

    def write(lines: str, slug: str = "service-civique") -> None:
        programmes = tmp_path / "programmes"
        shutil.copytree(TEMPLATES / "programmes", programmes)
        path = programmes / slug / "programme.toml"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")
        settings = replace(stage.world.settings, programmes=str(programmes))
        stage.world = replace(stage.world, settings=settings)

    return write


def reminders(stage: Stage, days: int = 60) -> list[tuple[int, str]]:
    """Which day after an invitation a reminder went out, with its first sentence."""
    stage.clock.pass_(days=2)
    letters, found = Letters(stage), []
    letters.invited()
    for day in range(1, days + 1):
        stage.clock.pass_(days=1)
        due(stage.world)
        found += [(day, sentence(plain(mail))) for mail in letters.sent()]
    return found


def sentence(text: str) -> str:
    told = re.search(r"(Votre demande de badge attend|C'est notre dernier)[^.]*\.", text)
    return told[0] if told else ""


def test_a_reminder_comes_on_the_days_of_the_file_and_says_how_long(
    stage: Stage, another: Another
) -> None:
    another("[delays]\nreminder_days = [5, 7, 12]")
    assert reminders(stage) == [
        (5, "Votre demande de badge attend depuis 5 jours."),
        (7, "Votre demande de badge attend depuis une semaine."),
        (12, "C'est notre dernier rappel."),
    ]


def test_no_days_are_no_reminders(stage: Stage, another: Another) -> None:
    another("[delays]\nreminder_days = []")
    assert reminders(stage) == []


def test_what_an_invitation_began_has_days_of_its_own(stage: Stage, tmp_path: Path) -> None:
    programmes = tmp_path / "programmes"
    shutil.copytree(TEMPLATES / "programmes", programmes)
    path = programmes / "service-civique" / "programme.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[invitation]", "[delays]\nreminder_days = [9]\n\n[invitation]\nreminder_days = [3]"
    )
    path.write_text(text, encoding="utf-8")
    settings = replace(stage.world.settings, programmes=str(programmes))
    stage.world = replace(stage.world, settings=settings)
    assert [day for day, _ in reminders(stage, 20)] == [3]


def test_reviewers_are_written_to_between_the_hours_of_the_file() -> None:
    early = Delays(review_from="07:30", review_to="18:00")
    evening = datetime(2026, 11, 16, 18, 0, tzinfo=PARIS)
    next_day = datetime(2026, 11, 17, 7, 30, tzinfo=PARIS)
    assert deadlines.awake(evening, PARIS, early) == next_day
    assert deadlines.awake(evening, PARIS) == evening


def test_silent_reviewers_are_reminded_and_followed_at_the_times_of_the_file(
    stage: Stage, another: Another
) -> None:
    lines = 'last_reminder_hours = 48\nnext_reviewer_days = 2\nreview_from = "10:30"'
    another(f"[delays]\n{lines}", "becode")
    claims_in_review.staff(stage, "ana")
    claims_in_review.staff(stage, "sue", role="support")
    claims_in_review.submit(stage, "lina")
    claims_in_review.staff(stage, "bob")
    for _ in range(10 * 48):
        stage.clock.pass_(minutes=30)
        due(stage.world)
    with stage.world.glance() as turn:
        kinds = col(Outbox.kind).in_(("review", "case"))
        rows = turn.db.exec(select(Outbox).where(kinds).order_by(col(Outbox.created_at))).all()
    assert [
        f"{row.created_at.astimezone(PARIS):%d/%m %H:%M} {row.kind} {row.place.partition('@')[0]}"
        for row in rows
    ] == [
        "16/11 10:00 review ana",
        "20/11 10:30 review ana",  # half of the seven days until Monday
        "21/11 10:30 review ana",
        "23/11 10:30 review bob",
        "24/11 10:30 review bob",  # half of two days
        "25/11 10:30 case sue",
    ]


def test_a_claim_has_the_delays_of_its_programme(stage: Stage, another: Another) -> None:
    another(
        "[delays]\nundo_minutes = 25\nlast_reminder_hours = 6\nnext_reviewer_days = 3\n"
        "claim_link_days = 90\ndecision_link_days = 8\nobjection_hours = 48"
    )
    stage.clock.pass_(days=2)
    Letters(stage).invited()
    with stage.world.glance() as turn:
        form = claim_form.form_of(turn, turn.db.exec(select(Claim)).one())
        assert decide.wait(form, MAIL) == timedelta(minutes=25)
        assert decide.wait(form, TELEGRAM) == timedelta(0)
        assert deadlines.last_reminder(form) == timedelta(hours=6)
        assert form.programme.delays.next_reviewer_days == 3
        lives = [
            tokens.life(turn, purpose, "service-civique")
            for purpose in (Purpose.CLAIM, Purpose.DECIDE, Purpose.READDRESS, Purpose.CASE)
        ]
    assert lives == [
        timedelta(days=90), timedelta(days=8), timedelta(hours=48), timedelta(days=400),
    ]  # fmt: skip


def test_a_link_of_a_claim_ends_when_the_file_says(stage: Stage, another: Another) -> None:
    another("[delays]\nclaim_link_days = 3\nreminder_days = []")
    stage.clock.pass_(days=2)
    letters = Letters(stage)
    invitation = letters.invited()
    with stage.world.glance() as turn:
        secret = re.search(r"/claim/([a-z2-7]{26})", plain(invitation))
        assert secret
        assert tokens.find(turn, secret[1], Purpose.CLAIM)
    stage.clock.pass_(days=3)
    with stage.world.glance() as turn:
        assert tokens.find(turn, secret[1], Purpose.CLAIM) is None


def test_a_programme_that_is_gone_has_the_usual_times(stage: Stage) -> None:
    with stage.world.glance() as turn:
        assert tokens.life(turn, Purpose.SUPPORT, "gone") == timedelta(days=60)


def test_an_answer_is_promised_for_the_hour_of_the_file(stage: Stage, another: Another) -> None:
    another('[support]\nat = "12:00"')
    with stage.world.glance() as turn:
        until = answer_due.due(turn, "service-civique").astimezone(PARIS)
        usual = answer_due.due(turn, "becode").astimezone(PARIS)
    assert (until.time(), usual.time()) == (time(12), time(18))


WRONG = {
    "[delays]\nreminder_days = [30, 7]": "delays.reminder_days: the days [30, 7] do not rise",
    "[delays]\nreminder_days = [7, 7]": "write [7]",
    "[delays]\nreminder_days = [0]": "delays.reminder_days 1: the number is too small",
    '[delays]\nreminder_days = "weekly"': "delays.reminder_days: it is not a list",
    "[delays]\nreminders = [7]": "delays.reminders: there is no key",
    '[delays]\nreview_from = "9h"': "delays.review_from: '9h' is not written",
    '[delays]\nreview_to = "08:00"': "delays.review_to: a day from 09:00 to 08:00",
    "[delays]\nobjection_hours = 1000": "delays.objection_hours: the number is too large",
    '[delays]\nundo_minutes = "ten"': "delays.undo_minutes: it is not a whole number",
    '[support]\nat = "noon"': "support.at: 'noon' is not written",
}


@pytest.mark.parametrize("lines", WRONG)
def test_a_wrong_time_is_told_with_its_file_its_key_and_its_mend(
    tmp_path: Path, lines: str
) -> None:
    made = folder(tmp_path, f"{SIXTH}\n{lines}\n")
    (mistake,) = told(made)
    assert mistake.startswith(str(made / "programme.toml"))
    assert WRONG[lines] in mistake
    assert "; " in mistake


def test_what_the_shape_refuses_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    made = folder(tmp_path, f"{SIXTH}\n[delays]\nobjection_hours = 1000\n")
    (mistake,) = read(made).mistakes
    assert mistake.in_words("fr").endswith(
        "delays.objection_hours: le nombre est trop grand ; écrivez 720 ou moins"
    )
