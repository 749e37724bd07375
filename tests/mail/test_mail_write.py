"""From an outbox row to a mail: its envelope, its headers, its parts, for ever the same."""

from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.badges.verify.verify import verify
from core.claims.sending import BOT_NAME
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.paths import TEMPLATES
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.settings import Settings
from core.ground.tables import Bookmark, Outbox
from core.issuing import stored_badges
from core.issuing.stored_badges import register
from core.people import people
from core.programmes.answers.form_lines import read_lines
from core.programmes.catalogue import catalogue
from core.programmes.form import Question
from mail.letters.letter_file import as_text, fill
from mail.letters.values import LONGEST_MAILTO, mailto
from mail.quoting.reply import read_reply
from tests.world.letters import Letters, mail_of, parsed, plain
from tests.world.world import MAILBOX, Stage


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


def put(stage: Stage, message: Message, place: str = "awa@example.org") -> Outbox:
    with stage.world.turn() as turn:
        outbox.put(turn, To(people.MAIL, place), MessageKind.AGAIN, place, message)
    return outbox.take(stage.world, "mail")[0]


def links(mail: EmailMessage) -> list[str]:
    part = mail.get_body(("html",))
    assert part is not None
    page = str(part.get_content())
    return [piece.partition('"')[0].replace("&amp;", "&") for piece in page.split('href="')[1:]]


def test_the_same_row_is_the_same_mail_for_ever(letters: Letters) -> None:
    letters.stage.mission("becode", reference="x", mail="awa@example.org")
    row = put(letters.stage, Message("Bonjour.", "fr", token="a" * 26))
    first = mail_of(letters.stage.world, row)
    letters.stage.clock.pass_(days=3)
    assert mail_of(letters.stage.world, row) == first
    assert first.message_id in first.raw.decode()


def test_an_invitation_can_be_answered_stopped_and_bounced(letters: Letters) -> None:
    mail = letters.invited()
    token = parseaddr(mail["Reply-To"])[1].partition("+")[2].partition("@")[0]
    assert len(token) == 26
    assert parseaddr(mail["From"]) == ("Service Civique", MAILBOX)
    assert mail["To"] == "awa@example.org"
    assert mail["Message-ID"].startswith(f"<{token}.")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert f"<https://badges.example.org/stop/{token}>" in mail["List-Unsubscribe"]
    assert f"mailto:badges+{token}@cocarde.test?subject=STOP" in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["In-Reply-To"] is None


def test_the_envelope_sender_tells_the_row(letters: Letters) -> None:
    row = put(letters.stage, Message("Bonjour.", "fr"))
    sender = mail_of(letters.stage.world, row).sender
    assert sender.startswith("badges+b-")
    assert len(sender.partition("@")[0]) <= 64


def test_the_text_comes_first_and_the_page_says_the_same(letters: Letters) -> None:
    mail = letters.invited()
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    for words in ("Prénom et nom : Awa Diallo", "du 15 mars 2026 au 15 novembre 2026", "« oui »"):
        assert words in plain(mail)
    assert max(map(len, mail.as_bytes().splitlines())) < 998


def test_one_touch_writes_the_whole_answer(letters: Letters) -> None:
    mail = letters.invited(organisation="", domain="")
    written = next(link for link in links(mail) if link.startswith("mailto:"))
    assert "+" not in written
    assert unquote(urlsplit(written).path) == parseaddr(mail["Reply-To"])[1]
    body = parse_qs(urlsplit(written).query)["body"][0]
    assert body == "Organisme d'accueil : \r\nDomaine de la mission : "


def test_a_yes_is_one_touch(letters: Letters) -> None:
    written = next(link for link in links(letters.invited()) if link.startswith("mailto:"))
    assert written.endswith("&body=Oui")
    assert "%C2%AB%20Volontaire" in written


def test_an_answer_too_long_for_a_link_is_left_to_be_written() -> None:
    whole = mailto("badges@cocarde.test", "Votre badge", "é" * LONGEST_MAILTO)
    assert whole == "mailto:badges@cocarde.test?subject=Re%3A%20Votre%20badge"


def test_the_link_and_the_chat_are_offered(letters: Letters) -> None:
    with letters.stage.world.turn() as turn:
        turn.db.add(Bookmark(name=BOT_NAME, value="cocarde_bot"))
    mail = letters.invited()
    token = parseaddr(mail["Reply-To"])[1].partition("+")[2].partition("@")[0]
    assert f"https://badges.example.org/claim/{token}" in plain(mail)
    assert f"https://t.me/cocarde_bot?start={token}" in plain(mail)
    assert f"https://t.me/cocarde_bot?start={token}" in links(mail)


def test_an_answer_stands_in_the_thread_it_answers(letters: Letters) -> None:
    invitation = letters.invited(domain="")
    letters.answer(invitation, "Bonjour")
    answer = letters.sent()[0]
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["In-Reply-To"] == "<answer-1@example.org>"
    assert answer["References"].split() == [invitation["Message-ID"], "<answer-1@example.org>"]


