"""Any words in any style of quoting come back as they were written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mail.quoting.reply import read_reply
from tests.world.quoting_html import HTML_STYLES
from tests.world.quoting_text import BELOW, BETWEEN, SENT, TEXT_STYLES

# What a line may not be, for by then nobody can tell whose it is: a quote mark, `-- ` or a rule of
# the client, a phone's or a company's footer, a header block, an introduction that ends in a colon
# before our own words, a sentence or two lines of ours in a row.
YES_AND_NO = (
    "oui|Oui !|non|ok|OK.|Yes,|please|ja|nee|nein|👍|merci|2026|?|…|d'accord|passt|je valide"
)
SHORT = st.sampled_from(YES_AND_NO.split("|"))
DATED = st.sampled_from(
    [
        "du 1er septembre 2025 au 30 avril 2026",
        "J'ai terminé le 5 juin 2026 à 17h30.",
        "01/09/25 - 30/04/26",
        "van 1 september 2025 tot 30 april 2026",
        "from 1 Sept 2025 to 30 April 2026",
        "vom 1. September 2025 bis 30. April 2026",
        "Le 1er octobre j'ai écrit :",
        "On Monday I wrote: yes",
        "Op 3 mei schreef de coach dat het goed is",
        "Am Montag schrieb ich: ja",
    ]
)
TOLD = st.sampled_from(
    [
        "Mon adresse est awa.diallo@example.org",
        "Écrivez-moi à <awa@example.org>, merci",
        "https://github.com/noor/webshop",
        "Site : https://webshop.example.org/fr/?page=2&tri=date",
        "- Croix-Rouge de Lille",
        "• domaine : santé",
        "* Secours populaire",
        "1. Lille",
        "2) Lyon",
        "De : Lille",
        "À : Lyon",
        "Bonjour,",
        "Cordialement,",
        "Met vriendelijke groeten",
        "Organisme d'accueil : Croix-Rouge de Lille",
        "Domaine de la mission : Santé",
        "« Une fois confirmé » : que voulez-vous dire ?",
        "Tél. : 06 00 00 00 00",
        "Envoyé hier par courrier depuis la mairie",
        "J'ai répondu depuis mon téléphone, désolé",
        "a > b et c < d",
        "50 % & plus",
        "12 rue des Lilas, 59000 Lille",
    ]
)
LETTERS = "abcdefghéèçàôœABCÉÜß0123456789.,;!?'’«»\"()/& -"
RANDOM = st.text(alphabet=LETTERS, min_size=1, max_size=60).map(lambda line: " ".join(line.split()))
LINE = (SHORT | DATED | TOLD | RANDOM).filter(lambda line: line.strip(" -.'_") != "")
BLANKS = st.lists(st.just(""), max_size=1)


@st.composite
def answers(draw: st.DrawFn) -> str:
    """A few lines, some with a blank one between them."""
    lines = [draw(LINE)]
    for _ in range(draw(st.integers(0, 6))):
        lines += [*draw(BLANKS), draw(LINE)]
    return "\n".join(lines)


@given(new=answers(), style=st.sampled_from(sorted(TEXT_STYLES)))
@example("oui", "no mark at all")
def test_any_words_come_back_out_of_any_text_quote(new: str, style: str) -> None:
    assert read_reply(TEXT_STYLES[style](new), "", [SENT]).text == new


@given(new=answers(), style=st.sampled_from(sorted(HTML_STYLES)))
def test_any_words_come_back_out_of_any_html_quote(new: str, style: str) -> None:
    assert read_reply("", HTML_STYLES[style](new), [SENT]).text == new


@given(new=answers(), style=st.sampled_from(sorted(BELOW)))
def test_any_words_come_back_from_below_a_quote(new: str, style: str) -> None:
    assert read_reply(BELOW[style](new), "", [SENT]).text == new


@given(new=answers(), style=st.sampled_from(sorted(BETWEEN)))
def test_any_words_come_back_from_between_two_quotes(new: str, style: str) -> None:
    assert read_reply(BETWEEN[style](new), "", [SENT]).text == new


@given(top=answers(), low=answers(), style=st.sampled_from(sorted(BETWEEN)))
def test_words_above_and_between_come_back_in_their_order(top: str, low: str, style: str) -> None:
    mail = f"{top}\n\n{BETWEEN[style](low)}"
    assert read_reply(mail, "", [SENT]).text == f"{top}\n\n{low}"


# Without our mail, only marks can tell: these styles have none, or none that tells enough.
NEED_OUR_MAIL = {"no mark at all", "fairemail", "gmail es", "gmail it", "bars"}


@given(new=answers(), style=st.sampled_from(sorted(TEXT_STYLES.keys() - NEED_OUR_MAIL)))
def test_marks_are_enough_where_our_own_mail_is_not_known(new: str, style: str) -> None:
    found = read_reply(TEXT_STYLES[style](new)).text
    assert set(new.split("\n")) <= set(found.split("\n"))


@given(new=answers(), style=st.sampled_from(sorted(TEXT_STYLES)))
def test_the_explanation_is_the_same_reading(new: str, style: str) -> None:
    reply = read_reply(TEXT_STYLES[style](new), "", [SENT])
    kept = [shown.line.strip() for shown in reply.lines if shown.kept]
    assert kept == [line for line in reply.text.split("\n") if line]
    assert all(shown.why for shown in reply.lines if not shown.kept)


@pytest.mark.parametrize("style", sorted({**TEXT_STYLES, **BELOW}))
def test_a_quote_alone_says_nothing(style: str) -> None:
    assert read_reply({**TEXT_STYLES, **BELOW}[style](""), "", [SENT]).text == ""


@pytest.mark.parametrize("style", sorted(HTML_STYLES))
def test_a_quoted_page_alone_says_nothing(style: str) -> None:
    assert read_reply("", HTML_STYLES[style](""), [SENT]).text == ""
