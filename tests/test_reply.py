"""What the person newly wrote, in every style of quoting; the mails of `tests/inbox/` say more."""

import time
from collections.abc import Callable
from html import escape
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.footers import without_footers
from mail.reply import newly_written

SENT = """Bonjour Awa Diallo,

Votre mission est terminée, bravo ! Elle vous ouvre droit au badge « Volontaire ».

  Prénom et nom : Awa Diallo
  Dates de la mission :
  Organisme d'accueil :

Répondez simplement « oui » à ce message, ou touchez le bouton. Votre badge arrivera ensuite.

Une fois confirmé, le badge ne pourra plus être modifié."""
FROM = "badges+abcdefghijklmnopqrstuvwxyz@cocarde.test"


def marked(text: str, width: int = 70) -> str:
    lines = [part for line in text.split("\n") for part in (wrap(line, width) or [""])]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def headed(labels: str) -> Callable[[str], str]:
    values = ("Service Civique", "lundi 8 juin 2026 10:00", "Awa", "Votre badge")
    pairs = zip(labels.split("/"), values, strict=True)
    block = "\n".join(f"{label} : {value}" for label, value in pairs)
    return lambda new: f"{new}\n\n{block}\n\n{SENT}"


TEXT_STYLES: dict[str, Callable[[str], str]] = {
    "gmail fr": lambda new: (
        f"{new}\n\nLe lun. 8 juin 2026 à 10:00, Service Civique <{FROM}> a\nécrit :\n\n"
        + marked(SENT)
    ),
    "gmail en": lambda new: (
        f"{new}\n\nOn Mon, Jun 8, 2026 at 10:00 AM Service Civique <\n{FROM}> wrote:\n\n"
        + marked(SENT)
    ),
    "gmail nl": lambda new: (
        f"{new}\n\nOp ma 8 jun 2026 om 10:00 schreef Service Civique <{FROM}>:\n\n{marked(SENT)}"
    ),
    "thunderbird de": lambda new: (
        f"{new}\n\nAm 08.06.2026 um 10:00 schrieb Service Civique:\n{marked(SENT)}"
    ),
    "thunderbird, below": lambda new: (
        f"Le 08/06/2026 à 10:00, Service Civique a écrit :\n{marked(SENT)}\n\n{new}"
    ),
    "broken lines": lambda new: (
        f"{new}\n\nLe 08/06/2026 à 10:00, Service Civique a écrit :\n"
        + "\n".join("\n".join(wrap(f"> {line}", 76)) for line in SENT.split("\n"))
    ),
    "outlook fr": headed("De/Envoyé/À/Objet"),
    "outlook en": headed("From/Sent/To/Subject"),
    "outlook nl": headed("Van/Verzonden/Aan/Onderwerp"),
    "outlook de": headed("Von/Gesendet/An/Betreff"),
    "samsung": lambda new: (
        f"{new}\n\nEnvoyé depuis mon appareil Galaxy\n\n-------- Message d'origine --------\n{SENT}"
    ),
    "iphone": lambda new: (
        f"{new}\n\nEnvoyé de mon iPhone\n\n> Le 8 juin 2026 à 10:00, Service Civique <{FROM}> "
        f"a écrit :\n> \n{marked(SENT)}"
    ),
    "no mark at all": lambda new: f"{new}\n\n{SENT}",
    "a signature": lambda new: f"{new}\n\n-- \nAwa Diallo\n06 00 00 00 00",
}


