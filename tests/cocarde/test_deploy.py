"""What a server is given: the container file, compose and the units of systemd."""

import configparser
import re
from pathlib import Path

import pytest

import run as launcher
from core.ground.paths import ROOT
from tests.cocarde.test_wheel import SHIPPED
from tests.world.command import Cocarde

DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
# What keeps a service that was taken over from the rest of the machine.
HARDENED = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "MemoryDenyWriteExecute": "yes",
    "PrivateTmp": "yes",
    "ProtectHome": "yes",
    "ProtectSystem": "strict",
    "User": "cocarde",
    "UMask": "0077",
}


def test_the_container_holds_each_folder_of_the_product_and_nothing_else() -> None:
    copied = re.findall(r"^COPY (\S+) /opt/cocarde/app/(\S+)$", CONTAINER, flags=re.M)
    folders = [name for name, place in copied if name == place]
    assert folders == SHIPPED
    let_in = re.findall(r"^!(\S+)$", (DEPLOY / "Containerfile.dockerignore").read_text(), re.M)
    assert set(let_in) == {*SHIPPED, "requirements.lock", ".env.example"}


def test_the_container_runs_as_nobody_with_packages_checked_by_hash() -> None:
    assert "--require-hashes -r /tmp/requirements.lock" in CONTAINER
    assert re.search(r"^USER 10001:10001$", CONTAINER, flags=re.M)
    assert re.search(r"^HEALTHCHECK ", CONTAINER, flags=re.M)
    assert "--index" not in CONTAINER


def test_compose_gives_nothing_away() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert text.count("read_only: true") == 2  # Cocarde and its backup share one; the database
    for line in ("cap_drop: [ALL]", "no-new-privileges:true", '"127.0.0.1:8000:8000"'):
        assert line in text
    passwords = re.findall(r"\$\{POSTGRES_PASSWORD[^}]*\}", text)
    assert passwords
    assert all(":?" in each for each in passwords)  # without one nothing starts


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_hardened(unit: Path) -> None:
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(unit, encoding="utf-8")
    assert {name: read["Service"].get(name) for name in HARDENED} == HARDENED


def test_the_two_ways_to_run_differ_in_their_parts_alone() -> None:
    whole, split = (
        (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
        for name in ("cocarde.service", "cocarde@.service")
    )
    differ = {line.partition("=")[0] for line in {*whole} ^ {*split}}
    assert differ == {"Description", "Environment", "MemoryMax"}


def test_a_part_that_there_is_not_is_told_by_check_and_by_run(tmp_path: Path) -> None:
    cocarde = Cocarde(tmp_path)
    found = cocarde.json("check", status=1, COCARDE_RUN="bot,post")["findings"]
    assert [each["what"] for each in found if each["weight"] == "wrong"] == [
        "There is no part 'post'."
    ]
    assert "There is no part 'post'." in cocarde("run", status=2, COCARDE_RUN="post")


def test_the_packages_of_the_tests_are_found_by_what_they_bring(tmp_path: Path) -> None:
    (tmp_path / "15").mkdir()
    (tmp_path / "15" / "initdb").touch()
    assert launcher.is_here(f"{tmp_path}/*/initdb")
    assert not launcher.is_here(f"{tmp_path}/*/postgres")
    assert launcher.is_here("sh")
    assert not launcher.is_here("no-such-command")


@pytest.mark.parametrize(
    ("terminal", "answer", "yes"),
    [(True, "n", False), (True, "", True), (True, "oui", True), (False, "n", True)],
)
def test_somebody_at_a_terminal_is_asked_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, answer: str, yes: bool
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: terminal, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert launcher.agreed({"postfix": "the mails"}) is yes


def test_without_the_right_to_install_the_tests_left_out_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(launcher, "is_here", lambda shows: "postgres" not in shows)
    launcher.bring_packages()
    told = capsys.readouterr().err
    assert "Left out: those of the second engine, PostgreSQL; postgresql is not here." in told
    assert "sudo apt-get install postgresql" in told
