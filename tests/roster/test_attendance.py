"""A list that was signed at an event: everybody who was there is offered the badge, once."""

import csv
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import select

from cocarde.__main__ import main
from cocarde.staff.event import event_of
from core.desk.page_forms import asked as page_forms
from core.due import due
from core.ground.errors import Trouble
from core.ground.tables import Answer, Badge, Claim, Outbox
from core.roster import attendance, files
from core.roster.attendance import Attendance
from core.roster.rows import UnreadableRow, present
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

CODE = "LABO47KX"
HEAD = "Prénom et nom;E-mail;Présent"


def brought(stage: Stage, path: Path, code: str = CODE, **how: bool) -> Attendance:
    programme, event = event_of(stage.world, code, "biklab")
    table = files.read_table(path)
    return attendance.bring_in(stage.world, programme, event, table, language="fr", **how)


def listed(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def letters(stage: Stage) -> list[Outbox]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Outbox).where(Outbox.kind == "remind")))


def claims(stage: Stage) -> list[Claim]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Claim)))


def test_who_was_there_is_offered_the_badge_and_who_was_not_is_left_out(
    stage: Stage, tmp_path: Path
) -> None:
    path = listed(
        tmp_path / "liste.csv",
        "Inès Payet;ines@example.org;x",
        "Tuan Nguyen;tuan@example.org;oui",
        "Awa Diallo;awa@example.org;",
        "Sam Petit;sam@example.org;absent",
    )
    done = brought(stage, path)
    assert (done.invited, done.same, done.absent, done.refused) == (2, 0, 2, [])
    assert {row.place for row in letters(stage)} == {"ines@example.org", "tuan@example.org"}
    assert all("Mercredis du labo ouvert" in row.message for row in letters(stage))
    with stage.world.glance() as turn:
        values = {row.value for row in turn.db.exec(select(Answer))}
    assert {CODE, "Inès Payet", "Tuan Nguyen"} <= values
    assert {claim.state for claim in claims(stage)} == {"ready"}


def test_a_yes_brings_the_badge(stage: Stage, tmp_path: Path) -> None:
    stage.known("ines", "Inès Payet", "ines@example.org")
    path = listed(tmp_path / "l.csv", "Inès Payet;ines@example.org;x")
    assert brought(stage, path).invited == 1
    ines = Talk(stage, "ines")
    ines.say("où j'en suis ?")
    assert "Mercredis du labo ouvert" in texts(ines.press(word("status.button_go_on")))
    ines.say("oui")
    due(stage.world)
    with stage.world.glance() as turn:
        (badge,) = turn.db.exec(select(Badge))
    assert (badge.programme, badge.badge) == ("biklab", "science-et-societe")


def test_the_same_list_again_invites_nobody_twice(stage: Stage, tmp_path: Path) -> None:
    path = listed(tmp_path / "l.csv", "Inès Payet;ines@example.org;x")
    assert brought(stage, path).invited == 1
    again = brought(
        stage, listed(path, "Inès Payet;INES@example.org;x", "Ana Lo;ana@example.org;x")
    )
    assert (again.invited, again.same) == (1, 1)
    assert len(letters(stage)) == 2


def test_a_dry_run_keeps_nothing(stage: Stage, tmp_path: Path) -> None:
    path = listed(tmp_path / "l.csv", "Inès Payet;ines@example.org;x")
    assert brought(stage, path, dry_run=True).invited == 1
    assert claims(stage) == []
    assert letters(stage) == []


def test_rows_that_cannot_be_taken_come_back_with_the_reason(stage: Stage, tmp_path: Path) -> None:
    path = listed(
        tmp_path / "l.csv",
        "Inès Payet;;x",
        "Tuan Nguyen;tuan(at)example.org;x",
        "Awa Diallo;awa@example.org;peut-être",
        "Ana Lo;ana@example.org;x",
        "Ana Lo;ana@example.org;x",
    )
    done = brought(stage, path)
    assert done.invited == 1
    assert {line.number: why for line, why in done.refused} == {
        2: "il manque l'adresse e-mail",
        3: "« tuan(at)example.org » n'est pas une adresse e-mail",
        4: "présence « peut-être » : écrivez oui ou non",
        6: "cette adresse est déjà à la ligne 5",
    }  # fmt: skip


