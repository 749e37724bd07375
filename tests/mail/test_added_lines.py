"""Issues 9 and 11: what a server, a list or a company adds around a person's words is not said."""

import json

import pytest

from core.ground.paths import ROOT
from core.reading.text import words
from mail.quoting.footers import is_phone_line
from mail.quoting.reply import read_reply

TUNE = ROOT / "tests" / "reading" / "understanding" / "tune"

WARNED = "ne cliquez pas sur les liens si vous ne connaissez pas l'expéditeur."
RULE = "-" * 40
STARS = "*" * 50
ABOVE = [
    f"ATTENTION : expéditeur externe. N{WARNED[1:]}",
    "[EXTERNE]",
    "[EXT]",
    "[Extérieur]",
    "[EXTERNAL EMAIL]",
    "CAUTION: This email originated from outside of the organization. Do not click links or\n"
    "open attachments unless you recognize the sender.",
    "LET OP: Deze e-mail komt van buiten de organisatie. Klik niet op links.",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender.",
    "This message is from an external sender.",
    "Vous n'obtenez pas souvent d'e-mail à partir de badges@example.org.",
    "You don't often get email from badges@example.org. Learn why this is important",
    "Some people who received this message don't often get email from badges@example.org. "
    "Learn why this is important<https://aka.example/learn>",
    "[Ce message provient d'une source externe. Soyez prudent avant de cliquer sur un lien ou "
    "d'ouvrir une pièce jointe.]",
    "*** MESSAGE EXTERNE *** Merci de rester vigilant face aux liens et aux pièces jointes ***",
    "/!\\ Ce courriel provient de l'extérieur du Ministère. Ne cliquez sur aucun lien si vous ne "
    "connaissez pas l'expéditeur /!\\",
    "CE COURRIEL PROVIENT DE L'EXTÉRIEUR DE LA COLLECTIVITÉ.\n"
    "N'OUVREZ PAS LES PIÈCES JOINTES SI L'EXPÉDITEUR VOUS EST INCONNU.",
    "Expéditeur externe : vérifiez l'adresse de l'expéditeur avant de répondre.",
    "⚠ Courriel externe – soyez vigilant(e) avec les liens et les pièces jointes",
    "Attention : ce mail n'émane pas de l'Université. En cas de doute, contactez le support.",
    "Mail externe / External mail : attention aux liens / be careful with links",
    "ATTENTION : Ce courriel provient de l'extérieur. Ne cliquez pas sur les liens.\n"
    "CAUTION: This email comes from outside. Do not click on links.",
    f"{RULE}\nMessage externe - soyez prudents\n{RULE}",
    f"{STARS}\nATTENTION: MAIL EXTERNE\nNe pas ouvrir de pièce jointe douteuse\n{STARS}",
    "EXTERNAL EMAIL: Please exercise caution when opening attachments or clicking links.",
    "[EXTERNAL SENDER - exercise caution]",
    "*** This email comes from an external source. Think before you click! ***",
    "**This is an external email. Report suspicious emails to IT.**",
    "WARNING: The sender of this email could not be validated and may not match the person in "
    'the "From" field.',
    "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\n"
    "This message came from outside your organization.\nReport Suspicious\nZjQcmQRYFpfptBannerEnd",
    "EXTERNE E-MAIL: Open geen bijlagen en klik niet op links als u de afzender niet kent.",
    "Let op! Deze mail is verzonden van buiten de stad Gent. Wees voorzichtig met links.",
    "[EXTERN BERICHT] Vertrouw je de afzender niet, klik dan nergens op.",
    "OPGEPAST : Externe afzender. Wees alert voor phishing.",
    "EXTERNE E-MAIL: Bitte keine Links anklicken, wenn Sie den Absender nicht kennen.",
    "[EXTERN] Diese E-Mail wurde von außerhalb unserer Organisation gesendet. Öffnen Sie keine "
    "Anhänge von unbekannten Absendern.",
    "Achtung: Externe Nachricht! Seien Sie vorsichtig beim Öffnen von Anhängen und Links.",
]
IN_HTML = [
    "<table><tr><td><b>EXTERNE</b></td><td>Cet e-mail provient de l'extérieur. Faites attention aux"
    " liens et aux pièces jointes.</td></tr></table>",
    '<div style="background:#FFEB9C"><b>CAUTION:</b> This email originated from outside of the '
    "organization. Do not click links unless you know the content is safe.</div><br>",
    '<p style="color:red"><span>[Expéditeur externe]</span></p>',
]
SECRET_FR = (
    'Ce message et toutes les pièces jointes (ci-après le "message") sont établis à\n'
    "l'intention exclusive de ses destinataires et sont confidentiels. Si vous le recevez par\n"
    "erreur, merci de le détruire et d'en avertir immédiatement l'expéditeur. Toute utilisation\n"
    "non conforme à sa destination, toute diffusion ou publication est interdite."
)
SECRET_EN = (
    'This message and any attachments (the "message") is intended solely for the addressees\n'
    "and is confidential. If you receive it in error, please delete it and immediately notify\n"
    "the sender. Any use not in accord with its purpose, any dissemination is prohibited."
)
BELOW = [
    "---\nVous recevez ce message car vous êtes abonné à la liste volontaires.\nSe désabonner",
    "_______________________________________________\nVolontaires mailing list\n"
    "https://lists.example.org",
    "--\nTo unsubscribe from this group, write to leave@lists.example.org",
    "Si vous ne souhaitez plus recevoir nos messages, cliquez ici : https://example.org/d/1\n"
    "Mentions légales",
    "Unsubscribe | Manage preferences",
    "Je ontvangt deze e-mail omdat je bent ingeschreven.\nUitschrijven",
    "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.\nHier abmelden: example.org/a",
    "N'imprimez ce message que si nécessaire.",
    "Adoptez l'éco-attitude. N'imprimez ce courriel que si c'est vraiment nécessaire.",
    "🌳 N'imprimer que si nécessaire / Print only if necessary",
    "Avant d'imprimer, pensons à la planète !",
    "Please do not print this email unless it is really necessary.",
    "Think green, keep it on the screen.",
    "Print deze e-mail alleen als het nodig is.",
    "Afdrukken? Denk eerst aan het milieu.",
    "Drucken Sie diese E-Mail nur aus, wenn es wirklich notwendig ist.",
    f"{SECRET_FR}\n\n{SECRET_EN}",
    f"{RULE}\n{SECRET_FR}\n{RULE}\n{SECRET_EN}",
    f"{STARS}\n{SECRET_EN}\n{STARS}\n{SECRET_FR}\n{STARS}",
    "AVIS DE CONFIDENTIALITÉ\nCe courriel est destiné à la seule personne à qui il est adressé. "
    "Toute divulgation est interdite.",
    "Disclaimer\n\nThe information contained in this communication is confidential. It is intended "
    "solely for use by the recipient. Any disclosure or copying is strictly prohibited.\n\n"
    "This email has been scanned for viruses and malware.",
    "De informatie in dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. "
    "Indien u dit bericht ten onrechte ontvangt, gelieve het te verwijderen.\n\n"
    "Les informations contenues dans ce message sont confidentielles et réservées au destinataire.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, "
    "informieren Sie bitte den Absender und vernichten Sie diese E-Mail.\n"
    "Das unerlaubte Kopieren sowie die unbefugte Weitergabe ist nicht gestattet.",
    "Les opinions exprimées dans ce mail n'engagent que leur auteur et ne sauraient engager la "
    "responsabilité de l'association.",
    "Conformément au RGPD, vous disposez d'un droit d'accès, de rectification et d'opposition aux "
    "données vous concernant.",
    "Envoyé depuis l'application Mail Orange",
    "Envoyé à partir de l’application Orange Mail pour Android",
    "Provenance : SFR Mail pour Android",
    "Envoyé via l'appli laposte.net",
    "\u2063Télécharger BlueMail pour Android \u200b",
    "Get BlueMail for Android",
    "Download BlueMail voor Android",
    "BlueMail für Android herunterladen",
    "Outlook für Android<https://aka.example/a> herunterladen",
    "Outlook voor iOS downloaden<https://aka.example/a>",
    "Envoyé de mon iPhone 13, désolé pour les fautes de frappe",
    "Sent from my iPhone. Please excuse my brevity.",
    "Verzonden vanaf mijn Galaxy",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.",
    "Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.",
    "(envoyé de mon tel)",
    "[image: Logo de l'association]",
    "[cid:image001.png@01DC.ABCD]",
    "[Une image contenant texte, logo\n\nDescription générée automatiquement]",
    "Diese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.\nwww.avast.com",
]
OWN = [
    "Attention, je travaille pour une association externe et le nom est faux.",
    "Je veux me désabonner",
    "oui\nSe désabonner",
    "Stop\n---\nje ne veux plus rien",
    "oui\n\n--\nle nom est faux",
    "oui\n--\nles dates ne sont pas bonnes",
    "ja\n--\nmaar de naam niet",
    "https://github.com/noor/webshop\nhttps://webshop.example.org",
    "Attention : le nom est faux",
    "Important : mon organisme est Les Passerelles",
    "Bonjour, mon association est externe à la mairie, merci",
    "Oui. Ce message est confidentiel, merci de ne pas le publier.",
    "Je reçois ce mail par erreur, ce n'est pas moi",
    "Bonjour,\n\nJ'ai reçu ce message par erreur, je ne suis pas le destinataire. Supprimez-moi.",
    "Hello,\n\nThis email was sent in error, please delete the address.",
    "Bonjour,\n\nConformément au RGPD, merci de supprimer toutes les données de Zoé.",
    "Bonjour,\n\ndésinscription de la liste svp",
    "Attention, le lien dans votre mail ne marche pas.\n\nSinon oui",
    "Attention, l'adresse mail externe est fausse.\n\nOui",
    "Organisme extérieur : Mairie de Lille\n\nOui",
    "Ma mission portait sur l'environnement : tri des déchets avant d'imprimer les affiches",
    "Oui\n\nMerci d'imprimer mon attestation si nécessaire",
    "oui\nsi nécessaire je peux vous envoyer mon attestation",
    "Je n'ouvre pas les pièces jointes d'un expéditeur externe, c'est quoi ce mail ?\n\nZoé",
    "Ik klik niet op links van onbekende afzenders\n\nZoé",
    "Ich habe diese E-Mail irrtümlich erhalten, bitte löschen Sie die Daten.\n\nZoé",
    "je l'ai envoyé depuis mon téléphone hier",
]


