"""The mails of `tests/inbox/`: each is read as its `.txt` says, and so are some that bite."""

from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from uuid import UUID

import pytest

from core.ground.effects import Outcome
from mail.listen import receive_mail
from mail.parsing.bodies import body
from mail.parsing.headers import author
from mail.parsing.limits import parse
from mail.quoting.reply import read_reply
from mail.read import content_hash, unreadable
from mail.row_tags import row_of, tag
from mail.screening.authenticity import authenticate
from mail.screening.automatic import why_automatic
from mail.screening.bounces import read_bounce
from tests.world.inbox_claims import INBOX, Expected, Waiting, meaning, sent
from tests.world.letters import AWA, parsed
from tests.world.world import MAILBOX, Stage

MAILS = sorted(INBOX.glob("*.eml"))
PEOPLES = [mail for mail in MAILS if Expected.of(mail).claim]


def kind_of(message: Message, claim: str) -> str:
    """The first line of the expectation: who wrote it, and what is missing."""
    bounce = read_bounce(message, MAILBOX)
    if bounce is not None:
        return f"bounce {'hard' if bounce.hard else 'soft'} {bounce.status}"
    why = why_automatic(message, MAILBOX)
    if why:
        return f"automatic: {why}"
    found = body(message)
    text = read_reply(found.text, found.html, [sent(claim)] if claim else []).text
    lacking = "" if text else unreadable(found)
    nobody = "" if author(message)[1] else "no author"
    return ", ".join(filter(None, ("person", lacking, nobody)))


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_a_mail_is_of_its_kind(mail: Path) -> None:
    expected = Expected.of(mail)
    assert kind_of(parse(mail.read_bytes()), expected.claim).startswith(expected.kind)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Waiting]]:
    """The installation of each claim, made when it is first asked for."""
    made: dict[str, Waiting] = {}

    def installation(claim: str) -> Waiting:
        if claim not in made:
            made[claim] = Waiting(claim, tmp_path_factory.mktemp(claim))
        return made[claim]

    yield installation
    for each in made.values():
        each.close()


@pytest.mark.parametrize("mail", PEOPLES, ids=lambda mail: mail.stem)
def test_a_mail_is_read_as_it_was_meant(mail: Path, waiting: Callable[[str], Waiting]) -> None:
    expected = Expected.of(mail)
    effects = waiting(expected.claim).answered(mail.read_bytes())
    assert (effects.new_text or "") == expected.words
    if expected.is_read:
        assert effects.answers == expected.answers
        assert meaning(effects) == (expected.means or ("answers" if effects.answers else "nothing"))
        assert ", ".join(effects.problems) == expected.wrong


def test_there_are_mails_enough_to_know() -> None:
    stated = [mail for mail in PEOPLES if Expected.of(mail).is_read]
    assert len(PEOPLES) >= 200
    assert len(stated) >= 180


OUR_PASS = "mx.cocarde.test; dmarc=pass header.from=example.org"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"no headers at all",
        b"From: =?utf-8?q?=ff=fe?= <a@example.org>\r\nSubject: =?x-none?b?!!?=\r\n\r\nhi",
        b"From: a@example.org\r\nContent-Type: text/plain; charset*=utf-8''%ff\r\n\r\nhi",
        b"From: a@example.org\r\nContent-Type: ;;;\r\nContent-Transfer-Encoding: x\r\n\r\nhi",
        b"From: a@example.org\r\nMessage-ID: <<<>>>\r\nDate: x\r\nTo: @@@\r\n\r\nhi",
        b"From: a@example.org\nContent-Type: multipart/mixed\n\nhi",
        b"From: a@b@c <\x00>\r\n\r\n\xff\xfe\x00",
        b"From: a@example.org\r\nContent-Transfer-Encoding: uuencode\r\n\r\nbegin 644 x\nM!!\n",
        b"From: a@example.org\r\nAuthentication-Results: mx.cocarde.test; ((((((\r\n\r\nhi",
    ],
)
def test_no_mail_makes_the_reader_stumble(stage: Stage, raw: bytes) -> None:
    assert receive_mail(stage.world, raw).outcome in set(Outcome)


@pytest.mark.parametrize(
    ("header", "aligned"),
    [
        (OUR_PASS, True),
        ("mx.cocarde.test 1; dkim=pass header.d=example.org", True),
        ("mx.cocarde.test; dkim=pass header.i=@mail.example.org header.d=example.org", True),
        ("mx.cocarde.test; dkim=fail header.d=a.org; dkim=pass header.d=example.org", True),
        ("mx.cocarde.test; dmarc=fail header.from=example.org; dkim=pass header.d=org", False),
        ("mx.cocarde.test; dmarc=pass header.from=example.net", False),
        ("mx.cocarde.test; dkim=pass header.d=example.net", False),
        ("mx.cocarde.test; spf=pass smtp.mailfrom=awa@example.org", False),
        ("mx.elsewhere.test; dmarc=pass header.from=example.org", False),
        ("mx.cocarde.test.evil.test; dmarc=pass header.from=example.org", False),
        ("mx.cocarde.test; dmarc=none", False),
        ("", False),
    ],
)
def test_only_our_own_server_says_that_a_sender_is_true(header: str, aligned: bool) -> None:
    raw = f"Authentication-Results: {header}\r\nFrom: {AWA}\r\n\r\noui".encode()
    assert authenticate(parsed(raw), "mx.cocarde.test")["aligned"] is aligned


def test_the_topmost_result_counts_and_a_forged_one_below_does_not() -> None:
    raw = (
        "Authentication-Results: mx.cocarde.test; dmarc=fail header.from=example.org\r\n"
        f"Authentication-Results: {OUR_PASS}\r\nFrom: {AWA}\r\n\r\noui"
    ).encode()
    assert authenticate(parsed(raw), "mx.cocarde.test")["aligned"] is False


@pytest.mark.parametrize(
    "sender", [f"{AWA}\r\nFrom: b@example.org", "a@example.org, b@example.org", "", "a@b@c", "x"]
)
def test_a_mail_with_no_single_sender_proves_nobody(sender: str) -> None:
    raw = f"Authentication-Results: {OUR_PASS}\r\nFrom: {sender}\r\n\r\noui".encode()
    assert authenticate(parsed(raw), "mx.cocarde.test")["aligned"] is False


def test_a_mail_is_known_by_what_its_author_wrote() -> None:
    mail = b"From: a@example.org\r\nMessage-ID: <1@example.org>\r\n\r\noui\r\n"
    assert content_hash(b"Received: x\r\n" + mail) == content_hash(mail)
    assert content_hash(mail.replace(b"oui", b"non")) != content_hash(mail)
    nameless = mail.replace(b"Message-ID: <1@example.org>\r\n", b"")
    assert content_hash(b"Received: x\r\n" + nameless) != content_hash(nameless)


def test_the_key_of_a_row_fits_an_address_and_comes_back() -> None:
    key = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    assert row_of(tag(key)) == key
    assert len(tag(key)) == 26
    assert row_of("0189") is None