def html(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


HTML_STYLES: dict[str, Callable[[str], str]] = {
    "gmail": lambda new: (
        f'<div dir="ltr">{html(new)}</div><br><div class="gmail_quote"><div class="gmail_attr">'
        f'Le 8 juin a écrit :</div><blockquote class="gmail_quote">{html(SENT)}</blockquote></div>'
    ),
    "outlook": lambda new: (
        f'{html(new)}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> S</div>'
        f"{html(SENT)}"
    ),
    "thunderbird, below": lambda new: (
        f'<div class="moz-cite-prefix">Le 08/06/2026, S a écrit :<br></div>'
        f'<blockquote type="cite">{html(SENT)}</blockquote>{html(new)}'
    ),
    "yahoo": lambda new: (
        f'{html(new)}<div id="yahoo_quoted_1" class="yahoo_quoted">{html("Lundi : " + SENT)}</div>'
    ),
    "proton": lambda new: (
        f'{html(new)}<div class="protonmail_signature_block">Proton</div>'
        f'<div class="protonmail_quote">'
        f"Le lundi 8 juin 2026 à 10:00, S a écrit :<br><blockquote>{html(SENT)}</blockquote></div>"
    ),
    "zimbra": lambda new: (
        f'{html(new)}<hr id="zwchr" data-marker="__DIVIDER__"><blockquote>{html(SENT)}</blockquote>'
    ),
}

# letters of the languages, and marks that people write; no line that is itself a quote
WORDS = st.text(alphabet="abcdefgéèçàôœABCÉ0123456789.,;!?'’()/ -", min_size=1, max_size=40)
LINES = st.lists(WORDS.filter(lambda line: line.strip(" -.'") != ""), min_size=1, max_size=4)
ANSWERS = LINES.map(lambda lines: "\n".join(" ".join(line.split()) for line in lines))


@pytest.mark.parametrize("style", TEXT_STYLES)
@pytest.mark.parametrize(
    "new",
    [
        "oui",
        "Non, la date est fausse.",
        "Dates de la mission : du 6 octobre 2025 au 5 juin 2026\nOrganisme d'accueil : Emmaüs",
        "Bonjour,\n\nJ'ai terminé le 5 juin.\n\nMerci,\nAwa",
    ],
)
def test_a_text_answer_comes_back_out_of_its_quote(style: str, new: str) -> None:
    assert newly_written(TEXT_STYLES[style](new), "", [SENT]) == new


@given(new=ANSWERS, style=st.sampled_from(sorted(TEXT_STYLES)))
def test_any_words_come_back_out_of_any_text_quote(new: str, style: str) -> None:
    assert newly_written(TEXT_STYLES[style](new), "", [SENT]) == new.strip()


@given(new=ANSWERS, style=st.sampled_from(sorted(HTML_STYLES)))
def test_any_words_come_back_out_of_any_html_quote(new: str, style: str) -> None:
    assert newly_written("", HTML_STYLES[style](new), [SENT]) == new.strip()


@pytest.mark.parametrize("style", ["gmail fr", "outlook fr", "iphone", "thunderbird, below"])
def test_marks_are_enough_where_our_own_mail_is_not_known(style: str) -> None:
    assert newly_written(TEXT_STYLES[style]("oui")) == "oui"


def test_answers_between_the_quoted_lines_are_kept() -> None:
    text = (
        "> Tout est-il exact ?\noui\n> Une fois confirmé, le badge ne pourra plus être modifié.\nok"
    )
    assert newly_written(text, "", [SENT]) == "oui\nok"


def test_a_form_filled_in_inside_the_quote_is_an_answer() -> None:
    filled = SENT.replace("accueil :", "accueil : Emmaüs").replace("mission :", "mission : 2025")
    text = f"Le 08/06/2026 à 10:00, Service Civique a écrit :\n{marked(filled)}"
    found = newly_written(text, "", [SENT])
    assert found == "Dates de la mission : 2025\nOrganisme d'accueil : Emmaüs"


def test_words_below_an_unmarked_quote_are_not_lost() -> None:
    text = f"De : S\nEnvoyé : lundi 10:00\nÀ : A\nObjet : B\n\n{SENT}\n\nOui, c'est bon pour moi."
    assert newly_written(text, "", [SENT]) == "Oui, c'est bon pour moi."


def test_only_a_quote_says_nothing() -> None:
    text = f"Le 08/06/2026 à 10:00, Service Civique a écrit :\n{marked(SENT)}"
    assert newly_written(text, "", [SENT]) == ""


def test_a_yes_that_we_only_asked_for_is_not_a_yes() -> None:
    """A client that breaks our line just before « oui » must not make it look like an answer."""
    broken = "> Répondez simplement\n« oui » à ce message, ou touchez le bouton."
    assert newly_written(f"Le 08/06/2026 à 10:00, S a écrit :\n{broken}", "", [SENT]) == ""


def test_a_link_keeps_its_address() -> None:
    page = (
        '<div class="gmail_default">Mon site est <a href="https://awa.example.org/">ici</a></div>'
    )
    assert newly_written("", page) == "Mon site est ici <https://awa.example.org/>"


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
    assert without_footers(["oui", "", line]) == ["oui"]


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
    assert without_footers(["oui", line]) == ["oui", line]


def test_a_phone_line_above_other_words_is_words() -> None:
    assert without_footers(["Envoyé de mon iPhone", "oui"]) == ["Envoyé de mon iPhone", "oui"]


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
    begun = time.perf_counter()
    newly_written("", page, [SENT])
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        "op a schreef b:\n" * 3000,
        ("op " + "schreef " * 37 + ":\n") * 3000,
        "de : a\n" * 3000,
        "-----\n" * 3000,
        ">" * 100_000,
        "a" * 100_000 + "@" * 1000 + ":",
        "le " + "a ecrit " * 5000 + ":",
    ],
    ids=["short", "long", "labels", "rules", "marks", "addresses", "one line"],
)
def test_a_hostile_text_is_read_about_as_fast_as_any(text: str) -> None:
    begun = time.perf_counter()
    newly_written(text, "", [SENT])
    assert time.perf_counter() - begun < 2
