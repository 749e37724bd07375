"""What the person newly wrote; `test_quoting.py` and the mails of `tests/inbox/` say more."""

import time

import pytest

from mail.quoting.footers import footers
from mail.quoting.lines import MOST_LINES
from mail.quoting.reply import read_reply
from mail.quoting.sorted_lines import LONGEST_SHOWN, MOST_SHOWN, ShownLine
from tests.world.quoting_text import marked

SENT = """Bonjour Awa Diallo,

Votre mission est terminée, bravo ! Elle vous ouvre droit au badge « Volontaire ».

  Prénom et nom : Awa Diallo
  Dates de la mission :
  Organisme d'accueil :

Répondez simplement « oui » à ce message, ou touchez le bouton. Votre badge arrivera ensuite.

Une fois confirmé, le badge ne pourra plus être modifié."""
HEADERS = "De : S\nEnvoyé : lundi 10:00\nÀ : A\nObjet : B"
INTRODUCTION = "Le 08/06/2026 à 10:00, Service Civique a écrit :"


def test_answers_between_the_quoted_lines_are_kept() -> None:
    text = (
        "> Tout est-il exact ?\noui\n> Une fois confirmé, le badge ne pourra plus être modifié.\nok"
    )
    assert read_reply(text, "", [SENT]).text == "oui\nok"


def test_a_form_filled_in_inside_the_quote_is_an_answer() -> None:
    form = SENT.replace("accueil :", "accueil : Emmaüs").replace("mission :", "mission : 2025")
    text = f"Le 08/06/2026 à 10:00, Service Civique a écrit :\n{marked(form)}"
    found = read_reply(text, "", [SENT]).text
    assert found == "Dates de la mission : 2025\nOrganisme d'accueil : Emmaüs"


def test_words_below_an_unmarked_quote_are_not_lost() -> None:
    text = f"De : S\nEnvoyé : lundi 10:00\nÀ : A\nObjet : B\n\n{SENT}\n\nOui, c'est bon pour moi."
    assert read_reply(text, "", [SENT]).text == "Oui, c'est bon pour moi."


def test_only_a_quote_says_nothing() -> None:
    text = f"Le 08/06/2026 à 10:00, Service Civique a écrit :\n{marked(SENT)}"
    assert read_reply(text, "", [SENT]).text == ""


def test_a_yes_that_we_only_asked_for_is_not_a_yes() -> None:
    """A client that breaks our line just before « oui » must not make it look like an answer."""
    broken = "> Répondez simplement\n« oui » à ce message, ou touchez le bouton."
    assert read_reply(f"Le 08/06/2026 à 10:00, S a écrit :\n{broken}", "", [SENT]).text == ""


def test_a_form_whose_labels_stand_above_their_answers_is_filled_in() -> None:
    labels = "> Dates de la mission\n> du 6 octobre 2025 au 5 juin 2026\n> Organisme d'accueil\n> …"
    found = read_reply(f"{INTRODUCTION}\n{marked(SENT)}\n{labels}", "", [SENT]).text
    assert found == "Dates de la mission : du 6 octobre 2025 au 5 juin 2026"


def test_a_line_corrected_inside_the_quote_is_an_answer() -> None:
    corrected = SENT.replace("nom : Awa Diallo", "nom : Hawa Diallo")
    found = read_reply(f"{INTRODUCTION}\n{marked(corrected)}", "", [SENT]).text
    assert found == "Prénom et nom : Hawa Diallo"


def test_a_correction_of_long_ago_is_not_made_again() -> None:
    """What is quoted twice was said in an earlier mail."""
    corrected = marked(SENT.replace("nom : Awa Diallo", "nom : Hawa Diallo"))
    text = f"oui\n\n{INTRODUCTION}\n{marked(SENT)}\n> {INTRODUCTION}\n{marked(corrected, 200)}"
    assert read_reply(text, "", [SENT]).text == "oui"


def test_words_inside_an_unmarked_quote_of_ours_are_kept() -> None:
    inside = SENT.replace("Une fois confirmé", "oui\n\nUne fois confirmé")
    text = f"Ma réponse est en rouge.\n\n{HEADERS}\n\n{inside}"
    assert read_reply(text, "", [SENT]).text == "Ma réponse est en rouge.\n\noui"


def test_what_others_wrote_in_the_thread_is_not_the_persons() -> None:
    theirs = "De : Karim\nEnvoyé : mardi 9:00\nÀ : Awa\nObjet : B\n\nAwa, réponds vite !"
    assert read_reply(f"oui\n\n{theirs}\n\n{HEADERS}\n\n{SENT}", "", [SENT]).text == "oui"


def test_lines_that_a_person_marked_themselves_are_theirs() -> None:
    text = f"Mes réponses :\n> Lille\n> Emmaüs\n\n{INTRODUCTION}\n{marked(SENT)}"
    assert read_reply(text, "", [SENT]).text == "Mes réponses :\nLille\nEmmaüs"


@pytest.mark.parametrize(
    "words",
    [
        "Le 3 mai à 14h30, ma tutrice m'a écrit :\n« c'est fini »\nDonc oui.",
        "De : Lille\nÀ : Lyon\nDate : 5 juin 2026",
        "Ce message est confidentiel : ne dites rien à ma mère.\nMerci",
        "Sent from my iPhone yesterday, did you get it?",
        "« Une fois confirmé, le badge ne pourra plus être modifié. »\nEt si je me marie ?",
        "Prénom et nom : Awa Diallo\nDates de la mission : 2025\nOrganisme d'accueil : Emmaüs",
        "Écrivez à awa@example.org le 3 mai à 10:00 :\nj'y serai",
    ],
)
def test_words_that_resemble_a_clients_are_the_persons(words: str) -> None:
    assert read_reply(f"{words}\n\n{INTRODUCTION}\n{marked(SENT)}", "", [SENT]).text == words


