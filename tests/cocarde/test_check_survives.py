"""Whatever somebody writes into a programme's file or its drawing, `check` tells it and goes on."""

import os
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from cocarde.operate import check_contacts
from cocarde.programme import check_pictures, check_voices
from core.badges.picture.draw import draw
from core.ground.clock import real_now
from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.ground.settings import Settings
from core.programmes.catalogue import read

PROGRAMMES = sorted((TEMPLATES / "programmes").iterdir())
KEY = re.compile(r"^(\s*[\w.-]+ = )(.+)$")
STEP = int(os.environ.get("EACH", "13"))  # EACH=1 tries every line
VALUES = ('"odd"', "-1", "[]", "{}", "[[1]]", "true", "{ fr = 3 }", "2027-02-30")
NAME = re.compile(r"(?<![\w\"'#/])[a-z]\w+(?![\w\"'])")
MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def altered(text: str) -> Iterator[str]:
    """The file without one of its lines, or with another value there, line by line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            yield "\n".join([*lines[:number], *lines[number + 1 :]])
        if found := KEY.match(line):
            value = VALUES[number % len(VALUES)]
            yield "\n".join([*lines[:number], f"{found[1]}{value}", *lines[number + 1 :]])


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda folder: folder.name)
def test_a_file_with_any_line_lost_or_altered_is_told_and_not_more(
    programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_pictures, "wrong_picture", lambda *_, **__: iter(()))
    folder = tmp_path / programme.name
    shutil.copytree(programme, folder)
    path = folder / "programme.toml"
    for text in islice(altered(path.read_text(encoding="utf-8")), None, None, STEP):
        path.write_text(text, encoding="utf-8")
        reading = read(folder)
        shown = reading.programme or reading.nearly
        told = [str(each) for each in (*reading.mistakes, *reading.past(real_now()))]
        told += [str(each) for each in check_pictures.look(folder, shown)]
        known = [reading.programme] if reading.programme else []
        told += [str(each) for each in check_voices.look(known, [])]
        told += [str(each) for each in check_contacts.look(Settings(), known)]
        assert all(line.startswith(str(folder)) or ":" in line for line in told)


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda folder: folder.name)
def test_a_drawing_with_any_name_mistyped_is_told_with_its_line(programme: Path) -> None:
    source = (programme / "artwork.svg").read_text(encoding="utf-8")
    told = []
    ends = [m.start() + n.end() for m in MARK.finditer(source) for n in NAME.finditer(m[0])]
    for at in ends[:: max(STEP // 4, 1)]:
        try:
            draw(f"{source[: at - 1]}{source[at:]}", check_pictures.SPECIMEN)
        except Trouble as trouble:
            told.append(str(trouble.sentence))
    assert told
    assert [line for line in told if "Line 0 " in line] == []


DRAWING = (TEMPLATES / "new-programme" / "artwork.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sound", "broken", "told"),
    [
        ("</svg>", "{{ line(look.title, [430]) }}</svg>", "missing 2 required positional"),
        ("</svg>", "{{ marks.words(look.isuer, 1, 2, colours.dark) }}</svg>", "mean issuer?"),
        ("</svg>", "{{ fit(3, 4) }}</svg>", "of the drawing: "),
        ("</svg>", "{{ 1 // 0 }}</svg>", "by zero"),
        ("</svg>", "{% if look.small %}</svg>", "{% if … %}` is not closed"),
        ("</svg>", "", "<svg> is not closed"),
        ('viewBox="0 0 600 600"', 'viewBox="0 0 600 400"', "not square"),
    ],
)
def test_a_mistake_in_the_drawing_is_told_once_whether_the_file_is_sound_or_not(
    sound: str, broken: str, told: str, tmp_path: Path
) -> None:
    assert sound in DRAWING
    (tmp_path / "artwork.svg").write_text(DRAWING.replace(sound, broken), encoding="utf-8")
    found = [str(each) for each in check_pictures.look(tmp_path, None)]
    assert len(found) == 1, found
    assert told in found[0]


def test_a_drawing_in_another_encoding_says_to_save_it_as_utf_8(tmp_path: Path) -> None:
    (tmp_path / "artwork.svg").write_bytes("<svg>é</svg>".encode("cp1252"))
    (found,) = check_pictures.look(tmp_path, None)
    assert "UTF-8" in str(found)
