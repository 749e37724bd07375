"""Issue 9, line 11: what a server, a list or a company adds around a person's words is not said."""

import pytest

from mail.quoting.reply import read_reply

WARNED = "ne cliquez pas sur les liens si vous ne connaissez pas l'expéditeur."
ABOVE = [
    f"ATTENTION : expéditeur externe. N{WARNED[1:]}",
    "[EXTERNE]",
    "[EXTERNAL EMAIL]",
    "CAUTION: This email originated from outside of the organization. Do not click links or\n"
    "open attachments unless you recognize the sender.",
    "LET OP: Deze e-mail komt van buiten de organisatie. Klik niet op links.",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender.",
    "This message is from an external sender.",
    "Vous n'obtenez pas souvent d'e-mail à partir de badges@example.org.",
    "You don't often get email from badges@example.org. Learn why this is important",
]
BELOW = [
    "---\nVous recevez ce message car vous êtes abonné à la liste volontaires.\nSe désabonner",
    "_______________________________________________\nVolontaires mailing list\n"
    "https://lists.example.org",
    "N'imprimez ce message que si nécessaire.",
    "Please do not print this email unless it is really necessary.",
    "Print deze e-mail alleen als het nodig is.",
    "--\nTo unsubscribe from this group, write to leave@lists.example.org",
]
OWN = [
    "Attention, je travaille pour une association externe et le nom est faux.",
    "Je veux me désabonner",
    "oui\nSe désabonner",
    "Stop\n---\nje ne veux plus rien",
    "https://github.com/noor/webshop\nhttps://webshop.example.org",
    "Attention : le nom est faux",
    "Important : mon organisme est Les Passerelles",
]


@pytest.mark.parametrize("banner", ABOVE)
def test_a_warning_above_the_words_is_left_out(banner: str) -> None:
    assert read_reply(f"{banner}\n\noui\n").text == "oui"


@pytest.mark.parametrize("footer", BELOW)
def test_a_footer_below_the_words_orders_nothing(footer: str) -> None:
    assert read_reply(f"Oui.\n\n{footer}\n").text == "Oui."


@pytest.mark.parametrize("said", OWN)
def test_a_persons_own_words_are_kept_though_they_sound_alike(said: str) -> None:
    assert read_reply(said).text == said


@pytest.mark.parametrize("banner", ABOVE)
def test_nothing_but_a_warning_is_kept_to_be_asked_about(banner: str) -> None:
    """When unsure, no word is lost."""
    assert read_reply(banner).text == banner


@pytest.mark.parametrize(
    "stub",
    [
        "Ce message est au format HTML. Votre logiciel de messagerie ne peut pas l'afficher.",
        "This is an HTML message. Your mail client cannot display it.",
        "Dit bericht is in HTML opgemaakt.",
    ],
)
def test_a_text_part_that_points_to_the_html_hides_nothing(stub: str) -> None:
    assert read_reply(stub, "<html><body><p>oui</p></body></html>").text == "oui"
