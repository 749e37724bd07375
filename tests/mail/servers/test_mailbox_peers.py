"""The guarded reader against IMAP servers that misbehave."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.servers.imap_progress import MailboxProgress
from mail.servers.imap_types import MailboxLimits
from mail.servers.mailbox import Mailbox
from tests.servers.bad_mail_servers import Peer, ScriptedImap
from tests.servers.mailbox_reader import QUICK, Marks, mail, reading, until

CUT = ScriptedImap.CUT


def _mailbox(
    peer: Peer,
    marks: Marks,
    notices: list[str],
    *,
    options: str = "",
    habits: MailboxLimits = QUICK,
) -> Mailbox:
    url = f"imap://cocarde:s3cret-w0rd@127.0.0.1:{peer.port}/INBOX{options}"
    return Mailbox(url, marks, notice=notices.append, habits=habits)


TROUBLES = {
    "a BYE instead of a greeting": (
        {"greeting": b"* BYE too many of you\r\n"},
        "goodbye: too many",
    ),
    "a greeting that never comes": ({"greeting": b""}, "no answer within"),
    "a BYE at login": ({"LOGIN": b"* BYE going down\r\n"}, "goodbye: going down"),
    "no answer to login": ({"LOGIN": b""}, "no answer within"),
    "a cut at login": ({"LOGIN": CUT}, "the connection ended"),
    "no answer to select": ({"SELECT": b""}, "no answer within"),
    "select refused": ({"SELECT": b"{tag} NO not today\r\n"}, "answers no: not today"),
    "no answer to a search": ({"SEARCH": b""}, "no answer within"),
    "a cut in a mail": ({"FETCH": b"* 1 FETCH (UID 5 BODY[] {90}\r\nhalf" + CUT}, "ended"),
    "half a mail": ({"FETCH": b"* 1 FETCH (UID 5 BODY[] {90}\r\nhalf"}, "no answer within"),
    "ten gigabytes": (
        {"FETCH": b"* 1 FETCH (UID 5 BODY[] {10000000000}\r\nx"},
        "a literal of 1000",
    ),
    "untagged lines without end": ({"SEARCH": b"* OK again\r\n" * 30_000}, "sends without end"),
    "a line without end": ({"SEARCH": b"* SEARCH " + b"1" * 5_000_000}, "sends without end"),
    "an answer to nobody": ({"SEARCH": b"ZZ99 OK what?\r\n"}, "could not be read"),
    "rubbish": ({"CAPABILITY": b"* CAPABILITY \xff\r\n{tag} BAD \xff\r\n"}, "answers no"),
}


@pytest.mark.parametrize(("says", "why"), TROUBLES.values(), ids=TROUBLES)
async def test_the_trouble_is_told_once_and_the_mail_read_when_the_server_recovers(
    says: dict[str, bytes], why: str
) -> None:
    script = ScriptedImap({5: mail("kept")})
    script.misbehave(says)
    marks, notices = Marks((7, 4)), list[str]()
    quick = MailboxLimits(quiet=0.15, poll=0.05, renewal=lambda: 30, backoff=lambda _: 0.01)
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, marks, notices, habits=quick)) as reader,
    ):
        await until(lambda: bool(notices) and peer.clients >= 4)
        assert marks.mark == (7, 4)
        script.behave()
        assert await reader.subjects(1) == [b"kept"]
        assert marks.mark == (7, 5)
    assert len(notices) == 1
    assert why in notices[0]
    assert "s3cret" not in notices[0]


async def test_three_thousand_untagged_lines_in_one_read_are_borne() -> None:
    flood = b"* 3 FETCH (FLAGS (\\Seen))\r\n" * 3000
    script = ScriptedImap({5: mail("kept")}, SEARCH=flood + b"* SEARCH 5\r\n{tag} OK done\r\n")
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        assert await reader.subjects(1) == [b"kept"]
        assert peer.clients == 1


NO_IDLE = {
    "refused": {"IDLE": b"{tag} NO not here\r\n"},
    "unknown": {"IDLE": b"{tag} BAD what?\r\n"},
    "ended at once": {"IDLE": b"{tag} OK enough\r\n"},
    "ended by the server": {"IDLE": b"+ idling\r\n{tag} OK enough\r\n"},
}


@pytest.mark.parametrize("says", NO_IDLE.values(), ids=NO_IDLE)
async def test_where_idle_does_not_last_the_server_is_looked_at_now_and_then(
    says: dict[str, bytes],
) -> None:
    script = ScriptedImap({5: mail("first")}, **says)
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        assert await reader.subjects(1) == [b"first"]
        script.mails[6] = mail("second")
        assert await reader.subjects(1) == [b"second"]
        async with asyncio.timeout(5):
            await script.heard_of("NOOP", times=2)
        assert (script.count("IDLE"), peer.clients) == (1, 1)


BROKEN_IDLE = {
    "cut": {"IDLE": CUT},
    "cut after the start": {"IDLE": b"+ idling\r\n" + CUT},
    "never confirmed": {"IDLE": b""},
}


@pytest.mark.parametrize("says", BROKEN_IDLE.values(), ids=BROKEN_IDLE)
async def test_where_idle_breaks_the_line_another_is_made(says: dict[str, bytes]) -> None:
    script = ScriptedImap({5: mail("first")}, **says)
    habits = MailboxLimits(quiet=0.2, backoff=lambda _: 0.01)
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, Marks((7, 4)), [], habits=habits)) as reader,
    ):
        assert await reader.subjects(1) == [b"first"]
        script.mails[6] = mail("second")
        assert await reader.subjects(1) == [b"second"]
        assert peer.clients > 1


async def test_a_server_without_idle_is_never_asked_for_it() -> None:
    script = ScriptedImap({5: mail("first")})
    script.abilities = b"IMAP4rev1 MOVE"
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        assert await reader.subjects(1) == [b"first"]
        script.mails[6] = mail("second")
        assert await reader.subjects(1) == [b"second"]
    assert script.count("IDLE") == 0


async def test_still_here_is_not_a_new_mail_and_exists_is() -> None:
    script = ScriptedImap(
        IDLE=b"+ idling\r\n* OK Still here\r\n* 1 RECENT\r\n* 2 FETCH (UID 3)\r\n"
    )
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        async with asyncio.timeout(5):
            await script.heard_of("IDLE")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await script.heard_of("UID SEARCH", times=2)
        assert script.count("DONE") == 0
        reader.stop.set()
    script.says = {"IDLE": b"+ idling\r\n* 1 EXISTS\r\n"}
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])):
        async with asyncio.timeout(5):
            await script.heard_of("UID SEARCH", times=4)


async def test_idle_is_renewed() -> None:
    script = ScriptedImap()
    habits = MailboxLimits(quiet=1, renewal=lambda: 0.02)
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [], habits=habits)):
        async with asyncio.timeout(5):
            await script.heard_of("IDLE", times=3)
        assert peer.clients == 1


async def test_the_last_mail_of_an_open_range_is_not_read_twice() -> None:
    script = ScriptedImap({5: mail("old")})  # a server answers "6:*" with 5
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 5)), [])) as reader:
        async with asyncio.timeout(5):
            await script.heard_of("IDLE")
        assert reader.came.empty()
        assert script.count("FETCH") == 0


async def test_a_server_without_move_gets_a_keyword() -> None:
    script = ScriptedImap({5: mail("kept")})
    script.abilities = b"IMAP4rev1"
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), [])) as reader:
        await reader.next()
    assert script.count("STORE 5 +FLAGS.SILENT (Cocarde-Done)") == 1
    assert script.count("MOVE") == 0


async def test_a_mail_that_cannot_be_moved_is_worked_all_the_same() -> None:
    no = b"{tag} NO over quota\r\n"
    script = ScriptedImap({5: mail("kept")}, MOVE=no, CREATE=no, STORE=no)
    notices, marks = list[str](), Marks((7, 4))
    async with Peer(script.talk) as peer, reading(_mailbox(peer, marks, notices)) as reader:
        await reader.next()
        assert marks.mark == (7, 5)
    assert notices == ["A mail was worked, but the server would not let it be moved: over quota."]


async def test_a_mail_whose_move_breaks_the_line_is_not_worked_twice() -> None:
    script = ScriptedImap({5: mail("once"), 6: mail("after")}, MOVE=CUT)
    marks = Marks((7, 4))
    async with Peer(script.talk) as peer, reading(_mailbox(peer, marks, [])) as reader:
        assert await reader.subjects(2) == [b"once", b"after"]
        await until(lambda: marks.mark == (7, 6))
        assert reader.came.empty()
        assert peer.clients > 2


@pytest.mark.parametrize("abilities", [b"IMAP4rev1 IDLE MOVE", b"IMAP4rev1 MOVE"])
@pytest.mark.parametrize("others", [0, 2])
async def test_a_letter_put_back_is_not_offered_again_before_its_pause(
    abilities: bytes, others: int
) -> None:
    """A store that is away for an hour must not be asked a thousand times a second."""
    mails = {uid: mail(str(uid)) for uid in range(5, 6 + others)}
    script = ScriptedImap(mails)
    script.abilities = abilities
    pause = MailboxLimits(quiet=2, poll=0.2, backoff=lambda _: 0.01)
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, Marks((7, 4)), [], habits=pause), work=False) as reader,
    ):
        first, *rest = [await reader.next() for _ in mails]
        begun = asyncio.get_running_loop().time()
        reader.mailbox.put_back(first)
        if rest:
            await reader.mailbox.done(*rest)
        assert (await reader.next()).uid == first.uid
        assert asyncio.get_running_loop().time() - begun > 0.15


async def test_a_login_that_is_put_off_is_tried_again_soon() -> None:
    script = ScriptedImap({5: mail("kept")}, LOGIN=b"{tag} NO [UNAVAILABLE] database away\r\n")
    notices = list[str]()
    async with Peer(script.talk) as peer, reading(_mailbox(peer, Marks((7, 4)), notices)) as reader:
        async with asyncio.timeout(5):
            await script.heard_of("LOGIN", times=3)
        script.behave()
        assert await reader.subjects(1) == [b"kept"]
    assert len(notices) == 1


async def test_a_new_numbering_reads_what_is_unread_and_tells() -> None:
    script = ScriptedImap(
        {1: mail("unread"), 2: mail("long ago")}, SEARCH=b"* SEARCH 1\r\n{tag} OK\r\n"
    )
    notices, marks = list[str](), Marks((3, 900))
    async with Peer(script.talk) as peer, reading(_mailbox(peer, marks, notices)) as reader:
        assert await reader.subjects(1) == [b"unread"]
        assert marks.mark == (7, 2)
    assert script.count("UID SEARCH UNSEEN SINCE") == 1
    assert "numbered the mailbox anew" in notices[0]


async def test_a_new_numbering_is_written_down_only_when_the_unread_are_worked() -> None:
    script = ScriptedImap({1: mail("a"), 2: mail("b")}, SEARCH=b"* SEARCH 1 2\r\n{tag} OK\r\n")
    marks = Marks((3, 900))
    async with (
        Peer(script.talk) as peer,
        reading(_mailbox(peer, marks, []), work=False) as reader,
    ):
        first, second = await reader.next(), await reader.next()
        await reader.mailbox.done(second)
        assert marks.mark == (3, 900)
        await reader.mailbox.done(first)
        assert marks.mark == (7, 2)


@given(
    found=st.sets(st.integers(11, 40)),
    acts=st.lists(st.tuples(st.sampled_from(["offer", "finish", "put_back"]), st.integers(11, 40))),
)
def test_the_bookmark_never_passes_an_unfinished_letter(
    found: set[int], acts: list[tuple[str, int]]
) -> None:
    progress, finished = MailboxProgress(7, 10), set[int]()
    progress.found(found)
    last = 10
    for act, uid in acts:
        if uid in found:
            getattr(progress, act)(uid)
            finished |= {uid} if act == "finish" else set()
        reached = progress.reached()
        assert reached is not None
        assert reached >= last
        assert all(uid in finished for uid in found if uid <= reached)
        last = reached
    if finished >= found:
        assert progress.reached() == max(found, default=10)
