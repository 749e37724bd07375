"""Issue 11, line 9: in whatever form a program sends a person's words, these words are read."""

from base64 import encodebytes
from email.header import Header

import pytest

from mail.parsing.bodies import body
from mail.parsing.limits import parse
from mail.quoting.reply import read_reply
from mail.read import said_in_subject
from mail.screening.automatic import why_automatic
from mail.screening.bounces import read_bounce

BASE = "badges@cocarde.test"
HEAD = "From: Zoé <zoe@example.org>\nTo: badges+abcdefghijklmnopqrstuvwxyz@cocarde.test\n"
PLAIN = "Content-Type: text/plain; charset=utf-8"
PAGE = "Content-Type: text/html; charset=utf-8"
REPORT = (
    "Content-Type: multipart/report; report-type=delivery-status; boundary=R\n\n--R\n"
    "Content-Type: text/plain\n\n550 5.1.1 user unknown\n--R\n"
    "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; zoe@example.org\n"
    "Action: failed\nStatus: 5.1.1\n--R--"
)


def new_words(raw: bytes) -> str:
    """What a person's mail says; a machine's or a returned one would not get so far."""
    message = parse(raw)
    assert read_bounce(message, BASE) is None
    assert why_automatic(message, BASE, answered=True) == ""
    found = body(message)
    text = read_reply(found.text, found.html).text
    return text or said_in_subject(message, alone=not found.files)


def mail(content: bytes, *headers: str, subject: str = "Re: Votre badge") -> bytes:
    named = Header(subject, "utf-8").encode() if not subject.isascii() else subject
    head = f"{HEAD}Subject: {named}\nMIME-Version: 1.0\n" + "".join(f"{each}\n" for each in headers)
    return head.encode() + b"\n" + content


def in_parts(kind: str, *parts: tuple[str, str]) -> bytes:
    told = "".join(f"--B\n{headers}\n\n{content}\n" for headers, content in parts)
    return mail(f"{told}--B--\n".encode(), f"Content-Type: multipart/{kind}; boundary=B")


@pytest.mark.parametrize(
    ("declared", "written", "said"),
    [
        ("", "cp1252", "Oui, c’est très bien"),
        ("us-ascii", "cp1252", "Oui, c’est très bien"),
        ("iso-8859-1", "cp1252", "Oui, l’année"),
        ("utf-8", "cp1252", "Oui, l’année"),
        ("ansi", "cp1252", "Hélène"),
        ("ISO-8859-1", "utf-8", "Zoë Lecœur à Orléans"),
        ("ISO-8859-15", "utf-8", "Zoë Lecœur à Orléans"),
        ("ISO-8859-15", "iso-8859-15", "Lecœur"),
        ("macintosh", "mac-roman", "Hélène Lecœur"),
        ("x-mac-roman", "mac-roman", "Hélène Lecœur"),
        ("ISO-8859-13", "iso-8859-13", "Žaneta Šerpytė"),
        ("ISO-8859-16", "iso-8859-16", "Ștefan"),
        ("utf-16", "utf-16", "Oui, Hélène"),
        ("unicode-1-1-utf-7", "ascii", "Oui"),
    ],
)
def test_a_charset_that_is_missing_or_wrong_loses_no_letter(
    declared: str, written: str, said: str
) -> None:
    named = f"; charset={declared}" if declared else ""
    assert new_words(mail(said.encode(written), f"Content-Type: text/plain{named}")) == said


@pytest.mark.parametrize(
    ("content", "parameters", "said"),
    [
        ("Maison des \nJeunes\n\nOui", "", "Maison des Jeunes\n\nOui"),
        ("https://example.org/ \nnoor", "; delsp=yes", "https://example.org/noor"),
        ("Oui\n-- \nZoé", "", "Oui"),
        ("Oui\n\nLe 08/06/2026 à 10:04, S a écrit :\n> un \n> deux\n>> trois", "", "Oui"),
    ],
)  # fmt: skip
def test_lines_that_flow_are_one_line(content: str, parameters: str, said: str) -> None:
    flowed = f"{PLAIN}; format=flowed{parameters}"
    assert new_words(mail(content.encode(), flowed)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Maison de la Vall=C3=A9e du =\nLac", "Maison de la Vallée du Lac"),
        (b"Oui, tout est=\r\n exact=2E", "Oui, tout est exact."),
        (b"https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
    ],
)
def test_quoted_printable_breaks_no_word(content: bytes, said: str) -> None:
    quoted = "Content-Transfer-Encoding: quoted-printable"
    assert new_words(mail(content, PLAIN, quoted)) == said


BASE64 = "Content-Transfer-Encoding: base64"
LISTED = b"_____________________\nVolontaires mailing list\nhttps://lists.example.org\n"