def test_a_receipt_for_a_stranger_has_no_envelope_sender(letters: Letters) -> None:
    invitation = letters.invited()
    letters.answer(
        invitation, "Bonjour ?", From="nora@example.org", To=MAILBOX, In_Reply_To="", References=""
    )
    row = outbox.take(letters.stage.world, "mail")[0]
    written = mail_of(letters.stage.world, row)
    assert (written.sender, written.to) == ("", "nora@example.org")
    assert parsed(written.raw)["Subject"] == "Les badges que vous pouvez demander ici"


def test_the_badge_comes_in_a_second_mail_byte_for_byte(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "Oui")
    confirmed, badge = letters.sent()
    assert confirmed["Subject"].startswith("C'est confirmé")
    assert not list(confirmed.iter_attachments())
    name, png = stored_badges.picture(letters.stage.world, done.badges[0])
    (file,) = badge.iter_attachments()
    assert file.get_filename() == name == "service-civique-volontaire-en-service-civique.png"
    assert file.get_content() == png
    assert badge["Auto-Submitted"] == "auto-generated"
    assert "/b/" in plain(badge)


def test_the_badge_is_also_seen_in_the_mail(letters: Letters) -> None:
    letters.answer(letters.invited(), "Oui")
    badge = letters.sent()[1]
    inline = [part for part in badge.walk() if part["Content-ID"] == "<badge>"]
    assert inline[0].get_content().startswith(b"\x89PNG")
    assert inline[0].get_content_disposition() == "inline"
    page = badge.get_body(("html",))
    assert page is not None
    assert 'src="cid:badge"' in page.get_content()


def test_a_name_beyond_ascii_travels_encoded(letters: Letters) -> None:
    row = put(letters.stage, Message("Bonjour.", "fr", letter="code", values={"code": "é\r\nX: y"}))
    mail = parsed(mail_of(letters.stage.world, row).raw)
    assert mail["Subject"] == "Votre code : é X: y"
    assert mail["X"] is None


def test_an_address_beyond_ascii_is_written_as_it_is(letters: Letters) -> None:
    row = put(letters.stage, Message("Bonjour.", "fr"), "zoé@example.org")
    assert "To: zoé@example.org" in mail_of(letters.stage.world, row).raw.decode()


def test_a_choice_of_buttons_becomes_a_list_to_answer_with(letters: Letters) -> None:
    buttons = ((Button("Python avancé", "badge:becode:python-avance"),), (Button("Non", "menu"),))
    row = put(letters.stage, Message("Quel badge ?", "fr", buttons))
    mail = parsed(mail_of(letters.stage.world, row).raw)
    assert "Quel badge ?\n\n- Python avancé\n" in plain(mail)
    assert "Non" not in plain(mail)


def test_without_an_address_of_our_own_the_operator_is_told(letters: Letters) -> None:
    world = letters.stage.world
    row = put(letters.stage, Message("Bonjour.", "fr"))
    bare = replace(world, settings=Settings())
    with pytest.raises(Trouble) as error:
        mail_of(bare, row)
    assert "COCARDE_MAIL_ADDRESS" in str(error.value)


def test_the_file_of_the_mail_is_a_true_badge(letters: Letters) -> None:
    letters.answer(letters.invited(), "Oui")
    (file,) = letters.sent()[1].iter_attachments()
    with letters.stage.world.glance() as turn:
        found = verify(
            file.get_content(), recipient="awa@example.org", register=register(turn), now=turn.at
        )
    assert (found.valid, found.reason) == (True, "valid")


PROGRAMMES = catalogue(TEMPLATES / "programmes").programmes.values()
FORMS = [
    (form.question, language)
    for programme in PROGRAMMES
    for form in programme.form.values()
    for language in programme.languages
]
VALUE = st.text(alphabet="abcdeféèçABC 0123456789'’()-/.", min_size=1, max_size=40)


@given(form=st.sampled_from(FORMS), data=st.data())
def test_the_form_that_we_print_is_read_back_from_the_answer(
    form: tuple[list[Question], str], data: st.DataObject
) -> None:
    """The lines of a letter, filled in by its reader inside the quote: each is its answer."""
    questions, language = form
    told = {each.name: data.draw(VALUE.map(neat).filter(says_something)) for each in questions}
    lines = "\n".join(f"{each.label_in(language)} : {told[each.name]}" for each in questions)
    empty = "\n".join(f"{each.label_in(language)} : " for each in questions)
    ours = as_text(fill("questions", language, {"badge": "B", "lines": empty, "hints": "x"}))
    quoted = "\n".join(f"> {line}" for line in ours.replace(indented(empty), lines).splitlines())
    found = read_lines(questions, read_reply(quoted, "", [ours]).text).told
    assert found == told


def says_something(text: str) -> bool:
    return any(map(str.isalpha, text))


def neat(text: str) -> str:
    return " ".join(text.split())


def indented(lines: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in lines.split("\n"))
