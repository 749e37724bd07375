"""Line 14 of the audit: a roster is mended, refused by line or column, or told; never guessed."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from core.ground.errors import Trouble
from core.roster import files
from core.roster.cells import mended, said, spoilt
from core.roster.columns import columns
from tests.world.roster_files import HEADER, OTHER, ROW, imported, load, missions, write
from tests.world.world import Stage

HEAD = "mail;prénom;nom;début;fin"
PEOPLE = "ana@example.org;Ana;Roy;16/10/2025;30/06/2026"


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("O&#039;Connor", "O'Connor"), ("Dupont &amp;amp; Fils", "Dupont & Fils"),
        ("L&rsquo;&Icirc;le", "L’Île"), ("H&#xe9;l&#232;ne", "Hélène"),
        ("HÃ©lÃ¨ne", "Hélène"), ("Hélène LefÃ¨vre", "Hélène Lefèvre"), ("Ã‰loÃ¯se", "Éloïse"),
        ("LÃ\xa0-bas", "Là-bas"), ("dâ€™Arc", "d’Arc"), ("H√©l√®ne", "Hélène"),
        ("H├®l├¿ne", "Hélène"), ("HÃƒÂ©lÃƒÂ¨ne", "Hélène"), ("Å’uvre", "Œuvre"),
        ("'zoe@example.org", "zoe@example.org"), ("'0012", "0012"), ("'Zoé'", "Zoé"),
        ("'t Hooft", "'t Hooft"), ("L'Île", "L'Île"), ("João", "João"),
        ("IRMÃ SILVA", "IRMÃ SILVA"),
        ("R&D", "R&D"), ("Ça & là", "Ça & là"), ("Smith & Co; Paris", "Smith & Co; Paris"),
    ],
)  # fmt: skip
def test_what_exports_did_to_a_cell_is_undone(cell: str, meant: str) -> None:
    assert mended(cell) == meant
    assert not spoilt(meant)


@pytest.mark.parametrize(
    "cell",
    ["#N/A", "#REF!", "#NOM?", "#VALEUR!", "#DIV/0!", "NULL", "null", "N/A", "n/a", "NaN",
     "-", "–", "—", "...", "?", "/", "(vide)", "'", "''", "#WAARDE!", "undefined"],
)  # fmt: skip
def test_a_cell_that_says_nothing_is_empty(cell: str) -> None:
    assert said("organisation", mended(cell)) == ""
    assert said("family_name", mended(cell)) == ""


@pytest.mark.parametrize("name", ["Null", "Na", "NA", "None", "Nil", "Nd"])
def test_people_have_names_that_databases_do_not_like(name: str) -> None:
    assert said("family_name", name) == name


@pytest.mark.parametrize(
    ("given", "family", "why"),
    [
        ("H?l?ne", "Roy", "perdu des lettres"), ("HÃ lène", "Roy", "perdu des lettres"),
        ("H&foo;l", "Roy", "perdu des lettres"), ("Ana", "0612345678", "pas un nom"),
        ("ana@example.org", "Roy", "pas un nom"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_one_is_refused_with_its_line(
    stage: Stage, tmp_path: Path, given: str, family: str, why: str
) -> None:
    row = "\t".join(("ana@example.org", given, family, "16/10/2025", "30/06/2026"))
    head = HEAD.replace(";", "\t")
    done = imported(stage, tmp_path, f"{head}\n{row}\n")
    ((line, told),) = done.refused
    assert (line.number, why in told) == (2, True)


def test_half_a_name_is_none_and_will_be_asked(stage: Stage, tmp_path: Path) -> None:
    imported(stage, tmp_path, f"{HEAD}\n{PEOPLE.replace('Roy', '#N/A')}\n")
    assert missions(stage)[0].name == ""


@pytest.mark.parametrize(
    ("start", "end"),
    [("16/10/0025", "30/06/2026"), ("05/01/2026", "31/07/2206"), ("16/10/2025", "30/06/2062"),
     ("16/10/1925", "30/06/1926"), ("16/10/2025", "30/06/2029"), ("0026-01-05", "2026-07-31")],
)  # fmt: skip
def test_a_year_that_cannot_be_is_refused(
    stage: Stage, tmp_path: Path, start: str, end: str
) -> None:
    row = PEOPLE.replace("16/10/2025", start).replace("30/06/2026", end)
    assert len(imported(stage, tmp_path, f"{HEAD}\n{row}\n").refused) == 1


@pytest.mark.parametrize(
    "written",
    ["2026-01-05T23:00:00Z", "2026-01-05T23:00:00.000Z", "2026-01-05 23:00:00+00:00",
     "2026-01-06T00:00:00+01:00", "2026-01-05 23:00:00 UTC", "2026-01-06T00:00:00", "2026-01-06"],
)  # fmt: skip
def test_midnight_told_in_utc_is_the_day_of_the_programme(
    stage: Stage, tmp_path: Path, written: str
) -> None:
    row = PEOPLE.replace("16/10/2025", written)
    imported(stage, tmp_path, f"{HEAD}\n{row}\n")
    assert missions(stage)[0].starts_on == date(2026, 1, 6)


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("mail;prénom;nom;Nom de l'établissement",
         ["mail", "given_name", "family_name", "organisation"]),
        ("Mail de l'employeur;Mail du volontaire", ["", "mail"]),
        ("Email encadrant;mail", ["", "mail"]),
        ("mail;prénom;nom;Nom de la mission", ["mail", "given_name", "family_name", ""]),
        ("mail;Date de signature du contrat;Date de début du contrat;N° de contrat",
         ["mail", "", "starts_on", "reference"]),
        ("mail;Début de formation;Début de mission", ["mail", "", "starts_on"]),
        ("mail;fin;Date de fin prévue", ["mail", "ends_on", ""]),
        ("mail;Ville de l'organisme;organisme", ["mail", "place", "organisation"]),
        ("mail;Siret de l'organisme;Organisme d'accueil", ["mail", "", "organisation"]),
    ],
)  # fmt: skip
def test_the_column_that_is_meant_is_taken(header: str, held: list[str]) -> None:
    assert columns(header.split(";")).held == held


@pytest.mark.parametrize(
    ("header", "both"),
    [
        ("mail;nom;date de fin prévue;date de fin réelle", ["date de fin prévue", "de fin réelle"]),
        ("Mail du volontaire;Mail de l'étudiant;nom", ["Mail du volontaire", "de l'étudiant"]),
        ("mail;e-mail;nom", ["mail", "e-mail"]),
        ("mail;nom;Début de formation;Début de stage", ["Début de formation", "Début de stage"]),
        ("mail;nom;N° de contrat;Référence du contrat", ["N° de contrat", "Référence du contrat"]),
        ("mail;nom;fin;Date de fin", ["fin", "Date de fin"]),
    ],
)  # fmt: skip
def test_two_columns_that_fit_are_refused_by_name(
    tmp_path: Path, header: str, both: list[str]
) -> None:
    with pytest.raises(Trouble) as refused:
        files.read_table(write(tmp_path / "roster.csv", f"{header}\nana@example.org;;;\n"))
    assert all(name in str(refused.value) for name in both)


@pytest.mark.parametrize(
    "row",
    [
        PEOPLE.replace("Roy", '"Roy') + "\nnoe@example.org;Noé;B;16/10/2025;30/06/2026",
        PEOPLE.replace("Roy", '"Roy') + '\nnoe@example.org;Noé;B";16/10/2025;30/06/2026',
        PEOPLE.replace("Roy", '"Roy" Martin'),
    ],
)
def test_a_quotation_mark_left_open_is_told_with_its_line(
    stage: Stage, tmp_path: Path, row: str
) -> None:
    """A line left open would make one person of all who follow."""
    text = f"{HEAD}\n{PEOPLE.replace('ana', 'lea')}\n{row}\n{PEOPLE.replace('ana', 'eva')}\n"
    with pytest.raises(Trouble, match="Line 3 "):
        imported(stage, tmp_path, text)


def test_one_bad_byte_changes_nobody_elses_name(stage: Stage, tmp_path: Path) -> None:
    good = ROW.replace("Awa", "Chloé")
    path = tmp_path / "roster.csv"
    path.write_bytes(f"{HEADER}\n{good}\n".encode() + OTHER.replace("Awa", "Léa").encode("cp1252"))
    done = load(stage, path)
    assert [mission.name for mission in missions(stage)] == ["Chloé Diallo"]
    assert [line.number for line, _ in done.refused] == [3]


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "mac_roman", "iso-8859-15"])
def test_an_old_encoding_is_recognised(stage: Stage, tmp_path: Path, encoding: str) -> None:
    row = ROW.replace("Awa", "Zoé").replace("Diallo", "Bérard")
    imported(stage, tmp_path, f"{HEADER}\n{row}\n", encoding)
    assert missions(stage)[0].name == "Zoé Bérard"


def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(f"{HEAD}\n".replace("é", "e").encode() + b"a@example.org;X\xd6;Y;;\n")
    with pytest.raises(Trouble):
        files.read_table(path)


def workbook(path: Path) -> Path:
    """Two sheets to see and a hidden one; on the first a row and a column are out of sight."""
    with xlsxwriter.Workbook(path) as book:
        for name in ("Archives", "Juin", "Juillet"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [*HEAD.split(";"), "courriel du jeune", "lieu"])
            for place, who in enumerate(("ana", "noe", "eva"), 1):
                row = PEOPLE.replace("ana", f"{who}.{name.lower()}").split(";")
                sheet.write_row(place, 0, [*row, f"{who}@elsewhere.example.org", "Lille"])
            if name == "Juin":
                sheet.set_row(2, None, None, {"hidden": True})
                sheet.set_column(6, 6, None, None, {"hidden": True})
            if name == "Archives":
                sheet.hide()
            if name == "Juin":
                sheet.activate()
                sheet.set_first_sheet()
    return path


def test_what_is_out_of_sight_in_a_workbook_is_said(stage: Stage, tmp_path: Path) -> None:
    path = workbook(tmp_path / "roster.xlsx")
    load(stage, path)
    notes = "\n".join(map(str, files.read_table(path).notes))
    kept = [mission.mail for mission in missions(stage)]
    assert sorted(kept) == ["ana.juin@example.org", "eva.juin@example.org"]
    assert "« Juillet » was left out" in notes
    assert "hidden sheet « Archives »" in notes
    assert "line 3" in notes
    assert "hidden column « lieu »" in notes


def test_a_column_to_see_comes_before_a_hidden_one() -> None:
    assert columns(["mail", "nom", "fin", "date de fin"], {2}).held == [
        "mail",
        "family_name",
        "",
        "ends_on",
    ]