@pytest.mark.parametrize("banner", ABOVE)
def test_a_warning_above_the_words_is_left_out(banner: str) -> None:
    assert read_reply(f"{banner}\n\noui\n").text == "oui"


@pytest.mark.parametrize("banner", IN_HTML)
def test_a_warning_in_html_is_left_out(banner: str) -> None:
    assert read_reply("", f"<html><body>{banner}<p>oui</p></body></html>").text == "oui"


@pytest.mark.parametrize("footer", BELOW)
def test_a_footer_below_the_words_orders_nothing(footer: str) -> None:
    assert read_reply(f"Oui.\n\n{footer}\n").text == "Oui."


@pytest.mark.parametrize("said", OWN)
def test_a_persons_own_words_are_kept_though_they_sound_alike(said: str) -> None:
    assert read_reply(said).text == said


@pytest.mark.parametrize("added", [ABOVE[0], f"{ABOVE[0]}\n\n{SECRET_FR}", SECRET_EN])
def test_a_mail_of_nothing_else_says_nothing(added: str) -> None:
    """So that the subject counts, where the person wrote their answer there."""
    assert read_reply(added).text == ""


@pytest.mark.parametrize("answer", ["oui", "MESSAGE EXTERNE\n\noui", "oui\nZoé"])
def test_a_yes_right_below_a_short_warning_is_heard(answer: str) -> None:
    below = answer.removeprefix("MESSAGE EXTERNE\n\n")
    assert read_reply(f"MESSAGE EXTERNE\n{answer}").text == below


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_no_message_of_a_person_is_taken_for_an_added_line(language: str) -> None:
    """Whatever people write to us, as a mail of its own and as its last paragraph."""
    rows = (TUNE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    said = [json.loads(row)["text"] for row in rows]
    people = [text for text in said if words(text) and not is_phone_line(text.split("\n")[-1])]
    assert len(people) > 100
    assert [text for text in people if words(read_reply(text).text) != words(text)] == []
    below = [words(read_reply(f"c'est exact\n\n{text}").text)[3:] for text in people]
    assert [text for text, kept in zip(people, below, strict=True) if kept != words(text)] == []
