"""Every style of quoting in text that we know of, as functions from new words to a whole mail.

`SENT` is a real letter of ours as its reader knew it, `PAGE` the body of its HTML.
"""

import re
from collections.abc import Callable
from html import unescape
from textwrap import wrap

from mail.letters.html import as_html
from mail.letters.letter_file import as_text, fill

Style = Callable[[str], str]

FROM = "badges+abcdefghijklmnopqrstuvwxyz@cocarde.test"
OURS = f"Service Civique <{FROM}>"
SUBJECT = "Votre badge « Volontaire en Service Civique » : quelques lignes à compléter"
SPLIT = "Dès que tout y est"  # where an interleaved answer stands
_LETTER = fill(
    "invitation-incomplete",
    "fr",
    {
        "name": "Awa Diallo",
        "sender": "Service Civique",
        "programme": "Service Civique",
        "badge": "Volontaire en Service Civique",
        "lines": "Organisme d'accueil :\nDomaine de la mission :",
        "known": "Prénom et nom : Awa Diallo\n"
        "Dates de la mission : du 6 octobre 2025 au 5 juin 2026",
        "page": "https://badges.example.org/claim/abcdefghijklmnopqrstuvwxyz",
        "fill": f"mailto:{FROM}?subject=Re%3A%20Votre%20badge&body=Organisme%20%3A",
    },
)
TEXT = as_text(_LETTER).strip()
SENT = f"Service Civique\n{as_text(_LETTER, everything=True)}"
_WHOLE_PAGE = as_html(_LETTER, "Service Civique", "fr")
PAGE = _WHOLE_PAGE.partition("<body")[2].partition(">")[2].partition("</body>")[0].strip()