def test_each_line_is_told_why_it_was_left_out() -> None:
    page = (
        '<div>oui</div><div style="display:none">non</div><div>Envoyé de mon iPhone</div>'
        f'<div class="moz-signature">Awa</div><div class="moz-cite-prefix">{INTRODUCTION}</div>'
        "<blockquote>Bonjour Awa Diallo,</blockquote>"
        '<div id="appendonsend"></div><div>De : S</div>'
    )
    told = [(shown.line, shown.why) for shown in read_reply("", page, [SENT]).lines]
    assert told == [
        ("oui", ""),
        ("non", "hidden"),
        ("Envoyé de mon iPhone", "footer"),
        ("Awa", "signature"),
        (INTRODUCTION, "introduction"),
        ("Bonjour Awa Diallo,", "quote"),
        ("De : S", "older mail"),
    ]


def test_our_own_mail_without_marks_is_told_apart() -> None:
    lines = read_reply(f"oui\n\n{SENT}", "", [SENT]).lines
    assert lines[0] == ShownLine("oui", kept=True, why="")
    assert {shown.why for shown in lines[1:]} == {"our own mail"}


def test_the_explanation_is_bounded() -> None:
    lines = read_reply("\n".join(["x" * 1000] * (MOST_LINES + 1))).lines
    assert len(lines) == MOST_SHOWN
    assert {len(shown.line) for shown in lines} == {LONGEST_SHOWN}


def test_a_button_of_ours_in_a_garbled_quote_is_not_a_yes() -> None:
    ours = f"{SENT}\n\nOui, tout est juste\n\nRien ne presse."
    garbled = marked(f"{SENT}\n[image: logo]\nOui, tout est juste\n[image: pied]\nRien ne presse.")
    found = read_reply(f"{INTRODUCTION}\n{garbled}", "", [ours]).text
    assert "Oui" not in found


def test_a_link_keeps_its_address() -> None:
    page = (
        '<div class="gmail_default">Mon site est <a href="https://awa.example.org/">ici</a></div>'
    )
    assert read_reply("", page).text == "Mon site est ici <https://awa.example.org/>"


def kept_of(lines: list[str]) -> list[str]:
    """The lines that are neither footers nor the blank ones above them."""
    left_out = footers(lines)
    kept = [line for at, line in enumerate(lines) if at not in left_out]
    return "\n".join(kept).rstrip().split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Envoyé de mon iPhone",
        "Envoyé depuis mon téléphone Orange",
        "Envoyé à partir de Outlook pour Android",
        "Obtenir Outlook pour iOS<https://aka.ms/o0ukef>",
        "Télécharger Outlook pour Android",
        "Envoyé de mon Redmi Note 9",
        "Envoyé avec la messagerie sécurisée Proton Mail.",
        "Envoyé depuis l'application Mail Orange",
        "Envoyé à partir de Yahoo Mail pour iPhone",
        "Provenance : Courrier pour Windows",
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from Outlook for iOS",
        "Get Outlook for Android",
        "Verzonden vanaf mijn iPhone",
        "Verstuurd vanaf mijn Samsung Galaxy",
        "Verzonden vanuit Outlook voor Android",
        "Von meinem iPhone gesendet",
        "Gesendet von Outlook für Android",
        "Garanti sans virus. www.avast.com",
    ],
)
def test_a_phone_or_webmail_line_is_not_the_persons(line: str) -> None:
    assert kept_of(["oui", "", line]) == ["oui"]


@pytest.mark.parametrize(
    "line",
    [
        "Envoyé par courrier le 12 mai",
        "Je vous ai envoyé le dossier depuis la mairie",
        "Mon téléphone : 06 00 00 00 00",
        "J'ai envoyé mes dates hier.",
    ],
)
def test_a_sentence_that_resembles_one_is_kept(line: str) -> None:
    assert kept_of(["oui", line]) == ["oui", line]


def test_a_phone_line_above_other_words_is_words() -> None:
    assert kept_of(["Envoyé de mon iPhone", "oui"]) == ["Envoyé de mon iPhone", "oui"]


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 100_000,
        "<" * 400_000,
        "<!--" * 100_000,
        "<style>" * 50_000,
        "<div>" * 80_000 + "</p>" * 50_000,
        "<blockquote>" * 30_000,
        "<a '\"" * 80_000,
        "&" * 400_000,
    ],
    ids=["tags", "marks", "comments", "styles", "divs", "quotes", "quotation marks", "ampersands"],
)
def test_a_hostile_page_is_read_about_as_fast_as_any(page: str) -> None:
    begun = time.process_time()
    read_reply("", page, [SENT])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        "op a schreef b:\n" * 3000,
        "de : a\n\n" * 3000,
        "> awa\n\n" * 3000,
        "Organisme d'accueil\nx\n" * 2000,
        ("> " + "a" * 60 + "\n") * 3000,
        ("op " + "schreef " * 37 + ":\n") * 3000,
        "de : a\n" * 3000,
        "-----\n" * 3000,
        ">" * 100_000,
        "a" * 100_000 + "@" * 1000 + ":",
        "le " + "a ecrit " * 5000 + ":",
    ],
    ids=[
        "short",
        "gaps",
        "own marks",
        "form",
        "quotes",
        "long",
        "labels",
        "rules",
        "marks",
        "addresses",
        "one line",
    ],
)
def test_a_hostile_text_is_read_about_as_fast_as_any(text: str) -> None:
    begun = time.process_time()
    read_reply(text, "", [SENT])
    assert time.process_time() - begun < 2
