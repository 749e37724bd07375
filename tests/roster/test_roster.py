"""The roster: what becomes of the rows of a file."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from core.ground.tables import Timer
from core.roster import import_file
from tests.world.roster_files import HEADER, OTHER, ROW, imported, is_awa, load, missions, write
from tests.world.world import Stage


def test_the_same_file_twice_changes_nothing_and_a_new_date_is_a_change(
    either: Stage, tmp_path: Path
) -> None:
    path = write(tmp_path / "roster.csv", f"{HEADER}\n{ROW}\n")
    load(either, path)
    again = load(either, path)
    assert (again.added, again.changed, again.same) == (0, 0, 1)
    extended = imported(either, tmp_path, f"{HEADER}\n{ROW.replace('31/05', '30/06')}\n")
    assert extended.changed == 1
    assert missions(either)[0].ends_on == date(2026, 6, 30)


def test_a_file_with_fewer_columns_leaves_the_others_as_they_were(
    stage: Stage, tmp_path: Path
) -> None:
    imported(stage, tmp_path, f"{HEADER}\n{ROW}\n")
    done = imported(stage, tmp_path, "Réf;Mail;Rupture\nSC-1;awa@example.org;12/03/2026\n")
    assert done.changed == 1
    is_awa(stage)
    assert missions(stage)[0].interrupted


def test_a_row_that_is_missing_in_a_later_file_stays(stage: Stage, tmp_path: Path) -> None:
    imported(stage, tmp_path, f"{HEADER}\n{ROW}\n{OTHER}\n")
    imported(stage, tmp_path, f"{HEADER}\n{OTHER}\n")
    assert [mission.reference for mission in missions(stage)] == ["SC-1", "SC-2"]


def test_a_reference_twice_is_once_when_all_is_the_same_and_else_refused(
    stage: Stage, tmp_path: Path
) -> None:
    text = f"{HEADER}\n{ROW}\n{OTHER}\n{ROW}\n{ROW.replace('31/05', '30/06')}\n"
    done = imported(stage, tmp_path, text)
    assert (done.added, done.same) == (2, 1)
    ((line, why),) = done.refused
    assert line.number == 5
    assert "SC-1 est déjà à la ligne 2" in why
    assert missions(stage)[0].ends_on == date(2026, 5, 31)


def test_a_reference_is_remembered_beyond_a_batch(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "BATCH", 2)
    rows = [ROW.replace("SC-1", f"SC-{number}") for number in range(1, 6)]
    rows.append(ROW.replace("31/05", "30/06"))
    done = imported(stage, tmp_path, "\n".join([HEADER, *rows]))
    assert (done.added, len(done.refused)) == (5, 1)


def test_a_dry_run_tells_the_same_and_keeps_nothing(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "BATCH", 2)
    imported(stage, tmp_path, f"{HEADER}\n{ROW}\n")
    rows = [ROW.replace("SC-1", f"SC-{number}") for number in (1, 2, 3, 3)]
    changed, bad = ROW.replace("31/05", "30/06"), ROW.replace("awa@", "")
    path = write(tmp_path / "later.csv", "\n".join([HEADER, *rows, changed, bad, ROW]))
    tried, done = load(stage, path, dry_run=True), load(stage, path)
    assert (tried.added, tried.changed, tried.same) == (done.added, done.changed, done.same)
    assert [why for _, why in tried.refused] == [why for _, why in done.refused]
    again = load(stage, path, dry_run=True)
    assert (again.added, again.changed) == (0, 0)


BROKEN = [
    (ROW.replace("awa@example.org", "awa@"), "n'est pas une adresse"),
    (ROW.replace("awa@example.org", ""), "manque l'adresse"),
    (ROW.replace("awa@example.org", "awa@example.org lina@example.org"), "n'est pas une adresse"),
    (ROW.replace("31/05/2026", "31/31/2026"), "n'est pas lisible"),
    (ROW.replace("31/05/2026", "fin mai"), "n'est pas lisible"),
    (ROW.replace("31/05/2026", "30/04/2025"), "avant le début"),
    (ROW.replace("Diallo", "Dial\ufffdlo"), "enregistrez le fichier en UTF-8"),
]


@pytest.mark.parametrize(("broken", "why"), BROKEN)
def test_a_row_that_cannot_be_read_is_handed_back_and_the_others_are_kept(
    stage: Stage, tmp_path: Path, broken: str, why: str
) -> None:
    done = imported(stage, tmp_path, f"{HEADER}\n{broken}\n{OTHER}\n")
    assert (done.added, [why in reason for _, reason in done.refused]) == (1, [True])


def test_a_disarmed_formula_is_read_as_what_it_was(stage: Stage) -> None:
    stage.mission("service-civique", mail="awa@example.org", name="'-Awa")
    assert missions(stage)[0].name == "-Awa"


@pytest.mark.parametrize(
    ("said", "interrupted"),
    [
        ("oui", True),
        ("Non", False),
        ("", False),
        ("x", True),
        ("12/03/2026", True),
        ("FAUX", False),
    ],
)
def test_an_interruption_is_said_in_a_word_or_by_its_day(
    stage: Stage, said: str, interrupted: bool
) -> None:
    stage.mission("service-civique", mail="awa@example.org", interrupted=said)
    assert missions(stage)[0].interrupted is interrupted


def test_an_interruption_that_is_neither_is_not_taken_for_a_no(
    stage: Stage, tmp_path: Path
) -> None:
    done = imported(stage, tmp_path, "Mail;Rupture\nawa@example.org;à vérifier\n")
    assert "écrivez oui, non ou la date" in done.refused[0].why


@pytest.mark.parametrize(
    ("said", "language"),
    [("français", "fr"), ("FR", "fr"), ("néerlandais", "nl"), ("Anglais", "en"), ("en-GB", "en"),
     ("wolof", "")],
)  # fmt: skip
def test_a_language_is_understood_by_its_name(stage: Stage, said: str, language: str) -> None:
    stage.mission("service-civique", mail="awa@example.org", language=said)
    assert missions(stage)[0].language == language


def test_each_mission_to_come_has_one_timer(either: Stage, tmp_path: Path) -> None:
    ended = ROW.replace("SC-1", "SC-4").replace("31/05/2026", "")
    for _ in range(2):
        imported(either, tmp_path, f"{HEADER}\n{ROW}\n{OTHER}\n{ended}\n")
    with either.world.glance() as turn:
        timers = turn.db.exec(select(Timer).where(Timer.done_at == None)).all()  # noqa: E711
    by_reference = {mission.reference: str(mission.id) for mission in missions(either)}
    assert {each.subject for each in timers} == {by_reference["SC-1"], by_reference["SC-2"]}
