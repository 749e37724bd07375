"""A seventh programme: a sports club, in languages that Cocarde does not speak."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from cocarde.programme.preview_pages import opened
from cocarde.programme.preview_play import reach_staff, staff
from cocarde.programme.preview_stories import asked_in_chat, by_mail, links, story
from cocarde.programme.preview_world import preview_world
from core.badges.picture.draw import draw
from core.ground.effects import Effects
from core.ground.paths import TEMPLATES
from core.issuing.picture import badge_picture
from core.programmes.catalogue import catalogue, read
from core.programmes.file_values import said
from tests.world.talking import learner, reviewer, texts
from tests.world.world import make_stage

SEVENTH = """
slug = "pfeifen"
url = "https://sv-pfeifen.example.org/"
email = "abzeichen@sv-pfeifen.example.org"
timezone = "Europe/Berlin"
languages = ["de", "pt-BR"]
register = "informal"
name = { de = "SV Pfeifen", pt-BR = "SV Pfeifen" }
description.de = "Ein Sportverein. Seine Abzeichen würdigen Spiele, die jemand geleitet hat."
description.pt-BR = "Um clube esportivo. Seus badges reconhecem jogos que alguém apitou."
palette = { main = "#1f5fa8", dark = "#0c2748", accent = "#ffd23f", paper = "#f5f9ff" }

[level]
1 = { de = "Anfang", pt-BR = "Início" }
2 = { de = "Erfahrung", pt-BR = "Experiência" }

[form.spiele]
rule = [
    { kind = "lasted", of = ["saison"], months = 2 },
    { kind = "at_least", of = ["spiele"], value = 5 },
    { kind = "not_held_yet" },
]
review = { by = "coach", second = true, days = 7 }

[[form.spiele.question]]
name = "name"
kind = "name"
evidence = "name"
label = { de = "Vor- und Nachname", pt-BR = "Nome completo" }
ask = { de = "Wie heißt du? Zum Beispiel „Mia Becker“.", pt-BR = "Qual é o seu nome?" }

[[form.spiele.question]]
name = "saison"
kind = "date-range"
evidence = "dates"
label = { de = "Deine Saison", pt-BR = "Sua temporada" }
ask = { de = "Von wann bis wann hast du gepfiffen?", pt-BR = "De quando a quando?" }

[[form.spiele.question]]
name = "spiele"
kind = "number"
unit = { de = ["Spiel", "Spiele"], pt-BR = ["jogo", "jogos"] }
evidence = "narrative"
label = { de = "Deine Spiele", pt-BR = "Seus jogos" }
ask = { de = "Wie viele Spiele hast du geleitet?", pt-BR = "Quantos jogos você apitou?" }

[[form.spiele.question]]
name = "nachweis"
kind = "file"
when = { question = "spiele", at_least = 20 }
label = { de = "Dein Spielbogen", pt-BR = "Sua súmula" }
ask = { de = "Schick ein Foto deines Spielbogens.", pt-BR = "Envie uma foto da súmula." }

[[badge]]
slug = "anpfiff"
form = "spiele"
level = 1
pictogram = "flag"
name = { de = "Anpfiff", pt-BR = "Apito inicial" }
description.de = "Diese Person hat Spiele der Jugend sicher und gerecht geleitet."
description.pt-BR = "Esta pessoa apitou jogos juvenis com segurança e justiça."
criteria.de = "Zwei Monate Spiele; zwei Menschen aus dem Verein haben es bestätigt."
criteria.pt-BR = "Dois meses de jogos, confirmados por duas pessoas do clube."
skills.de = ["Regeln kennen", "ruhig bleiben"]
skills.pt-BR = ["conhecer as regras", "manter a calma"]
"""


@pytest.fixture
def programmes(tmp_path: Path) -> Path:
    """A folder with the club's programme alone, drawn as a new one is."""
    folder = tmp_path / "programmes" / "pfeifen"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(SEVENTH, encoding="utf-8")
    shutil.copy(TEMPLATES / "new-programme" / "artwork.svg", folder)
    return folder.parent


