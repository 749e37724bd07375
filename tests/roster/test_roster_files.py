"""Roster files as spreadsheets write them, read and handed back."""

import csv
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from core.ground.errors import Trouble
from core.roster import files, sheets
from core.roster.columns import columns
from core.roster.days import DayOrder
from tests.world.roster_files import HEADER, OTHER, ROW, imported, is_awa, load, missions, write
from tests.world.world import Stage


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_a_csv_is_read_however_a_spreadsheet_wrote_it(
    stage: Stage, tmp_path: Path, encoding: str, separator: str, newline: str
) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(";", separator).replace("\n", newline)
    done = imported(stage, tmp_path, text, encoding)
    assert (done.added, done.refused) == (1, [])
    is_awa(stage)


QUOTED = ROW.replace("Maison des aînés", '"Maison des\naînés"')
ODD_CELLS = ROW.replace("awa@example.org", "mailto:Awa@Example.org").replace("Awa;", "Awa\xa0;")
TWO_ROWS = (
    "Référence;Prénom;Nom;Courriel;Mission;;Organisme;Domaine\n"
    "d'engagement;;;;Date de début;Date de fin;;\n"
)
GROUPS = (
    "Volontaire;;;;Mission;;Accueil;\n"
    "Référence;Prénom;Nom;Courriel;du;au;Nom de l'organisme;Domaine\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\n{HEADER}\n{ROW}\n",
        f"sep=|\n{HEADER}\n{ROW}\n".replace(";", "|"),
        f"{HEADER};;;\n{ROW};;;\n;;;;;;;;;;\n;;;\n",
        f"Export du 01/06/2026;;;;;;;\nListe des missions\n\n{HEADER}\n{ROW}\n",
        f"{HEADER}\n{QUOTED}\n",
        f"{HEADER}\n{ODD_CELLS}\n",
        f"{HEADER}\n{ROW.replace('awa@example.org', 'Awa DIALLO <awa@example.org>')}\n",
        f"{HEADER}\n{ROW.replace('01/10/2025', '45931').replace('31/05/2026', '46173')}\n",
        f"{HEADER}\n{ROW.replace('01/10/2025', '1/10/25').replace('31/05/2026', '31/5/26')}\n",
        f"{HEADER}\n{ROW.replace('01/10/2025', '1er octobre 2025')}\n",
        f"{HEADER}\n{ROW.replace('31/05/2026', '31-mai-26').replace('01/10/2025', '1.10.2025')}\n",
        f"{TWO_ROWS}{ROW}\n",
        f"{GROUPS}{ROW}\n",
    ],
    ids=[
        "sep-semicolon", "sep-bar", "empty-columns-and-rows", "titles-above", "quoted-line-break",
        "mailto-and-nbsp", "name-and-mail", "serial-numbers", "short-years", "date-in-words",
        "month-abbreviated", "two-header-rows", "groups-above",
    ],
)  # fmt: skip
def test_what_people_do_to_their_files_is_understood(
    stage: Stage, tmp_path: Path, text: str
) -> None:
    assert imported(stage, tmp_path, text).refused == []
    is_awa(stage)


def test_a_workbook_is_read_with_its_dates_from_whichever_sheet(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "Les missions sont sur l'autre feuille")
        sheet = book.add_worksheet("Missions")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "Missions terminées au printemps")
        sheet.write_row(2, 0, HEADER.split(";"))
        sheet.write_row(3, 0, ROW.split(";"))
        sheet.write_datetime(3, 4, date(2025, 10, 1), day)
        sheet.write_datetime(3, 5, date(2026, 5, 31), day)
    assert load(stage, path).added == 1
    is_awa(stage)


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "roster.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(Trouble, match="cannot be read"):
        files.read_table(tmp_path / "roster.xlsx")


def test_a_small_workbook_that_unpacks_without_end_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "UNPACKED_LIMIT", 1_000_000)
    with ZipFile(tmp_path / "roster.xlsx", "w", ZIP_DEFLATED) as book:
        for number in range(3):
            book.writestr(f"xl/worksheets/sheet{number}.xml", bytes(400_000))
    with pytest.raises(Trouble, match="over 1 MB"):
        files.read_table(tmp_path / "roster.xlsx")


@pytest.mark.parametrize(
    "header",
    [
        "reference,first_name,last_name,email,start_date,end_date,host_organisation,domain",
        "N° contrat;Prénom;NOM;Courriel;Date début;Date fin;Structure d'accueil;Thématique",
        "Réf.;Prénom du volontaire;Nom;E-mail;Début de mission;Fin de mission;Organisme;Domaine",
        "id;given name;family name;Email address;Mission start;Mission end;Organization;Domain",
        "Réf;Prénom du volontaire;Nom du volontaire;Mél;Début;Fin;Nom de l'organisme;Domaine",
        "Referentie;Voornaam;Naam;E-mail;Begindatum begin;Einde;Organisatie;Domein",
    ],
)
def test_the_headings_may_be_anybodys(stage: Stage, tmp_path: Path, header: str) -> None:
    separator = "," if "," in header else ";"
    assert imported(stage, tmp_path, f"{header}\n{ROW.replace(';', separator)}\n").refused == []
    is_awa(stage)


