"""Roster files for tests, and what became of them."""

from datetime import date
from pathlib import Path

from sqlmodel import col, select

from core.ground.tables import Mission
from core.roster import files, import_file
from core.roster.days import DayOrder
from tests.world.world import Stage

HEADER = "Référence;Prénom;Nom;Adresse e-mail;Date de début;Date de fin;Organisme d'accueil;Domaine"
ROW = "SC-1;Awa;Diallo;awa@example.org;01/10/2025;31/05/2026;Maison des aînés;Solidarité"
OTHER = ROW.replace("SC-1", "SC-2").replace("awa@", "lina@")


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def missions(stage: Stage) -> list[Mission]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Mission).order_by(col(Mission.reference))))


def load(
    stage: Stage, path: Path, *, order: DayOrder | None = None, dry_run: bool = False
) -> import_file.Import:
    table = files.read_table(path, order)
    return import_file.import_table(stage.world, "service-civique", table, dry_run=dry_run)


def imported(stage: Stage, folder: Path, text: str, encoding: str = "utf-8") -> import_file.Import:
    return load(stage, write(folder / "importing.csv", text, encoding))


def is_awa(stage: Stage) -> None:
    """The one mission there is says what `ROW` says."""
    (mission,) = missions(stage)
    assert (mission.reference, mission.mail) == ("SC-1", "awa@example.org")
    assert (mission.name, mission.organisation) == ("Awa Diallo", "Maison des aînés")
    assert (mission.starts_on, mission.ends_on) == (date(2025, 10, 1), date(2026, 5, 31))
    assert mission.domain == "Solidarité"