def told_by_tags(page: str) -> str:
    """The page as the text part of a client that heeds tags and no styles."""
    shown = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', "\\2 \x01\\1\x02", page)
    shown = re.sub(r"</?(?:p|h2)\b[^>]*>", "\n\n", shown.replace("\n", " "))
    shown = re.sub(r"</?div\b[^>]*>|<br>", "\n", shown)
    plain = unescape(re.sub(r"<[^>]+>", "", shown)).replace("\x01", "<").replace("\x02", ">")
    lines = "\n".join(line.strip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


TOLD = told_by_tags(PAGE)


def marked(text: str, width: int = 70, sign: str = "> ") -> str:
    lines = [part for line in text.split("\n") for part in (wrap(line, width) or [""])]
    return "\n".join(f"{sign}{line}".rstrip() for line in lines)


def above(introduction: str, quote: str, footer: str = "") -> Style:
    """New words on top, then what the client writes."""
    foot = f"\n\n{footer}" if footer else ""
    return lambda new: f"{new}{foot}\n\n{introduction}\n\n{quote}\n"


def below(introduction: str, quote: str, footer: str = "") -> Style:
    return lambda new: f"{introduction}\n{quote}\n\n{new}\n{footer}"


def headed(labels: str, rule: str = "", quote: str = TEXT) -> Style:
    """A block of headers, then our mail without marks: the style of Outlook."""
    values = (OURS, "lundi 8 juin 2026 10:00", "Awa Diallo <awa@example.org>", SUBJECT)
    pairs = zip(labels.split("/"), values, strict=True)
    return above(rule + "\n".join(f"{label} {value}" for label, value in pairs), quote)


RULE = "_" * 32 + "\n"
GMAIL = f"Le lun. 8 juin 2026 à 10:00, {OURS} a\nécrit\u00a0:"
TEXT_STYLES: dict[str, Style] = {
    "gmail fr": above(GMAIL, marked(TOLD, 74)),
    "gmail en": above(
        f"On Mon, Jun 8, 2026 at 10:00 AM Service Civique <\n{FROM}> wrote:", marked(TOLD, 74)
    ),
    "gmail nl": above(f"Op ma 8 jun 2026 om 10:00 schreef {OURS}:", marked(TOLD, 74)),
    "gmail de": above(f"Am Mo., 8. Juni 2026 um 10:00\u00a0Uhr schrieb {OURS}:", marked(TOLD, 74)),
    "gmail es": above(f"El lun, 8 jun 2026 a las 10:00, {OURS}\nescribió:", marked(TOLD, 74)),
    "gmail it": above(
        f"Il giorno lun 8 giu 2026 alle ore 10:00 {OURS} ha scritto:", marked(TOLD, 74)
    ),
    "gmail forwards": above(
        f"---------- Forwarded message ---------\nDe : {OURS}\n"
        f"Date: lun. 8 juin 2026 à 10:00\nSubject: {SUBJECT}\nTo: <awa@example.org>",
        TOLD,
    ),
    "thunderbird fr": above(
        "Le 08/06/2026 à 10:00, Service Civique a écrit\u00a0:", marked(TEXT, 72)
    ),
    "thunderbird de": above("Am 08.06.26 um 10:00 schrieb Service Civique:", marked(TEXT, 72)),
    "thunderbird, its signature": above(
        "Le 08/06/2026 à 10:00, Service Civique a écrit :", marked(TEXT) + "\n-- \nAwa Diallo"
    ),
    "outlook fr": headed("De :/Envoyé :/À :/Objet :"),
    "outlook en": headed("From:/Sent:/To:/Subject:"),
    "outlook nl": headed("Van:/Verzonden:/Aan:/Onderwerp:"),
    "outlook de": headed("Von:/Gesendet:/An:/Betreff:"),
    "outlook es": headed("De:/Enviado:/Para:/Asunto:"),
    "outlook web": headed("De :/Envoyé :/À :/Objet :", RULE, TOLD),
    "outlook for mac": headed("De :/Date :/À :/Objet :"),
    "orange, new": headed("de :/envoyé :/à :/objet :", "", TOLD),
    "gmx": headed("Von:/Gesendet:/An:/Betreff:", "\n", TOLD),
    "notes": headed("De :\t/Date :\t/A :\t/Objet :\t"),
    "zimbra": headed("De: /Envoyé: /À: /Objet: ", "----- Mail original -----\n"),
    "em client": headed("De/Envoyé/À/Objet", "------ Message d'origine ------\n"),
    "sfr": headed("De :/Envoyé :/A :/Objet :", "=" * 52 + "\n", TOLD),
    "outlook for ios": above(
        f"{RULE}De : {OURS}\nEnvoyé : lundi 8 juin 2026 10:00\nÀ : Awa\nObjet : {SUBJECT}",
        TOLD,
        "Envoyé à partir de Outlook pour iOS<https://aka.ms/o0ukef>",
    ),
    "samsung": above(
        f"-------- Message d'origine --------\nDe : {OURS} \nDate : 08/06/2026  10:00",
        TEXT,
        "Envoyé depuis mon appareil Galaxy",
    ),
    "iphone": above(
        f"> Le 8 juin 2026 à 10:00, {OURS} a écrit\u00a0:\n> ",
        marked("\ufeff" + TEXT, 10_000),
        "Envoyé de mon iPhone",
    ),
    "open-xchange": above(
        f"> Le 08/06/2026 10:00 CEST, {OURS} a écrit :\n> \n>  ", marked(TEXT, 76)
    ),
    "orange, old": above(
        f"> Message du 08/06/26 10:00\n> De : {OURS}\n> A : awa@example.org\n"
        f"> Copie à : \n> Objet : {SUBJECT}\n> ",
        marked(TEXT, 10_000),
    ),
    "k-9": above(
        f"\nLe 8 juin 2026 10:00:00 GMT+02:00, {OURS} a écrit :",
        marked(TEXT, 70, ">")
        + "\n\n-- \nEnvoyé de mon appareil Android avec Courriel K-9 Mail. "
        + "Veuillez excuser ma brièveté.",
    ),
    "fairemail": above(f"8 juin 2026 10:00:00 {OURS}:", marked(TEXT, 10_000)),
    "tuta": above(
        f"8 juin 2026, 10:00 de {FROM}:",
        marked(TEXT, 10_000),
        "-- \nSécurisé par Tuta Mail : https://tuta.com/free-email",
    ),
    "yahoo": above(f"    Le lundi 8 juin 2026 à 10:00:00 UTC+2, {OURS} a écrit :  \n ", TOLD),
    "yahoo for android": lambda new: (
        f"{new}\n\nYahoo Mail : Simplifiez-vous le mail \n \n  Le lun., juin 8, 2026 à 10:00, "
        f"Service Civique<{FROM}> a écrit :   {' '.join(TOLD.split())}  \n"
    ),
    "proton": above(
        f"Le lundi 8 juin 2026 à 10:00, {OURS} a écrit :",
        marked(TEXT, 10_000),
        "Envoyé avec la messagerie sécurisée Proton Mail.",
    ),
    "proton for android": above(
        f"-------- Message d'origine --------\nLe 08/06/2026 10:00, {OURS} a écrit :",
        marked(TEXT, 10_000),
        "Envoyé depuis Proton Mail pour Android.",
    ),
    "zoho": above(f"---- Le lun., 08 juin 2026 10:00:00 +0200 {OURS} a écrit ----", TOLD),
    "claws": above(f"Le Mon, 8 Jun 2026 10:00:00 +0200,\n{OURS} a écrit :", marked(TEXT, 72)),
    "broken lines": above(
        "Le 08/06/2026 à 10:00, Service Civique a écrit :",
        "\n".join("\n".join(wrap(f"> {line}", 76)) for line in TEXT.split("\n")),
    ),
    "bars": above(GMAIL, marked(TEXT, 10_000, "| ")),
    "no introduction": above("", marked(TEXT)),
    "no mark at all": above("", TEXT),
    "reply above": above("##- Répondez au-dessus de cette ligne -##", TEXT),
    "no quote, a signature": lambda new: f"{new}\n\n-- \nAwa Diallo\n06 00 00 00 00",
    "avast": above(GMAIL, marked(TEXT, 74), "Garanti sans virus.www.avast.com"),
}
BELOW: dict[str, Style] = {
    "thunderbird": below("Le 08/06/2026 à 10:00, Service Civique a écrit :", marked(TEXT)),
    "thunderbird, its signature": below(
        "On 08/06/2026 10:00, Service Civique wrote:", marked(TEXT), "-- \nAwa"
    ),
    "mutt": below("On Mon, Jun 08, 2026 at 10:00:00AM +0200, Service Civique wrote:", marked(TEXT)),
    "gnus": below(f"{OURS} writes:\n", marked(TEXT)),
    "roundcube": below("Le 2026-06-08 10:00, Service Civique a écrit\u00a0:", marked(TEXT, 72)),
    "kmail": below("Op maandag 8 juni 2026 10:00:00 CEST schreef Service Civique:", marked(TEXT)),
    "outlook": below(f"De : S\nEnvoyé : lundi 10:00\nÀ : A\nObjet : {SUBJECT}\n", TEXT),
    "no mark at all": below("", TEXT),
}


def interleaved(introduction: str, sign: str = "> ") -> Style:
    """Words between two halves of the quote."""
    first, _, second = TEXT.partition(SPLIT)
    halves = marked(first.rstrip(), 72, sign), marked(SPLIT + second, 72, sign)
    return lambda new: f"{introduction}\n{halves[0]}\n\n{new}\n\n{halves[1]}\n"


BETWEEN: dict[str, Style] = {
    "thunderbird": interleaved("Le 08/06/2026 à 10:00, Service Civique a écrit :"),
    "gmail": interleaved(f"{GMAIL}\n"),
    "k-9": interleaved(f"Op 8 juni 2026 10:00:00 CEST schreef {OURS}:", ">"),
}