@pytest.mark.parametrize(
    "heading",
    ["Mail du tuteur", "Nom du référent", "Date de naissance", "Lieu de naissance",
     "Mail de l'organisme", "Téléphone", "raison"],
)  # fmt: skip
def test_a_column_about_somebody_else_is_not_taken(heading: str) -> None:
    assert columns([heading, "Courriel"]).held == ["", "mail"]


def test_the_refused_rows_come_back_as_they_were_and_can_be_mended_there(
    stage: Stage, tmp_path: Path
) -> None:
    header = f"Téléphone;{HEADER};Remarque"
    path = write(
        tmp_path / "roster.csv",
        f"Nos missions\n{header}\n+336;{OTHER};\n+337;{ROW.replace('awa@', 'awa')};=1+1\n",
        "cp1252",
    )
    back = tmp_path / "refused.csv"
    files.write_refused(back, files.read_table(path), load(stage, path).refused, "raison")
    told = list(csv.reader(back.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert told[0] == [*header.split(";"), "raison"]
    assert told[1][:2] == ["'+337", "SC-1"]
    assert told[1][-2:] == ["'=1+1", "« awaexample.org » n'est pas une adresse e-mail"]
    mended = back.read_text(encoding="utf-8-sig").replace("awaexample.org;", "awa@example.org;")
    assert imported(stage, tmp_path, mended, "utf-8-sig").added == 1
    assert [mission.name for mission in missions(stage)] == ["Awa Diallo", "Awa Diallo"]


def test_two_rows_of_headings_come_back_both(stage: Stage, tmp_path: Path) -> None:
    path = write(tmp_path / "roster.csv", f"{TWO_ROWS}{ROW.replace('awa@', 'awa')}\n")
    back = tmp_path / "refused.csv"
    files.write_refused(back, files.read_table(path), load(stage, path).refused, "raison")
    mended = back.read_text(encoding="utf-8-sig").replace("awaexample.org;", "awa@example.org;")
    assert imported(stage, tmp_path, mended).refused == []
    is_awa(stage)


def test_a_file_without_addresses_says_which_column_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"no column for the email address.*Nom, Prénom"):
        files.read_table(write(tmp_path / "roster.csv", "Nom;Prénom\nA;B\n"))


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n"])
def test_an_empty_file_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(Trouble, match="is empty"):
        files.read_table(write(tmp_path / "roster.csv", text))


def test_it_is_told_which_heading_was_taken_for_what(tmp_path: Path) -> None:
    table = files.read_table(write(tmp_path / "roster.csv", f"{TWO_ROWS}{ROW}\n"))
    assert table.understood["mail"] == "Courriel"
    assert table.understood["ends_on"] == "Date de fin"
    assert table.understood["reference"] == "Référence d'engagement"


AMERICAN = ROW.replace("01/10/2025", "10/01/2025").replace("31/05/2026", "05/31/2026")
EITHER_WAY = ROW.replace("31/05/2026", "05/06/2026")


@pytest.mark.parametrize("row", [AMERICAN, EITHER_WAY])
def test_dates_that_may_have_the_month_first_are_asked_about_and_not_guessed(
    tmp_path: Path, row: str
) -> None:
    path = write(tmp_path / "roster.csv", f"{HEADER}\n{row}\n")
    with pytest.raises(Trouble) as trouble:
        files.read_table(path)
    assert "--dates month-first" in str(trouble.value)


def test_with_the_order_told_the_month_comes_first(stage: Stage, tmp_path: Path) -> None:
    path = write(tmp_path / "roster.csv", f"{HEADER}\n{AMERICAN}\n")
    load(stage, path, order=DayOrder.MONTH_FIRST)
    is_awa(stage)


def test_one_sure_date_of_the_file_shows_the_order_of_all(stage: Stage, tmp_path: Path) -> None:
    done = imported(stage, tmp_path, f"{HEADER}\n{OTHER}\n{EITHER_WAY}\n")
    assert done.refused == []
    assert missions(stage)[0].ends_on == date(2026, 6, 5)


def test_one_slip_of_a_date_among_sure_ones_is_refused_alone(stage: Stage, tmp_path: Path) -> None:
    slip = AMERICAN.replace("SC-1", "SC-3").replace("10/01/2025", "01/10/2025")
    done = imported(stage, tmp_path, f"{HEADER}\n{ROW}\n{OTHER}\n{slip}\n")
    assert (done.added, len(done.refused)) == (2, 1)
