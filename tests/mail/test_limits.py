"""Mails that would keep the standard parser busy are refused first; all others are parsed."""

import email
import threading
import time
from email.message import EmailMessage, Message
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.ground.apart import WorkApart
from mail.parsing import limits, measure
from mail.parsing.bodies import body
from mail.parsing.headers import author
from mail.parsing.limits import TooMuch, parse, rehearse
from mail.parsing.measure import look

KB = 1024
PLAIN = b"From: lina@example.org\r\nTo: c@example.org\r\nSubject: oui\r\n\r\nBonjour\r\n"


def _nested(depth: int) -> bytes:
    levels = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return b"".join(levels) + b"\ntext\n"


def _parts(count: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * count + b"--x--\n"


def _header(size: int) -> bytes:
    return b"X: " + b"a" * (size - 3) + b"\n\nbody\n"


def _block(lines: int, width: int) -> bytes:
    return (b"X: " + b"a" * (width - 4) + b"\n") * lines + b"\nbody\n"


PASSING = {
    "25 MB": PLAIN + b"a" * (25 * KB * KB - len(PLAIN)),
    "a header block of 64 kB": _block(64, 1024),
    "a header of 16 kB": _header(16 * KB),
    "500 headers": _block(500, 10),
    "20 deep": _nested(20),
    "100 parts": _parts(99),
    "no header": b"\r\nBonjour",
    "nothing": b"",
    "a border in the text that was never announced": PLAIN + b"--x\n" * 5000,
    "a border that is the beginning of another": (
        b'Content-Type: multipart/mixed; boundary="ab"\n\n--abc\n--ab\n\nx\n--ab--\n'
    ),
    "lines of a report": b"Content-Type: message/delivery-status\n\nA: b\n\nC: d\n",
}
BEYOND = {
    "25 MB and a byte": (PLAIN + b"a" * (25 * KB * KB - len(PLAIN) + 1), "26214400 bytes"),
    "a header block of 64 kB and more": (_block(65, 1024), "header block"),
    "a header without end": (b"X: " + b"a" * 330 * KB, "header block"),
    "a header of 16 kB and a byte": (_header(16 * KB + 1), "a header of more"),
    "a folded header of 17 kB": (b"X: a\n" + b" aaaaaaa\n" * 2000 + b"\n", "a header of more"),
    "501 headers": (_block(501, 10), "500 headers"),
    "501 headers in an inner part": (
        _parts(1).removesuffix(b"--x--\n") + b"--x\n" + _block(501, 10), "500 headers",
    ),
    "21 deep": (_nested(21), "20 deep"),
    "1,000 deep": (_nested(1000), "20 deep"),
    "a thousand messages in each other": (b"Content-Type: message/rfc822\n\n" * 1000, "20 deep"),
    "the same with bare carriage returns": (
        b"Content-Type: message/rfc822\r\r" * 1000, "20 deep",
    ),
    "101 parts": (_parts(100), "100 parts"),
    "a report of a thousand": (
        b"Content-Type: message/delivery-status\n\n" + b"A: b\n\n" * 1000, "100 parts",
    ),
    "a folded and quoted border": (
        b'Content-Type: MultiPart/Mixed;\n\tcharset="a;b";\n\tBOUNDARY = "b \\" x"\n\n'
        + b'--b " x\n\nhi\n' * 200, "100 parts",
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", PASSING.values(), ids=PASSING)
def test_at_the_cap_a_mail_passes(raw: bytes) -> None:
    measure.look(raw)


@pytest.mark.parametrize(("raw", "reason"), BEYOND.values(), ids=BEYOND)
def test_beyond_a_cap_a_mail_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(TooMuch, match=reason) as caught:
        measure.look(raw)
    assert reason in caught.value.reason
    with pytest.raises(TooMuch):
        parse(raw)


SLOW = {
    "parameters in a hundred parts": (
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + (b"--x\nContent-Type: text/plain" + b";a=b" * 3900 + b"\n\nhi\n") * 99
    ),
    "quoted marks in a hundred parts": (
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + (b'--x\nContent-Type: text/plain;a="' + b";" * 15000 + b"\n\nhi\n") * 99
    ),
}
ODD = {
    "numbered parameters": b"Content-Type: text/plain"
    + b"".join(b";a*%d=b" % number for number in range(1900)) + b"\n\nx",
    "comments in each other": b"From: " + b"(" * 7000 + b"\n\nx",
    "a few hundred comments": b"From: " + b"(" * 900 + b"a@example.org\n\nx",
    "a few hundred comments that end": (
        b"From: " + b"(" * 450 + b")" * 450 + b"<a@example.org>\n\nx"
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", SLOW.values(), ids=SLOW)
def test_what_passes_the_caps_but_binds_the_parser_is_refused(raw: bytes) -> None:
    measure.look(raw)
    with pytest.raises(TooMuch):
        parse(raw, seconds=0.2)
    assert parse(PLAIN)["Subject"] == "oui"


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_an_odd_header_is_borne(raw: bytes) -> None:
    """Nobody's name can be read from a heap of comments, but no error comes of it either."""
    message = parse(raw)
    assert author(message)[1] in ("", "a@example.org")
    assert body(message).text == "x"


def whole(message: Message) -> EmailMessage:
    """The same with what the newer policy knows of it."""
    again = email.message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(again, EmailMessage)
    return again


def _letter(size: int, kind: str = "image/png") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Zoé <zoe@example.org>", "Mes réponses"
    message.set_content("Bonjour, je réponds.\n")
    message.add_alternative("<p>Bonjour, je réponds.</p>", subtype="html")
    main, _, sub = kind.partition("/")
    message.add_attachment(b"x" * size, maintype=main, subtype=sub, filename="été.png")
    return message


@pytest.mark.parametrize("size", [1000, 3_000_000])
def test_the_words_and_the_names_of_the_files_of_a_mail_come_out(size: int) -> None:
    message = whole(parse(bytes(_letter(size))))
    found = message.get_body(("plain",))
    assert message["Subject"] == "Mes réponses"
    assert found is not None
    assert found.get_content() == "Bonjour, je réponds.\n"
    assert [part.get_filename() for part in message.iter_attachments()] == ["été.png"]


@pytest.mark.parametrize("size", [1000, 17_000_000])
def test_a_usual_mail_needs_no_other_process(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(WorkApart, "ask")
    assert whole(parse(bytes(_letter(size))))["Subject"] == "Mes réponses"


def test_the_files_of_a_large_mail_are_parsed_as_far_as_they_may_be_badges_or_evidence() -> None:
    """A photo or a scan has a few megabytes; a film or an archive is none of these."""
    photo, film = (_letter(5_000_000, kind) for kind in ("image/png", "video/mp4"))
    assert _files(whole(parse(bytes(photo)))) == [b"x" * 5_000_000]
    assert 0 < len(_files(whole(parse(bytes(film))))[0]) <= measure.FILE


def test_a_mail_is_kept_without_its_files_once_they_are_kept_elsewhere() -> None:
    slim = measure.without_files(bytes(_letter(5_000_000)))
    assert len(slim) < 2_000_000
    assert b"eHh4" not in slim  # xxx in base64
    assert whole(parse(slim))["Subject"] == "Mes réponses"


def _files(message: EmailMessage) -> list[bytes]:
    return [part.get_content() for part in message.iter_attachments()]


@pytest.mark.parametrize("first", [True, False], ids=["before the words", "after the words"])
def test_a_megabyte_of_words_is_read_however_large_the_files(first: bool) -> None:
    words = b"--b\r\nContent-Type: text/plain\r\n\r\n" + b"oui\r\n" * 400_000 + b"fin\r\n"
    file = b"--b\r\nContent-Type: image/png\r\n\r\n" + b"x" * 5_000_000 + b"\r\n"
    parts = file + words if first else words + file
    raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + b"--b--\r\n"
    message = whole(parse(raw))
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert sorted(kinds) == ["image/png", "text/plain"]
    (read,) = [part for part in message.iter_parts() if part.get_content_type() == "text/plain"]
    assert len(read.get_content()) == measure.WORDS


def test_the_process_is_kept_and_replaced_after_a_hang() -> None:
    rehearse(PLAIN, 5)
    first = limits._rehearsal.pid
    rehearse(PLAIN, 5)
    assert limits._rehearsal.pid == first
    with pytest.raises(TooMuch, match="not parsed within"):
        rehearse(SLOW["parameters in a hundred parts"], 0.05)
    rehearse(PLAIN, 5)
    assert limits._rehearsal.pid != first


def test_many_threads_share_it() -> None:
    mails = [b"X: " + b"(a) " * 60 + b"\n" + bytes(_letter(1000)) for _ in range(6)]
    sizes: list[int] = []
    threads = [
        threading.Thread(target=lambda raw=raw: sizes.append(len(bytes(parse(raw, seconds=20)))))
        for raw in mails
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 6
    assert limits._rehearsal.pid is not None


def _counted(raw: bytes) -> int:
    return sum(1 for _ in email.message_from_bytes(raw, policy=default).walk())


_LINES = st.sampled_from(
    [b"--a", b"--a--", b"--b", b"--b--", b"--ab", b"--a ", b"", b"text", b"Subject: x", b" folded",
     b"Content-Type: multipart/mixed; boundary=a", b"Content-Type: message/rfc822",
     b'Content-type: multipart/related; boundary="b"', b"Content-Type: text/plain",
     b"Content-Type: multipart/alternative;\n boundary=ab", b"From someone", b"no header"]
)  # fmt: skip


@example(
    lines=[b"Content-Type: multipart/mixed; boundary=a", b"--a", b"--a--", b"--b", b"--a"],
    newline=b"\n",
)
@example(
    lines=[
        b"Content-Type: multipart/mixed; boundary=a",
        b"--a",
        b"--a--",
        b"Content-Type: message/rfc822",
    ],
    newline=b"\n",
)
@given(lines=st.lists(_LINES, max_size=30), newline=st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_the_fast_look_misses_no_part_that_the_parser_finds(
    lines: list[bytes], newline: bytes
) -> None:
    raw = newline.join(line.replace(b"\n", newline) for line in lines)
    try:
        seen = look(raw).parts
    except TooMuch:
        return
    assert seen >= _counted(raw)


@given(lines=st.lists(_LINES, max_size=30), most=st.integers(0, 9))
def test_what_is_cut_short_has_the_same_parts(lines: list[bytes], most: int) -> None:
    raw = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "FILE", most)
        patch.setattr(measure, "WORDS", most)
        try:
            slim = look(raw).slim
        except TooMuch:
            return
    assert len(slim) <= len(raw)
    assert _counted(slim) == _counted(raw)


@given(raw=st.binary(max_size=500))
def test_any_bytes_are_looked_at_without_an_error(raw: bytes) -> None:
    seen = look(raw)
    assert (seen.size, seen.parts >= 1, seen.depth <= 20) == (len(raw), True, True)


def test_a_large_hostile_mail_is_looked_at_in_a_moment() -> None:
    floods = [b"--\n" * 8_000_000, b"--x " * 6_000_000, b"\n" * 24_000_000]
    head = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n"
    usual = b"A" * 24_000_000
    base = _seconds(head + usual)
    assert max(_seconds(head + flood) for flood in floods) < 40 * base + 1


def _seconds(raw: bytes) -> float:
    started = time.perf_counter()
    measure.look(raw)
    return time.perf_counter() - started


def test_the_caps_are_those_that_were_agreed() -> None:
    agreed = (25 * KB * KB, 64 * KB, 16 * KB, 500, 20, 100)
    assert agreed == (
        measure.WHOLE, measure.HEADER_BLOCK, measure.HEADER, measure.HEADERS, measure.DEPTH,
        measure.PARTS,
    )  # fmt: skip
    assert limits.SECONDS == 1.0
