"""The bytes of an IMAP server arrive in any pieces, and may end anywhere: no mail is ever half."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.servers.imap_connection import ImapConnection
from mail.servers.imap_protocol import GuardedProtocol, Lost
from mail.servers.imap_types import MailboxLimits
from mail.servers.server import MailServer
from tests.servers.bad_mail_servers import READY, ScriptedImap
from tests.servers.mailbox_reader import mail

TRAPS = "a1 OK done\r\n)\r\n* 9 EXISTS\r\n* BYE\r\n{3}\r\n* 1 FETCH (UID 6 BODY[] {4}\r\n((("
MAILS = {5: mail("first", TRAPS), 6: mail("second", "(" * 9), 7: b""}
SERVER = MailServer.read("imap://cocarde:secret@127.0.0.1/INBOX", "imap")


class Wire(asyncio.Transport):
    """A connection in memory; the server's bytes come cut at these places, or end at `end`."""

    def __init__(self, protocol: GuardedProtocol, cuts: set[int], end: int | None) -> None:
        super().__init__()
        self._protocol = protocol
        self._script = ScriptedImap(dict(MAILS))
        self._cuts, self._end = cuts, end
        self.at = 0
        self._over = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        tag, _, rest = bytes(data).decode().rstrip("\r\n").partition(" ")
        self.say(self._script._answer(rest).replace(b"{tag}", tag.encode()))

    def say(self, data: bytes) -> None:
        """Hand the bytes over piece by piece, as the loop gets to it."""
        start = self.at
        self.at += len(data)
        ends = sorted({cut - start for cut in self._cuts if start < cut < self.at} | {len(data)})
        begin = 0
        for end in ends:
            asyncio.get_running_loop().call_soon(self._give, start + begin, data[begin:end])
            begin = end

    def _give(self, place: int, piece: bytes) -> None:
        if self._over:
            return
        if self._end is not None and place + len(piece) > self._end:
            self._over = True
            self._protocol.data_received(piece[: max(self._end - place, 0)])
            self._protocol.connection_lost(None)
        else:
            self._protocol.data_received(piece)

    def is_closing(self) -> bool:
        return self._over

    def abort(self) -> None:
        self._over = True


async def session(cuts: set[int], end: int | None = None) -> tuple[list[object], int]:
    """Enter, look and fetch everything; what was told, and how many bytes it took."""
    protocol = GuardedProtocol(MailboxLimits().most)
    wire, told = Wire(protocol, cuts, end), list[object]()
    protocol.connection_made(wire)
    wire.say(READY)
    line = ImapConnection(protocol, SERVER, quiet=5)
    try:
        await line._enter(None)
        told += [await line.select(), await line.since(4), await line.sizes(list(MAILS))]
        for uid in MAILS:
            told.append(await line.fetch(uid))
    except Lost:
        told.append(Lost)
    return told, wire.at


WHOLE, LENGTH = asyncio.run(session(set()))


def test_the_session_is_whole() -> None:
    assert WHOLE[1:] == [[5, 6, 7], {uid: len(raw) for uid, raw in MAILS.items()}, *MAILS.values()]


async def test_an_answer_cut_at_any_byte_is_the_same_answer() -> None:
    for cut in range(1, LENGTH):
        assert await session({cut}) == (WHOLE, LENGTH), cut


async def test_an_answer_that_comes_byte_by_byte_is_the_same_answer() -> None:
    assert await session(set(range(LENGTH))) == (WHOLE, LENGTH)


@given(cuts=st.sets(st.integers(1, LENGTH - 1), max_size=20))
def test_an_answer_in_any_pieces_is_the_same_answer(cuts: set[int]) -> None:
    assert asyncio.run(session(cuts)) == (WHOLE, LENGTH)


async def test_a_line_that_ends_at_any_byte_gives_whole_mails_or_none() -> None:
    for end in range(LENGTH):
        told, _ = await session(set(), end)
        assert told[-1] is Lost, end
        assert told[:-1] == WHOLE[: len(told) - 1], end


@pytest.mark.parametrize("failures", [0, 1, 5, 9, 50])
def test_the_pause_after_a_failure_doubles_up_to_five_minutes_and_varies(failures: int) -> None:
    pauses = {MailboxLimits().backoff(failures) for _ in range(50)}
    usual = min(300.0, 2.0**failures)
    assert all(usual / 2 <= pause <= usual * 1.5 for pause in pauses)
    assert len(pauses) > 40