@pytest.mark.parametrize(
    ("above", "code", "below", "said"),
    [
        (b"", b"oui", b"\n" + LISTED, "oui"),
        (b"", b"oui", b"\n--\nSe d\xc3\xa9sabonner : https://lists.example.org\n", "oui"),
        (b"", "Hélène".encode("cp1252"), b"---\nVous \xeates inscrit. Se d\xe9sabonner", "Hélène"),
        (b"", b"oui\n", encodebytes("-- \nSe désabonner : example.org".encode()), "oui"),
        (b"Ce message externe vient de l'ext\xc3\xa9rieur.\n\n", b"oui, oui", b"", "oui, oui"),
        (b"merci\n", b"\x89PNG\r\n\x1a\n\x00", b"\n!", "merci\niVBORw0KGgoA\n\n!"),
    ],
)  # fmt: skip
def test_base64_with_plain_words_around_it_is_opened(
    above: bytes, code: bytes, below: bytes, said: str
) -> None:
    content = above + encodebytes(code) + below
    charset = "utf-8" if b"\xe9" not in below else "iso-8859-1"
    assert new_words(mail(content, f"Content-Type: text/plain; charset={charset}", BASE64)) == said


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ("Content-Type: text/plain; name=notes.txt", "non, tout est faux"),
        (f"{PLAIN}\nContent-Disposition: inline; filename*=utf-8''not%C3%A9.txt", "non"),
        (f"{PAGE}\nContent-Disposition: attachment; filename=x.html", "<p>non</p>"),
        ("Content-Type: text/calendar; method=REQUEST; name=invite.ics", "BEGIN:VCALENDAR"),
        ("Content-Type: text/x-vcard", "BEGIN:VCARD\nFN:Stop"),
        ("Content-Type: message/rfc822", "Auto-Submitted: auto-replied\n\nnon"),
        ("Content-Type: message/rfc822", "Content-Type: text/calendar; method=REPLY\n\nnon"),
        ("Content-Type: message/rfc822", f"From: mailer-daemon@example.org\n{REPORT}"),
        ("Content-Type: message/delivery-status; name=x.txt", "\nAction: failed\nStatus: 5.1.1\n"),
        ("Content-Type: message/feedback-report", "Feedback-Type: abuse\n"),
    ],
)  # fmt: skip
def test_what_is_attached_says_nothing_of_the_mail(headers: str, content: str) -> None:
    assert new_words(in_parts("mixed", (PLAIN, "oui"), (headers, content))) == "oui"


@pytest.mark.parametrize(
    "stub",
    [
        "",
        "\u00a0",
        "Veuillez activer l'affichage HTML pour lire ce message",
        "View this email in your browser",
        "Uw e-mailprogramma ondersteunt geen HTML.",
        "If you can read this, your mail reader does not understand MIME.",
        "[cid:image001.png@01DC.ABCD]",
        "-- \nZoé",
        "Envoyé de mon iPhone",
        "null",
    ],
)
def test_of_two_forms_the_one_that_says_something_is_read(stub: str) -> None:
    page = "<html><body><p>Oui, merci</p></body></html>"
    assert new_words(in_parts("alternative", (PLAIN, stub), (PAGE, page))) == "Oui, merci"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p><s>oui</s> non</p>", "non"),
        ("<div><del>oui</del> pas encore</div>", "pas encore"),
        ("<p><strike>oui</strike></p>", ""),
        ("<p><span style='text-decoration: underline line-through'>oui</span> non</p>", "non"),
        ("<p><span style='TEXT-DECORATION-LINE:LINE-THROUGH'>oui</span></p>", ""),
        ("<style>.x {text-decoration:line-through}</style><p class='x'>oui</p><p>non</p>", "non"),
        ("<p class='hidden-garden'>oui</p><s> </s>", "oui"),
    ],
)  # fmt: skip
def test_struck_words_are_not_said_though_the_text_part_shows_them(page: str, said: str) -> None:
    assert new_words(in_parts("alternative", (PLAIN, "oui"), (PAGE, page))) == said


@pytest.mark.parametrize(
    "page",
    [
        "<div hidden>oui</div><p>non</p>",
        "<div style='opacity: 0; overflow: hidden'>oui</div><p>non</p>",
        "<p>non <img alt='oui' src='cid:1'></p>",
        "<p style='color:#FFFFFF'>oui</p><p style='color:#fff;background:#006'>non</p>",
        "<body bgcolor='#000'><p style='color: white'>non</p><p style='color:#000'>oui</p></body>",
        "<font color='white'>oui</font><p style='color:#222'>non</p>",
        "<p style='font-size:1px'>oui</p><p style='font-size:12px; margin-left:10px'>non</p>",
        "<p style='position:absolute; left:-9999px'>oui</p><p>non</p>",
        "<p style='text-indent:-5000px'>oui</p><noscript>oui</noscript><p>non</p>",
        "<div style='max-height:0; overflow:hidden'>oui</div><p>non</p>",
        "<p>non</p><div style='border-left:1px solid #ccc;padding-left:1ex'>oui</div>",
        "<!--[if mso]><p>oui</p><![endif]--><p>non</p>",
        "<html><head><title>oui</title></head><body><p class='hidden-x'>non</p></body></html>",
    ],
)
def test_what_no_reader_sees_is_not_said(page: str) -> None:
    assert new_words(mail(page.encode(), PAGE)) == "non"


def test_words_that_a_page_quotes_stand_in_quotes() -> None:
    assert new_words(mail(b"<p><q>oui</q> <cite>non</cite></p>", PAGE)) == "“oui” “non”"


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("oui", "oui"),
        ("[EXTERNE] Oui !", "Oui !"),
        ("ja, klopt", "ja, klopt"),
        ("STOP", "STOP"),
        ("Re: oui", ""),
        ("RE : Votre badge", ""),
        ("[EXTERNE] Re: Votre badge", ""),
        ("Rép : Votre badge", ""),
        ("TR: Votre badge", ""),
        ("AW: Votre badge", ""),
        ("Antw.: Votre badge", ""),
        ("RE[2]: Votre badge", ""),
        ("[External] RE: [Ext] Votre badge", ""),
    ],
)
def test_a_subject_is_an_answer_only_where_the_person_wrote_it(subject: str, said: str) -> None:
    assert new_words(mail(b"\n", PLAIN, subject=subject)) == said
    footer = (
        "Ce message est confidentiel et destiné à son seul destinataire ; toute copie interdite."
    )
    assert new_words(mail(footer.encode(), PLAIN, subject=subject)) == said
