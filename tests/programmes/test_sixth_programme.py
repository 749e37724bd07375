"""A sixth programme is one more folder: no line of Python."""

import shutil
from pathlib import Path

from core.ground.paths import TEMPLATES
from tests.world.talking import learner, reviewer, texts
from tests.world.world import make_stage

SIXTH = """
slug = "jardin"
name = { fr = "Jardin partagé" }
description = { fr = "Un jardin de quartier." }
url = "https://jardin.example.org"
email = "badges@jardin.example.org"
timezone = "Europe/Paris"
languages = ["fr"]
register = "informal"
palette = { main = "#2f6f3a", dark = "#143a1c", accent = "#f2c14e" }

[form.saison]
review = { by = "declared" }
[[form.saison.question]]
name = "season"
kind = "date-range"
label = { fr = "Ta saison" }
ask = { fr = "De quand à quand as-tu jardiné ?" }
evidence = "dates"
[[form.saison.question]]
name = "word"
kind = "consent"
label = { fr = "Ta parole" }
ask = { fr = "L'attestes-tu ?" }
[[form.saison.rule]]
kind = "lasted"
of = ["season"]
months = 3

[[badge]]
slug = "jardinier"
form = "saison"
name = { fr = "Main verte" }
description = { fr = "Cette personne a cultivé une parcelle pendant une saison." }
criteria = { fr = "Avoir jardiné trois mois de suite." }
skills = { fr = ["semer", "récolter"] }
pictogram = "leaf"
"""


def test_a_sixth_programme_is_a_folder_and_nothing_more(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    (folder / "jardin").mkdir(parents=True)
    (folder / "jardin" / "programme.toml").write_text(SIXTH, encoding="utf-8")
    shutil.copy(TEMPLATES / "programmes" / "maillage" / "artwork.svg", folder / "jardin")
    stage = make_stage(tmp_path, programmes=folder)
    talk = learner(stage, "lea", "Léa Roche")
    talk.say("Main verte")
    assert "3 mois" in texts(talk.say("du 1er mai 2026 au 30 juin 2026"))
    talk.say("du 1er mai 2026 au 31 août 2026")
    talk.press("Je l'atteste")
    effects = talk.say("oui")
    assert len(effects.badges) == 1
    stage.world.store.close()


GIVEN = """
[form.merci]
review = { by = "awarded" }

[[badge]]
slug = "merci"
form = "merci"
name = { fr = "Coup de main" }
description = { fr = "Cette personne a aidé sans qu'on le lui demande." }
criteria = { fr = "Avoir été remarquée par l'équipe." }
skills = { fr = ["entraide"] }
pictogram = "heart"
"""


def test_a_badge_that_is_only_given_cannot_be_asked_for_but_awarded(tmp_path: Path) -> None:
    folder = tmp_path / "programmes" / "jardin"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(SIXTH + GIVEN, encoding="utf-8")
    shutil.copy(TEMPLATES / "programmes" / "maillage" / "artwork.svg", folder)
    stage = make_stage(tmp_path, programmes=folder.parent)
    lea, ana = learner(stage, "lea", "Léa Roche"), reviewer(stage, "ana", "jardin")
    asked = lea.send(choice="badge:jardin:merci")
    assert asked.moves == []
    assert "Coup de main" in texts(asked)
    ana.say("/award merci lea@example.org")
    ana.say("Elle a arrosé tout l'été.")
    assert len(ana.say("oui").badges) == 1
    stage.world.store.close()
