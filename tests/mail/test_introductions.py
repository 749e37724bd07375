"""Who wrote what follows, as clients say it: no word of our mail leaks, none below is lost."""

from itertools import product

import pytest

from mail.quoting.reply import read_reply

OURS = "Bonjour Awa,\n\nQuels ont été les jours de ta mission ?\nRéponds à ce message."
WHO = "Service Civique"
US = "badges+abcdefghijklmnopqrstuvwxyz@cocarde.test"

INTRODUCTIONS = {
    "free": f"- Le 2026-06-08 10:04, {WHO} a écrit :",
    "zimbra": f"----- Le 8 Juin 26, à 10:04, {WHO} {US} a écrit :",
    "star": f"* Le 08/06/2026 10:04, {WHO} a écrit :",
    "roundcube-en": f"- On 2026-06-08 10:04, {WHO} wrote:",
    "roundcube-nl": f"- Op 2026-06-08 10:04 schreef {WHO}:",
    "roundcube-de": f"- Am 2026-06-08 10:04, schrieb {WHO}:",
    "gmail-zone": f"2026-06-08 10:04 GMT+02:00 {WHO} <{US}>:",
    "gmail-zone-broken": f"2026-06-08 10:04 GMT+02:00 {WHO} <\n{US}>:",
    "gmail-zone-end": f"2026-06-08 10:04 GMT+02:00 {WHO} <{US}\n>:",
    "gmail-fr": f"Le lun. 8 juin 2026 à 10:04, {WHO} <\n{US}> a écrit :",
    "gmail-fr-mailto": f"Le lun. 8 juin 2026 à 10:04, <{US}\n<mailto:{US}>> a écrit :",
    "gmail-fr-last": f"Le lun. 8 juin 2026 à 10:04, {WHO} <{US}> a\nécrit :",
    "gmail-en-end": f'On Jun 8, 2026 10:04 AM, "{WHO}" <{US}\n> wrote:',
    "gmail-nl": f"Op ma 8 jun. 2026 om 10:04 schreef {WHO} <\n{US}>:",
    "gmail-nl-end": f'Op 8 jun. 2026 10:04 schreef "{WHO}" <{US}\n>:',
    "outlook-de": f'Am 08.06.2026 10:04 schrieb "{WHO}" <{US}\n>:',
    "outlook-de-two": f"Am 08.06.2026 um 10:04 schrieb\n{WHO}\n<{US}\n<mailto:{US}>>:",
    "gmail-de": f"{WHO} <{US}> schrieb am Mo., 8. Juni 2026, 10:04:",
    "address-above": f"<mailto:{US}>\nLe 8 juin 2026 à 10:04, {WHO} a écrit :",
    "address-first": f"<{US}>, 8 Haz 2026 Pzt 10:04 tarihinde şunu\nyazdı:",
    "zoho": f"Le lun., 08 juin 2026 10:04:00 +0200 {WHO} <{US}> a écrit",
    "zoho-en": f"On Mon, 08 Jun 2026 10:04:00 +0200 {WHO} <{US}> wrote",
    "to-oneself": "Le 08/06/2026 à 10:04, vous avez écrit :",
    "gmx-name-first": f"{WHO} hat am 08.06.2026 10:04 geschrieben:",
    "gmail-nl-day": f"Op maandag 8 juni 2026 schreef {WHO} <\n{US}>:",
    "gmail-it": f"Il giorno lun 8 giu 2026 alle ore 10:04 {WHO} <\n{US}> ha scritto:",
    "gmail-pl": f"pon., 8 cze 2026 o 10:04 {WHO} <{US}>\nnapisał(a):",
    "gmail-pt": f"{WHO} <{US}> escreveu (segunda, 8/06/2026\nà(s) 10:04):",
    "gmail-tr": f"{WHO} <{US}>, 8 Haz 2026 Pzt,\n10:04 tarihinde şunu yazdı:",
    "gmail-zh": f"{WHO} <{US}> 于2026年6月8日周一 10:04写道：",
    "gmail-ar": f"في الاثنين، 8 يونيو 2026 في 10:04 ص {WHO}\n<{US}>:",
    "header": f"----- Mail d'origine -----\nDe: {WHO} <{US}>\nÀ: awa@example.org\n"
    "Envoyé: Lundi 8 Juin 2026 10:04:00\nObjet: Ton badge",
}
MARKS = {"quoted": "> ", "tight": ">"}
OLDER_MARKS = {"bar": "| ", "initials": "SC> "}
WORDS = [("Du 3 mars au 4 octobre", ""), ("", "Oui, merci"), ("Oui", "À bientôt\nAwa")]


def answer(above: str, introduced: str, mark: str, below: str) -> str:
    quoted = "\n".join(f"{mark}{line}".rstrip() for line in OURS.split("\n"))
    return "\n\n".join(filter(None, (above, introduced, quoted, below)))


CASES = [
    *product(INTRODUCTIONS, MARKS),
    *product([name for name in INTRODUCTIONS if name != "header"], OLDER_MARKS),
]


@pytest.mark.parametrize(("name", "mark"), CASES)
def test_our_words_do_not_leak_and_theirs_below_are_kept(name: str, mark: str) -> None:
    """Whether or not we still hold the mail that is answered."""
    sign = (MARKS | OLDER_MARKS)[mark]
    for (above, below), sent in product(WORDS, ([], [OURS])):
        text = answer(above, INTRODUCTIONS[name], sign, below)
        assert read_reply(text, "", sent).text == "\n\n".join(filter(None, (above, below)))


@pytest.mark.parametrize("name", INTRODUCTIONS)
def test_our_mail_without_any_mark_does_not_leak(name: str) -> None:
    text = answer("Oui", INTRODUCTIONS[name], "", "")
    assert read_reply(text, "", [OURS]).text == "Oui"


def test_answers_between_the_lines_of_a_barred_quote_are_kept() -> None:
    barred = [f"| {line}" for line in OURS.split("\n")]
    text = "\n".join(["- On 2026-06-08 10:04, us wrote:", *barred[:3], "Du 3 au 5", barred[3]])
    assert read_reply(text, "", [OURS]).text == "Du 3 au 5"


@pytest.mark.parametrize(
    "own",
    [
        "Voici :\n| Nom | Awa Diallo |\n| Ville | Lille |",
        "OK> oui\nc'est bon",
        "- Le 3 mars 2026, ma tutrice a écrit :\nbravo",
        "- Le matin : accueil\n- Le soir : écriture",
        "Mon adresse :\nawa@example.org\nMerci",
        "Mon nom est <Awa\nDiallo>:\nmerci",
        "* Le lundi à 10:30 : atelier\n* Le mardi à 14:00 : visite",
    ],
)
def test_a_persons_own_bars_and_dashes_are_their_words(own: str) -> None:
    assert read_reply(own, "", [OURS]).text == own
