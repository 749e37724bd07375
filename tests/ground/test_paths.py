"""State has a home: the one named, else the checkout, else the user's; never among packages."""

import os
from pathlib import Path

import pytest

from cocarde.demo import start as demo
from cocarde.installation import refuse_left_behind
from core.ground import paths
from core.ground.errors import Trouble
from core.ground.paths import ROOT, at_home
from core.ground.settings import Settings, read_settings


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of one's own, and no variable that names a home."""
    for name in [each for each in os.environ if each.startswith("COCARDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    paths.found.cache_clear()
    return here


@pytest.fixture
def installed(alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the code where pip puts packages: nothing there but code."""
    packages = tmp_path / "lib" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(paths, "ROOT", packages)
    paths.found.cache_clear()
    return packages


@pytest.mark.usefixtures("alone")
def test_a_checkout_keeps_what_it_has_where_it_has_it() -> None:
    assert paths.home() == ROOT
    assert Settings().key_path == ROOT / "var" / "keys.json"
    assert at_home("var/cocarde.db") == ROOT / "var" / "cocarde.db"


def test_an_installed_package_keeps_nothing_among_the_packages(
    installed: Path, tmp_path: Path
) -> None:
    assert paths.home() == tmp_path / "user" / ".local" / "state" / "cocarde"
    assert installed not in Settings().key_path.parents


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("named", "place"), [("state", "state/cocarde"), ("", "")])
def test_the_users_state_directory_is_the_one_that_they_set(
    named: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / named) if named else "relative")
    wanted = tmp_path / place if place else tmp_path / "user/.local/state/cocarde"
    assert paths.home() == wanted


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("told", ["{tmp}/kept", "~/kept", "kept"])
def test_who_names_a_home_has_it_there(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCARDE_HOME", told.format(tmp=tmp_path))
    wanted = {"{": tmp_path, "~": tmp_path / "user", "k": tmp_path / "here"}[told[0]] / "kept"
    assert paths.home() == wanted
    assert Settings().key_path == wanted / "var" / "keys.json"


def test_an_absolute_path_stays_where_it_is(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCARDE_HOME", str(alone / "kept"))
    assert at_home("/srv/keys.json") == Path("/srv/keys.json")


def test_settings_come_from_the_environment_then_from_here_then_from_home(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = alone.parent / "kept"
    kept.mkdir()
    lines = ("COCARDE_LISTEN=127.0.0.1:{0}", "COCARDE_MAIL_PACE={0}", "COCARDE_LOG_LEVEL=L{0}")
    (kept / ".env").write_text("\n".join(line.format(1) for line in lines))
    (alone / ".env").write_text(
        "\n".join([f"COCARDE_HOME={kept}", *(line.format(2) for line in lines[:2])])
    )
    monkeypatch.setenv("COCARDE_LISTEN", "127.0.0.1:3")
    read = read_settings()
    assert (read.listen, read.mail_pace, read.log_level) == ("127.0.0.1:3", "2", "L1")
    assert read.unknown == ()
    assert paths.home() == kept


def test_state_that_an_older_version_left_among_the_packages_is_not_passed_over(
    installed: Path,
) -> None:
    """New keys in a new place would leave every badge given so far without its key."""
    refuse_left_behind()
    (installed / "var").mkdir()
    (installed / "var" / "keys.json").write_text("{}")
    with pytest.raises(Trouble) as told:
        refuse_left_behind()
    assert str(installed / "var") in told.value.message
    moved = paths.home() / "var"
    moved.parent.mkdir(parents=True)
    (installed / "var").rename(moved)
    refuse_left_behind()


def test_two_demos_at_once_play_in_folders_of_their_own(tmp_path: Path) -> None:
    with demo.own_folder(tmp_path / "demo") as first:
        (first / "cocarde.db").write_text("mine")
        with demo.own_folder(tmp_path / "demo") as second:
            assert second.name == "demo-2"
            demo.empty_store(second)
            with demo.own_folder(tmp_path / "demo") as third:
                assert third.name == "demo-3"
        assert (first / "cocarde.db").read_text() == "mine"
    with demo.own_folder(tmp_path / "demo") as again:
        assert again == first
