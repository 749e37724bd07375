"""`cocarde setup`: somebody with a server, a mailbox and no wish to read a manual."""

import json
import os
import pty
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cocarde.__main__ import main
from cocarde.setup import mail_hosts, trying
from cocarde.setup.answers import Answers
from cocarde.setup.asking import SetupTerminal, ask_all
from cocarde.setup.env_file import changed, keep_old, write
from cocarde.setup.tried import Tried
from core.ground.paths import ROOT
from core.ground.settings import Settings
from tests.servers.mail import PASSWORD, MailServers
from tests.world.command import Cocarde

HERE = {"public_url": "http://127.0.0.1:8000"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's DNS is asked: only names of `good-badges.eu` have an address."""
    monkeypatch.setattr(mail_hosts, "look_up", lambda name, kind: ())
    monkeypatch.setattr(mail_hosts, "provider", lambda domain: None)
    monkeypatch.setattr(trying, "has_address", lambda host: host.endswith("good-badges.eu"))
    monkeypatch.setattr(trying, "who_answers", lambda base: iter(()))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [each for each in os.environ if each.startswith("COCARDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COCARDE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Typist:
    """Types these lines, one a question; who has none left presses Ctrl-D."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.prompts = list(lines), list[str]()

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def answer(self, home: Path, *, again: bool = False) -> list[Tried]:
        answers = Answers.read()

        def accept(told: Answers) -> None:
            if told.to_write():
                write(home / ".env", told.to_write())

        return ask_all(answers, SetupTerminal(accept, self, self), again=again)


def env(home: Path) -> dict[str, str]:
    lines = (home / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def states(outcomes: list[Tried]) -> dict[str, str]:
    return {each.name: each.state for each in outcomes}


def test_an_answer_that_fails_says_why_and_is_asked_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist("nowhere.eu", "https://good-badges.eu/cocarde", "good-badges.eu", *"-----")
    assert states(typist.answer(home))["public_url"] == "works"
    told = capsys.readouterr().out
    assert "DNS knows no address for nowhere.eu." in told
    assert "is not the root of a site" in told
    assert env(home) == {
        "COCARDE_PUBLIC_URL": "https://good-badges.eu",
        "COCARDE_PROXIES": "127.0.0.1,::1",
    }
    assert stat.S_IMODE((home / ".env").stat().st_mode) == 0o600


def test_a_failing_answer_can_be_kept_on_purpose(home: Path) -> None:
    outcomes = Typist("https://later.eu", "!", *"-----").answer(home)
    assert states(outcomes)["public_url"] == "kept"
    assert env(home)["COCARDE_PUBLIC_URL"] == "https://later.eu"


def test_nothing_is_kept_on_purpose_before_it_was_tried(home: Path) -> None:
    typist = Typist("!", "good-badges.eu", *"-----")
    assert states(typist.answer(home))["public_url"] == "works"


def test_stopping_loses_nothing_and_the_next_time_asks_only_what_is_left(home: Path) -> None:
    with pytest.raises(EOFError):
        Typist("good-badges.eu").answer(home)
    typist = Typist(*"-----")
    assert states(typist.answer(home))["public_url"] == "works"
    assert not any("badges.example.org" in prompt for prompt in typist.prompts)


def test_a_mailbox_is_asked_for_until_its_servers_let_us_in(
    home: Path, mail_servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_servers.create("setting-up")
    monkeypatch.setenv("COCARDE_CA_FILE", str(mail_servers.folder / "tls.pem"))
    smtp = f"127.0.0.1:{mail_servers.ports['smtps']}"
    imap = f"127.0.0.1:{mail_servers.ports['imaps']}"
    mailbox = ("setting-up@example.org", "127.0.0.1:9", smtp, imap, "")
    typist = Typist("good-badges.eu", *mailbox, "wrong", PASSWORD, *"----")
    found = states(typist.answer(home))
    assert {found[name] for name in ("smtp_url", "imap_url", "mail_password")} == {"works"}
    password = "open%2Fsesame%401"
    assert env(home)["COCARDE_SMTP_URL"] == f"smtps://setting-up%40example.org:{password}@{smtp}"
    assert env(home)["COCARDE_IMAP_URL"] == f"imaps://setting-up%40example.org:{password}@{imap}"
    assert PASSWORD not in " ".join(typist.prompts)
    assert states(Typist(*"----").answer(home))["mail_password"] == "works"


def test_what_stands_in_a_file_stays_but_for_the_settings_told() -> None:
    text = "# mine\nCOCARDE_LISTEN=127.0.0.1:9\n#COCARDE_PUBLIC_URL=https://x\nOTHER=1\n"
    after = changed(text, {"public_url": "https://good-badges.eu", "listen": "127.0.0.1:8"})
    assert after == (
        "# mine\nCOCARDE_LISTEN=127.0.0.1:8\nCOCARDE_PUBLIC_URL=https://good-badges.eu\nOTHER=1\n"
    )
    assert changed("A=1", {"listen": "x:1"}) == "A=1\n\nCOCARDE_LISTEN=x:1\n"


def test_a_file_that_is_there_is_never_lost(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    for text in ("first\n", "second\n"):
        file.write_text(text)
        assert keep_old(file)
    kept = sorted(tmp_path.glob(".env.old*"))
    assert [each.read_text() for each in kept] == ["first\n", "second\n"]
    assert {stat.S_IMODE(each.stat().st_mode) for each in kept} == {0o600}


@pytest.mark.parametrize(
    ("records", "smtp", "imap"),
    [
        ({}, "smtps://mail.asso.eu:465", "imaps://mail.asso.eu:993"),
        (
            {
                "_submissions._tcp.asso.eu": "0 1 465 mx.asso.eu.",
                "_imap._tcp.asso.eu": "0 1 143 i.",
            },
            "smtps://mx.asso.eu:465",
            "imap://i:143?starttls=1",
        ),
        ({"imap.asso.eu": "192.0.2.1"}, "smtps://mail.asso.eu:465", "imaps://imap.asso.eu:993"),
    ],
)
def test_the_servers_of_a_mailbox_are_guessed(
    monkeypatch: pytest.MonkeyPatch, records: dict[str, str], smtp: str, imap: str
) -> None:
    monkeypatch.setattr(
        mail_hosts, "look_up", lambda name, kind: (records[name],) if name in records else ()
    )
    assert mail_hosts.guess("badges@asso.eu", "smtp") == smtp
    assert mail_hosts.guess("badges@asso.eu", "imap") == imap


@pytest.mark.parametrize(
    ("said", "kind", "url"),
    [
        ("mail.asso.eu", "smtp", "smtps://mail.asso.eu:465"),
        ("mail.asso.eu:587", "smtp", "smtp://mail.asso.eu:587?starttls=1"),
        ("mail.asso.eu:143", "imap", "imap://mail.asso.eu:143?starttls=1"),
        ("imaps://mail.asso.eu", "imap", "imaps://mail.asso.eu"),
    ],
)
def test_a_server_may_be_typed_as_people_do(said: str, kind: str, url: str) -> None:
    assert mail_hosts.as_url(said, kind) == url


def test_two_logins_that_stand_already_stay_two() -> None:
    before = Settings(smtp_url="smtps://a:1@mail.test", imap_url="imaps://b:2@mail.test")
    answers = Answers(before, {"smtp_url": "smtps://mail.test", "imap_url": "imaps://mail.test"})
    assert answers.to_write() == {"smtp_url": before.smtp_url, "imap_url": before.imap_url}


def test_a_relay_without_tls_gets_no_password() -> None:
    told = {"smtp_url": "smtp://127.0.0.1:25", "imap_url": "imaps://mail.test", "mail_user": "a"}
    assert Answers(Settings(), told).settings().smtp_url == "smtp://127.0.0.1:25"


class Unasked:
    """The command without a terminal, by a file of answers."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def __call__(self, *words: str, status: int = 0, **answers: str) -> Any:
        """Set up with these answers; gives the JSON printed."""
        lines = (f"{name} = '{value}'\n" for name, value in answers.items())
        (self.home / "answers.toml").write_text("".join(lines))
        return self.run("setup", "--answers", "answers.toml", "--json", *words, status=status)

    def run(self, *words: str, status: int = 0) -> Any:
        assert main(list(words)) == status
        return json.loads(self.capsys.readouterr().out)


@pytest.fixture
def unasked(home: Path, capsys: pytest.CaptureFixture[str]) -> Unasked:
    return Unasked(home, capsys)


def test_without_a_terminal_a_file_answers_and_json_tells(unasked: Unasked) -> None:
    found = unasked(
        public_url="https://good-badges.eu",
        manager="nour@asso.eu",
        manager_name="Nour",
        run_programmes="becode",
    )
    assert found["ok"]
    assert {each["type"] for each in found["dns"]} == {"A"}
    assert "good-badges.eu {" in found["proxy"]["caddy"]
    assert "proxy_pass http://127.0.0.1:8000" in found["proxy"]["nginx"]
    assert (unasked.home / "var" / "keys.json").exists()
    listed = unasked.run("staff", "list", "--json")
    assert [(each["mail"], each["role"]) for each in listed] == [("nour@asso.eu", "manager")]
    again = unasked(public_url="https://good-badges.eu")
    assert "manager" not in {each["name"] for each in again["answers"]}


def test_what_fails_without_a_terminal_is_told_and_not_written(unasked: Unasked) -> None:
    found = unasked(status=1, public_url="http://good-badges.eu", manager="nobody")
    state = {each["name"]: each["state"] for each in found["answers"]}
    assert (state["public_url"], state["manager"]) == ("failed", "failed")
    assert not (unasked.home / ".env").exists()
    kept = unasked("--keep", public_url="http://good-badges.eu")
    assert kept["answers"][0]["state"] == "kept"


@pytest.mark.parametrize("text", ["public_url", "publik_url = 'x'\n", "public_url = 3\n"])
def test_a_file_of_answers_that_is_wrong_is_told(home: Path, text: str) -> None:
    (home / "answers.toml").write_text(text)
    told = Cocarde(home)("setup", "--answers", str(home / "answers.toml"), status=2)
    assert "answers.toml" in told


@pytest.fixture
def terminal(home: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The command at a terminal of its own."""
    ours, theirs = pty.openpty()
    setup = [sys.executable, "-m", "cocarde", "setup", "--lang", "nl"]
    # A job in the background ignores SIGINT, and so would what it starts.
    command = ["env", "--default-signal=INT", "setsid", "--ctty", *setup]
    process = subprocess.Popen(
        command, cwd=home, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    yield ours, process
    process.kill()
    process.wait()
    os.close(ours)


def test_at_a_real_terminal_ctrl_c_leaves_what_was_answered(
    home: Path, terminal: tuple[int, "subprocess.Popen[bytes]"]
) -> None:
    screen, process = terminal
    until(screen, "Openbaar adres")
    os.write(screen, b"http://127.0.0.1:8000\n")
    until(screen, "Adres van de mailbox")
    os.write(screen, b"\x03")
    until(screen, "Er is niets verloren")
    assert process.wait(20) == 130
    assert env(home) == {"COCARDE_PUBLIC_URL": "http://127.0.0.1:8000"}


def until(screen: int, words: str) -> None:
    """Read the screen until these words stand there."""
    seen, end = "", time.monotonic() + 20
    while words not in seen and time.monotonic() < end:
        if select.select([screen], [], [], 1)[0]:
            seen += os.read(screen, 4096).decode("utf-8", "replace")
    assert words in seen, seen
