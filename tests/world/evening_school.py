"""A programme that asks what programmes can ask: files, numbers, a question after an answer, and a
badge for three of five with twenty hours."""

import shutil
from pathlib import Path

from core.ground.paths import TEMPLATES

HEAD = """
slug = "veillee"
name = { fr = "Veillée d'études", en = "Evening school" }
description = { fr = "De l'aide aux devoirs, le soir.", en = "Help with homework, in the evening." }
url = "https://veillee.example.org"
email = "badges@veillee.example.org"
timezone = "Europe/Paris"
languages = ["fr", "en"]
register = "formal"
palette = { main = "#2f6f3a", dark = "#143a1c", accent = "#f2c14e" }

[form.aide]
review = { by = "coach" }
[[form.aide.question]]
name = "name"
kind = "name"
label = { fr = "Prénom et nom", en = "First name and surname" }
ask = { fr = "Quels sont vos prénom et nom ?", en = "What is your name?" }
evidence = "name"
[[form.aide.question]]
name = "subject"
kind = "choice"
label = { fr = "Matière", en = "Subject" }
ask = { fr = "Quelle matière avez-vous aidée ?", en = "Which subject did you help with?" }
evidence = "narrative"
options = [
    { value = "maths", label = { fr = "Mathématiques", en = "Mathematics" } },
    { value = "music", label = { fr = "Musique", en = "Music" } },
]
[[form.aide.question]]
name = "instrument"
kind = "text"
label = { fr = "Instrument", en = "Instrument" }
ask = { fr = "Quel instrument ?", en = "Which instrument?" }
evidence = "narrative"
when = { question = "subject", is = ["music"] }
[[form.aide.question]]
name = "hours"
kind = "number"
label = { fr = "Heures", en = "Hours" }
ask = { fr = "Combien d'heures en tout ?", en = "How many hours in all?" }
evidence = "narrative"
unit = { fr = ["heure", "heures"], en = ["hour", "hours"] }
max = 500
decimals = 1
[[form.aide.question]]
name = "proof"
kind = "file"
label = { fr = "Attestation", en = "Certificate" }
ask = { fr = "Envoyez une photo de votre attestation.", en = "Send a photo of your certificate." }
accept = ["image", "pdf"]
max_mb = 5
[[form.aide.question]]
name = "site"
kind = "link"
label = { fr = "Lien", en = "Link" }
ask = { fr = "Un lien, si vous en avez un ?", en = "A link, if you have one?" }
optional = true
evidence = "link"
[[form.aide.rule]]
kind = "at_least"
of = ["hours"]
value = 2

[form.seance]
review = { by = "nobody" }
[[form.seance.question]]
name = "hours"
kind = "number"
label = { fr = "Heures", en = "Hours" }
ask = { fr = "Combien d'heures ?", en = "How many hours?" }
evidence = "narrative"
unit = { fr = ["heure", "heures"], en = ["hour", "hours"] }

[form.ensemble]
review = { by = "nobody" }
"""
BADGE = """
[[badge]]
slug = "{slug}"
form = "{form}"
name = {{ fr = "{fr}", en = "{en}" }}
description = {{ fr = "Cette personne aide le soir.", en = "This person helps in the evening." }}
criteria = {{ fr = "L'avoir fait.", en = "Having done so." }}
skills = {{ fr = ["aider"], en = ["helping"] }}
pictogram = "leaf"
{more}
"""
SESSIONS = ("Lecture", "Calcul", "Dessin", "Sport", "Anglais")
TWENTY = """
[badge.milestone]
of = ["lecture", "calcul", "dessin", "sport", "anglais"]
count = 3
total = { question = "hours", at_least = 20 }
"""


def programme() -> str:
    """The programme's file."""
    made = [HEAD, badge("tuteur", "aide", "Tuteur du soir", "Evening tutor")]
    made += [
        badge(each.lower(), "seance", f"Séance {each}", f"{each} session") for each in SESSIONS
    ]
    made.append(badge("pilier", "ensemble", "Pilier de la veillée", "Pillar", TWENTY))
    return "".join(made)


def badge(slug: str, form: str, fr: str, en: str, more: str = "") -> str:
    """One table of a badge."""
    return BADGE.format(slug=slug, form=form, fr=fr, en=en, more=more)


def programmes(root: Path, written: str = "") -> Path:
    """A folder of programmes with this one alone, or with the file that is given."""
    made = root / "programmes" / "veillee"
    made.mkdir(parents=True)
    (made / "programme.toml").write_text(written or programme(), encoding="utf-8")
    shutil.copy(TEMPLATES / "programmes" / "maillage" / "artwork.svg", made)
    return made.parent
