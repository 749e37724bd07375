"""The mails that we write byte by byte are read by the standard library as they were meant."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.letters import mime

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")))
WORDS = TEXT.map(lambda text: " ".join(text.split()))
ADDRESS = "badges+abcdefghijklmnopqrstuvwxyz@cocarde.test"


def read(*entity: bytes | str) -> EmailMessage:
    raw = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in entity)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


@given(WORDS)
def test_a_subject_is_read_as_it_was_written(text: str) -> None:
    line = mime.field("Subject", mime.words(text))
    assert str(read(line, "\r\n")["Subject"]) == text
    assert line.isascii()
    assert all(len(each) <= 78 for each in line.split("\r\n"))


@given(WORDS)
def test_a_name_and_its_address_are_read_as_they_were_written(name: str) -> None:
    line = mime.field("Reply-To", mime.mailbox(name, ADDRESS))
    assert line.isascii()
    written, address = parseaddr(line.removeprefix("Reply-To:").replace("\r\n", ""))
    # Python 3.11's own address header puts a space between two encoded words (RFC 2047, 6.2)
    assert (str(make_header(decode_header(written))), address) == (name, ADDRESS)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")))
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    part = read(mime.text_part("plain", text))
    assert part.get_content_type() == "text/plain"
    assert part.get_payload(decode=True).decode().replace("\r\n", "\n") == text  # type: ignore[union-attr]
    assert all(len(line) <= 76 for line in bytes(part).split(b"\r\n"))


@given(st.binary(max_size=400))
def test_a_picture_is_read_byte_for_byte(content: bytes) -> None:
    part = read(mime.png_part(mime.wrapped(content), "Content-ID: <badge>"))
    assert (part.get_content_type(), part["Content-ID"]) == ("image/png", "<badge>")
    assert part.get_payload(decode=True) == content


@given(st.lists(st.text("ab\n -=", max_size=20), min_size=1, max_size=4))
def test_parts_come_out_as_they_went_in(texts: list[str]) -> None:
    inner = mime.multipart("alternative", "=inner=x", *(mime.text_part("plain", t) for t in texts))
    whole = read("MIME-Version: 1.0\r\n", mime.multipart("mixed", "=outer=x", inner, inner))
    first, second = whole.iter_parts()
    for part in (first, second):
        told = [each.get_payload(decode=True) for each in part.iter_parts()]
        assert [each.decode().replace("\r\n", "\n") for each in told] == texts  # type: ignore[union-attr]


def test_a_long_thread_is_broken_between_its_mails_and_never_before_the_first() -> None:
    thread = [f"<{number:040}@example.org>" for number in range(10)]
    line = mime.field("References", thread)
    assert line.startswith(f"References: {thread[0]}\r\n {thread[1]}\r\n")
    assert str(read(line, "\r\n")["References"]).split() == thread


@pytest.mark.parametrize("piece", ["x\nBcc: b@example.org", "x\r\nBcc: b@example.org", "\r"])
def test_no_value_begins_a_header_of_its_own(piece: str) -> None:
    with pytest.raises(ValueError, match="line break in To"):
        mime.field("To", ["a@example.org", piece])