def test_no_more_are_invited_than_the_event_has_places(stage: Stage, tmp_path: Path) -> None:
    programme, event = event_of(stage.world, CODE, "biklab")
    small = event.model_copy(update={"cap": 2})
    path = listed(tmp_path / "l.csv", *(f"Ana Lo;ana{n}@example.org;x" for n in "abc"))
    done = attendance.bring_in(stage.world, programme, small, files.read_table(path), language="en")
    assert done.invited == 2
    ((line, why),) = done.refused
    assert line.number == 4
    assert CODE in why


def test_claims_that_anybody_began_take_no_place_of_who_was_there(
    stage: Stage, tmp_path: Path
) -> None:
    programme, event = event_of(stage.world, CODE, "biklab")
    for ghost in ("g1@example.org", "g2@example.org", "bo@example.org"):
        form = {"mail": ghost, "language": "fr", "programme": "biklab", "badge": event.badge}
        page_forms.ask(stage.world, page_forms.BEGIN, ghost, form | {"code": CODE})
    page_forms.answer_waiting(stage.world)
    assert len(claims(stage)) == 3
    small = event.model_copy(update={"cap": 2})
    path = listed(tmp_path / "l.csv", "Ana Lo;ana@example.org;x", "Bo Li;bo@example.org;x")
    done = attendance.bring_in(stage.world, programme, small, files.read_table(path), language="fr")
    assert (done.invited, done.refused) == (2, [])


def test_a_name_that_nobody_could_give_as_theirs_is_asked_for(stage: Stage, tmp_path: Path) -> None:
    names = ("З" + "oé Lambert", "N" * 5000, "Ana Lo")  # the first letter is Cyrillic
    rows = (f"{name};p{number}@example.org;x" for number, name in enumerate(names))
    assert brought(stage, listed(tmp_path / "l.csv", *rows)).invited == 3
    with stage.world.glance() as turn:
        kept = turn.db.exec(select(Answer.value).where(Answer.question == "name")).all()
    assert kept == ["Ana Lo"]


def test_after_its_last_day_a_code_invites_nobody(stage: Stage, tmp_path: Path) -> None:
    done = brought(stage, listed(tmp_path / "l.csv", "Ana Lo;ana@example.org;x"), "NUIT25PT")
    assert done.invited == 0
    assert "NUIT25PT" in done.refused[0].why
    assert claims(stage) == []


def test_a_list_that_does_not_say_who_was_there_is_refused_unless_all_were(
    stage: Stage, tmp_path: Path
) -> None:
    path = listed(tmp_path / "l.csv", "Ana Lo;ana@example.org", head="Nom complet;Mail")
    with pytest.raises(Trouble, match="present"):
        brought(stage, path)
    assert brought(stage, path, all_present=True).invited == 1


def test_a_workbook_with_signatures_is_read_too(stage: Stage, tmp_path: Path) -> None:
    rows = [
        ["Mercredis du labo ouvert"],
        ["№", "Prénom et nom", "E-mail", "Signature"],
        [1, "Inès Payet", "ines@example.org", "signé"],
        [2, "Tuan Nguyen", "tuan@example.org", "✓"],
        [3, "Awa Diallo", "awa@example.org", ""],
    ]
    with xlsxwriter.Workbook(tmp_path / "l.xlsx") as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    done = brought(stage, tmp_path / "l.xlsx")
    assert (done.invited, done.absent, done.refused) == (2, 1, [])


@pytest.mark.parametrize(
    "cell", ["x", "X", "oui", "1", "Oui", "✓", "✔ ", "présente", "Signature", "ja", "yes"]
)
def test_ways_to_say_that_somebody_was_there(cell: str) -> None:
    assert present(cell)


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "non", "0", "absent", "Abs.", "excusée", "nee", "no"]
)
def test_ways_to_say_that_somebody_was_not(cell: str) -> None:
    assert not present(cell)


@pytest.mark.parametrize("cell", ["?", "retard", "12", "Lina M."])
def test_what_may_mean_either_is_asked_back(cell: str) -> None:
    with pytest.raises(UnreadableRow):
        present(cell)


def test_refused_rows_are_written_beside_the_list(
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = listed(tmp_path / "l.csv", "Inès Payet;;x", "Ana Lo;ana@example.org;x")
    monkeypatch.setattr("cocarde.staff.event.open_world", lambda **_: stage.world)
    assert main(["event", "attendance", "labo47kx", str(path), "--lang", "fr"]) == 1
    assert "Invités : 1" in capsys.readouterr().out
    with (tmp_path / "l-refused.csv").open(encoding="utf-8-sig") as file:
        told = list(csv.reader(file, delimiter=";"))
    assert told[1][-1] == "il manque l'adresse e-mail"
