"""A further language is folders of words, and no line of Python: German, in a copy of the house."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from core.ground.paths import ROOT

GERMAN = ROOT / "tests" / "german"
CODE = ("core", "bot", "mail", "web", "webhooks", "factory", "cocarde", "templates")
PLAY = (
    "import sys; from pathlib import Path; from tests.world.story import play;"
    "sys.stdout.write(play(Path(sys.argv[1]).read_text('utf-8'), Path(sys.argv[2])))"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house as it is, with the folders of one language more.

    What the small German folder does not say is English: a translator would go on there.
    """
    made = tmp_path_factory.mktemp("house")
    for folder in CODE:
        shutil.copytree(ROOT / folder, made / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", made / "tests", ignore=all_but_python)
    templates = made / "templates"
    shutil.copytree(GERMAN / "languages", templates / "languages" / "de", dirs_exist_ok=True)
    shutil.copytree(GERMAN / "garten", templates / "programmes" / "garten")
    artwork = templates / "programmes" / "maillage" / "artwork.svg"
    shutil.copy(artwork, templates / "programmes" / "garten")
    (templates / "words" / "de").mkdir()
    for path in (templates / "words" / "en").glob("*.toml"):
        words = tomllib.loads(path.read_text("utf-8")) | german(path.name)
        lines = (f"{key} = {json.dumps(said)}\n" for key, said in words.items())
        (templates / "words" / "de" / path.name).write_text("".join(lines), "utf-8")
    for path in (templates / "mail").glob("*.en.txt"):
        shutil.copy(path, path.with_name(path.name.replace(".en.", ".de.")))
    shutil.copytree(GERMAN / "mail", templates / "mail", dirs_exist_ok=True)
    return made


def all_but_python(folder: str, names: list[str]) -> list[str]:
    """What of a folder is neither Python nor a folder."""
    return [name for name in names if (Path(folder) / name).is_file() and name[-3:] != ".py"]


def german(topic: str) -> dict[str, str]:
    """The sentences that are told in German."""
    path = GERMAN / "words" / topic
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def run(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in that house, with nothing of this one."""
    told = {
        "PYTHONPATH": str(house),
        "PATH": os.environ["PATH"],
        "COCARDE_HOME": str(house / "var"),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=house,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("script", sorted(GERMAN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_badge_is_claimed_in_german(house: Path, script: Path, tmp_path: Path) -> None:
    done = run(house, "-c", PLAY, str(script), str(tmp_path))
    assert done.returncode == 0, done.stderr
    if os.environ.get("REWRITE"):
        script.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == script.read_text(encoding="utf-8")


def test_check_finds_nothing_wrong_with_the_new_language(house: Path) -> None:
    done = run(house, "-m", "cocarde", "check", "--json")
    assert done.stdout, done.stderr
    about = {found["about"] for found in json.loads(done.stdout)["findings"]}
    assert not {each for each in about if "languages/" in each or each == "words/de"}


def test_a_broken_language_is_told_by_check_and_by_nothing_else(house: Path) -> None:
    path = house / "templates" / "languages" / "de" / "wishes.toml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("das bin ich nicht", "das (bin ich nicht"), "utf-8")
    done = run(house, "-m", "cocarde", "check")
    path.write_text(sound, "utf-8")
    assert done.returncode == 1
    assert "languages/de/wishes.toml: not_me has a line that is no pattern" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_language_of_words_alone_is_named_by_check(house: Path) -> None:
    (house / "templates" / "words" / "sv").mkdir()
    done = run(house, "-m", "cocarde", "check")
    (house / "templates" / "words" / "sv").rmdir()
    assert "languages/sv: the folder is missing." in done.stdout