def test_check_says_what_will_be_in_which_language(programmes: Path) -> None:
    reading = read(programmes / "pfeifen")
    told = [str(mistake) for mistake in reading.mistakes]
    assert reading.grave == []
    assert len(told) == 2
    assert "in de: the texts of this file" in told[0]
    assert all("all words around them are in en" in line for line in told)


def test_a_claim_is_asked_in_the_programmes_own_language_and_takes_two_approvals(
    programmes: Path, tmp_path: Path
) -> None:
    stage = make_stage(tmp_path, programmes=programmes)
    mia = learner(stage, "mia", "Mia Becker", "de")
    ana, bob = reviewer(stage, "ana", "pfeifen"), reviewer(stage, "bob", "pfeifen")
    begun = texts(mia.say("Anpfiff"))
    assert "Wie heißt du?" in begun
    assert "You are claiming the badge" in begun
    mia.say("Mia Becker")
    assert "Wie viele Spiele" in texts(mia.say("vom 1. September 2026 bis 10. November 2026"))
    assert "Foto deines Spielbogens" in texts(mia.say("25"))
    mia.press("Back")
    recap = texts(mia.say("8")).replace("\xa0", " ")
    assert "8 Spiele" in recap
    assert "Diese Person hat Spiele der Jugend" in recap
    assert "Deine Saison: 1 September 2026" in recap or "1. September 2026" in recap
    sent = mia.say("ja")
    ana.last = sent
    first = ana.press(label(sent, "ana"))
    assert first.badges == []
    bob.last = first
    assert len(bob.press(label(first, "bob")).badges) == 1
    stage.world.store.close()


def label(effects: Effects, to: str) -> str:
    """The first button of a card that somebody was sent: approve."""
    found = [each for each in effects.replies if each["to"] == to]
    return str(found[0]["buttons"][0]["label"])


def test_the_picture_has_the_month_of_its_language(programmes: Path) -> None:
    known = catalogue(programmes)
    programme = known["pfeifen"]
    for language, month in (("de", "November 2026"), ("pt-BR", "novembro de 2026")):
        look = badge_picture(programme, programme.badge[0], language, date(2026, 11, 30))
        assert look.month == month or look.month.startswith(month.partition(" ")[0])
        assert look.title == programme.badge[0].name[language]
        assert draw(known.artwork("pfeifen"), look)


def test_a_text_of_another_country_of_the_language_is_taken_before_any_other() -> None:
    text = {"de": "Hallo", "pt-BR": "Olá"}
    assert [said(text, each) for each in ("pt", "pt-BR", "pt-PT", "de", "fr")] == [
        "Olá", "Olá", "Olá", "Hallo", "Hallo",
    ]  # fmt: skip


def test_the_preview_of_the_club_sends_a_photo_where_one_is_asked_for(programmes: Path) -> None:
    path = programmes / "pfeifen" / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("at_least = 20", "at_least = 2"))
    with preview_world(programmes / "pfeifen") as preview:
        staff(preview, "de")
        reach_staff(preview, chat=True)
        (badge,) = preview.programme.badge
        told = asked_in_chat(preview, badge, "de")
        mailed = by_mail(preview, badge, "de", "mail")
        form = mailed.form()
    assert "[photo.png]" in [each.text for each in told.said]
    assert form
    assert form.claim.state == "in_review"


def test_each_part_of_a_page_says_its_language(programmes: Path) -> None:
    with preview_world(programmes / "pfeifen") as preview:
        (badge,) = preview.programme.badge
        told = story(preview, badge, "de", "page")
        told.meet(chat=False)
        told.begin_by_mail()
        with opened(preview, "de") as pages:
            page = pages.page(links(told.said)["claim"])
    assert '<html lang="en">' in page
    assert re.search(r'lang="de">Wie heißt du\?', page)
    assert '<span lang="de">Deine Saison</span>' in page
