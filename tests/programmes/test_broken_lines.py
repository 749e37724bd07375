"""An answer that a mail program broke into two lines is one; what stands below one is not."""

import pytest

from core.programmes.answers.form_lines import read_lines
from core.programmes.form import Question, QuestionKind
from tests.world.letters import Letters
from tests.world.world import Stage

FORM = [
    Question(name=name, kind=kind, label={"fr": label}, ask={"fr": f"{label} ?"})
    for name, kind, label in (
        ("name", QuestionKind.NAME, "Prénom et nom"),
        ("mission", QuestionKind.DATE_RANGE, "Dates de la mission"),
        ("organisation", QuestionKind.ORGANISATION, "Organisme d'accueil"),
    )
]


def told(text: str) -> tuple[dict[str, str], str]:
    lines = read_lines(FORM, text)
    return lines.told, lines.rest.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Organisme d'accueil", "Foyer Rural de\nVilleneuve-sur-Lot"),
        ("Organisme d'accueil", "Friends of the\nEarth Scotland"),
        ("Organisme d'accueil", "Koninklijke Vereniging voor\nNatuurbehoud"),
        ("Organisme d'accueil", "Freunde und Förderer der\nStadtbibliothek"),
        ("Organisme d'accueil", "Fondation pour l'\nEnfance"),
        ("Organisme d'accueil", "Sport, Culture &\nPartage"),
        ("Organisme d'accueil", "Centre Social,\nantenne du Port"),
        ("Organisme d'accueil", "Fédération Départementale des Foyers Ruraux\nHaute-Garonne"),
        ("Organisme d'accueil", "Les Petits Frères des\nPauvres de\nLyon"),
        ("Prénom et nom", "Awa de\nLa Tour"),
        ("Dates de la mission", "du 15 mars 2026 au\n15 novembre 2026"),
    ],
)
def test_a_broken_answer_is_whole(name: str, value: str) -> None:
    found, rest = told(f"{name} : {value}\n\nMerci")
    assert (list(found.values()), rest) == ([value.replace("\n", " ")], "Merci")


@pytest.mark.parametrize(
    "below",
    [
        "Cordialement",
        "Merci d'avance",
        "oui",
        "Awa Diallo",
        "https://awa.example.org/un/chemin/assez/long",
        "awa.diallo.et.encore.un.peu@example.org",
        "Mes dates sont fausses aussi",
        "",
    ],
)
def test_what_stands_below_an_answer_is_not_of_it(below: str) -> None:
    found, rest = told(f"Organisme d'accueil : Association Les Passerelles\n{below}")
    assert (found, rest) == ({"organisation": "Association Les Passerelles"}, below)


@pytest.mark.parametrize("below", ["Cordialement,\nAwa", "Merci beaucoup", "Oui, tout est exact."])
def test_a_closing_below_a_long_or_open_answer_is_not_of_it(below: str) -> None:
    for value in ("Fédération Départementale des Foyers Ruraux du Sud", "Les Amis de la"):
        found, rest = told(f"Organisme d'accueil : {value}\n{below}")
        assert (found["organisation"], rest) == (value, below)


def test_the_next_label_ends_a_broken_answer() -> None:
    found, _ = told("Organisme d'accueil : Foyer de\nPrénom et nom : Awa Diallo")
    assert found == {"organisation": "Foyer de", "name": "Awa Diallo"}


def test_a_broken_answer_by_mail_is_shown_whole(stage: Stage) -> None:
    stage.clock.pass_(days=2)
    letters = Letters(stage)
    done = letters.answer(
        letters.invited(),
        "Organisme d'accueil : autre : Les Petits Jardins de la Butte et de\nses Voisins",
    )
    assert done.answers == {"organisation": "Les Petits Jardins de la Butte et de ses Voisins"}
