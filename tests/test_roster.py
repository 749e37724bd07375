"""The roster: files as spreadsheets write them, and the invitations that follow a mission."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import select

from core.claims import roster, roster_files
from core.claims.due import due
from core.claims.roster_rows import columns
from core.ground.errors import Trouble
from core.ground.tables import Claim, Mission
from tests.worlds import Stage

HEADER = "Référence;Prénom;Nom;Adresse e-mail;Date de début;Date de fin;Organisme d'accueil;Domaine"
ROW = "SC-1;Awa;Diallo;awa@example.org;01/10/2025;31/05/2026;Maison des aînés;Solidarité"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def missions(stage: Stage) -> list[Mission]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Mission)))


def load(stage: Stage, path: Path) -> roster.Import:
    with stage.world.turn() as turn:
        return roster.write(turn, "service-civique", roster_files.read_table(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_however_a_spreadsheet_wrote_it(
    stage: Stage, tmp_path: Path, encoding: str, separator: str
) -> None:
    text = f"{HEADER}\r\n{ROW}\r\n".replace(";", separator)
    done = load(stage, write(tmp_path / "roster.csv", text, encoding))
    assert (done.added, done.refused) == (1, [])
    (mission,) = missions(stage)
    assert (mission.name, mission.organisation) == ("Awa Diallo", "Maison des aînés")
    assert (mission.starts_on, mission.ends_on) == (date(2025, 10, 1), date(2026, 5, 31))


def test_a_workbook_is_read_with_its_dates(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER.split(";"))
        sheet.write_row(1, 0, ROW.split(";"))
        sheet.write_datetime(1, 4, date(2025, 10, 1), day)
        sheet.write_datetime(1, 5, date(2026, 5, 31), day)
    assert load(stage, path).added == 1
    assert missions(stage)[0].ends_on == date(2026, 5, 31)


def test_the_same_file_twice_changes_nothing_and_a_new_date_is_a_change(
    stage: Stage, tmp_path: Path
) -> None:
    path = write(tmp_path / "roster.csv", f"{HEADER}\n{ROW}\n")
    load(stage, path)
    again = load(stage, path)
    assert (again.added, again.changed, again.same) == (0, 0, 1)
    extended = write(tmp_path / "later.csv", f"{HEADER}\n{ROW.replace('31/05', '30/06')}\n")
    assert load(stage, extended).changed == 1
    assert missions(stage)[0].ends_on == date(2026, 6, 30)


@pytest.mark.parametrize(
    "header",
    [
        "reference,first_name,last_name,email,start_date,end_date,host_organisation,domain",
        "N° contrat;Prénom;NOM;Courriel;Date début;Date fin;Structure d'accueil;Thématique",
        "Réf.;Prénom du volontaire;Nom;E-mail;Début de mission;Fin de mission;Organisme;Domaine",
        "id;given name;family name;Email address;Mission start;Mission end;Organization;Domain",
    ],
)
def test_the_headings_may_be_anybodys(stage: Stage, tmp_path: Path, header: str) -> None:
    separator = "," if "," in header else ";"
    path = write(tmp_path / "roster.csv", f"{header}\n{ROW.replace(';', separator)}\n")
    assert load(stage, path).refused == []
    (mission,) = missions(stage)
    assert (mission.reference, mission.mail, mission.name) == (
        "SC-1",
        "awa@example.org",
        "Awa Diallo",
    )
    assert (mission.starts_on, mission.ends_on) == (date(2025, 10, 1), date(2026, 5, 31))
    assert (mission.organisation, mission.domain) == ("Maison des aînés", "Solidarité")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (ROW.replace("awa@example.org", "awa@"), "n'est pas une adresse"),
        (ROW.replace("awa@example.org", ""), "manque l'adresse"),
        (ROW.replace("31/05/2026", "31/31/2026"), "n'est pas lisible"),
        (ROW.replace("31/05/2026", "01/05/2025"), "avant le début"),
    ],
)
def test_a_row_that_cannot_be_read_is_handed_back_and_the_others_are_kept(
    stage: Stage, tmp_path: Path, broken: str, why: str
) -> None:
    path = write(tmp_path / "roster.csv", f"{HEADER}\n{broken}\n{ROW.replace('SC-1', 'SC-2')}\n")
    table = roster_files.read_table(path)
    done = load(stage, path)
    assert done.added == 1
    ((_, reason),) = done.refused
    assert why in reason
    back = tmp_path / "refused.csv"
    roster_files.write_refused(back, table, done.refused)
    assert why in back.read_text(encoding="utf-8-sig")


def test_a_refused_cell_is_no_formula_when_it_comes_back(tmp_path: Path) -> None:
    table = roster_files.Table(["mail", "nom"], [], columns(["mail", "nom"]))
    back = tmp_path / "refused.csv"
    roster_files.write_refused(back, table, [({"mail": "x", "family_name": "=2+2"}, "why")])
    assert "'=2+2" in back.read_text(encoding="utf-8-sig")


def test_a_file_without_addresses_says_which_column_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no column for the mail"):
        roster_files.read_table(write(tmp_path / "roster.csv", "Nom;Prénom\nA;B\n"))


def invitations(stage: Stage) -> list[str]:
    return [row["to"] for row in due(stage.world).outbox if row["kind"] == "invitation"]


def mission(stage: Stage, **changed: str) -> None:
    row = {
        "reference": "SC-1",
        "name": "Awa Diallo",
        "mail": "awa@example.org",
        "starts_on": "2026-05-01",
        "ends_on": "2026-11-16",
        "organisation": "Maison des aînés",
        "domain": "Solidarité",
    }
    stage.mission("service-civique", **{**row, **changed})


def test_the_invitation_goes_out_the_day_after_at_ten_in_paris(either: Stage) -> None:
    mission(either)
    assert invitations(either) == []
    either.clock.at = either.clock.at.replace(day=17, hour=8, minute=59)
    assert invitations(either) == []
    either.clock.pass_(minutes=1)
    assert invitations(either) == ["awa@example.org"]
    either.clock.pass_(days=3)
    assert invitations(either) == []


def test_an_extended_mission_moves_its_invitation(stage: Stage) -> None:
    mission(stage)
    mission(stage, ends_on="2026-12-16")
    stage.clock.at = stage.clock.at.replace(day=18)
    assert invitations(stage) == []
    stage.clock.at = stage.clock.at.replace(month=12)
    assert invitations(stage) == ["awa@example.org"]


def test_an_interrupted_mission_is_not_invited(stage: Stage) -> None:
    mission(stage)
    mission(stage, interrupted="oui")
    stage.clock.pass_(days=3)
    assert invitations(stage) == []


def test_a_mission_one_day_short_is_not_invited(stage: Stage) -> None:
    mission(stage, starts_on="2026-05-17", ends_on="2026-11-15")
    stage.clock.pass_(days=3)
    assert invitations(stage) == []


def test_an_invitation_opens_the_claim_with_what_the_roster_knows(stage: Stage) -> None:
    mission(stage)
    stage.clock.pass_(days=2)
    due(stage.world)
    with stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
    assert claim.state == "ready"
