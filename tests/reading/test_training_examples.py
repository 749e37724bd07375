"""From a line of a phrase file to examples: the same each time, with the kinds that it says."""

from pathlib import Path

import pytest

from core.ground.errors import Trouble
from tools.understanding.examples import examples, readings
from tools.understanding.phrase_files import PhraseLine, fingerprint, phrase_lines

LINES = [
    PhraseLine("confirm", "fr", (), "(oui|ouais) c'est (bon|juste)"),
    PhraseLine("deny", "fr", (), "non"),
    PhraseLine("refuse", "fr", ("card",), "non"),
    PhraseLine("answer", "fr", ("question",), "je m'appelle {name}"),
    PhraseLine("courtesy", "fr", (), "bonjour"),
    PhraseLine("other", "fr", (), "il pleut"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A language with one phrase file."""
    acts = tmp_path / "fr" / "acts"
    acts.mkdir(parents=True)
    (acts / "confirm.txt").write_text("# how people agree\noui\n[recap mail] c'est bon # bare\n\n")
    (acts / "hesitation.txt").write_text("mais\n")
    return tmp_path


def test_the_same_lines_make_the_same_examples() -> None:
    assert examples(LINES) == examples(LINES)
    more = examples([*LINES, PhraseLine("lost", "fr", (), "badge perdu")])
    told = [(each.text, each.kinds) for each in examples(LINES) if each.clean]
    assert [(each.text, each.kinds) for each in more if each.clean][: len(told)] == told


def test_a_line_is_written_out_and_its_slots_are_filled() -> None:
    assert readings(LINES[0]) == [
        "oui c'est bon", "oui c'est juste", "ouais c'est bon", "ouais c'est juste",
    ]  # fmt: skip
    named = [each.text for each in examples(LINES) if each.line == 3]
    assert named
    assert not [text for text in named if "{" in text]


def test_a_phrase_of_two_files_says_both_where_both_hold() -> None:
    for each in examples(LINES):
        if each.line == 1 and each.clean:
            assert each.kinds == ({"deny", "refuse"} if each.asked == "card" else {"deny"})


def test_nobodys_act_has_no_kind_and_a_line_weighs_one() -> None:
    told = examples(LINES)
    assert {each.kinds for each in told if each.line == 5} == {frozenset()}
    for number in range(len(LINES)):
        assert sum(each.weight for each in told if each.line == number) == pytest.approx(1)


def test_states_and_comments_are_no_words(folder: Path) -> None:
    assert phrase_lines(folder) == [
        PhraseLine("confirm", "fr", (), "oui"),
        PhraseLine("confirm", "fr", ("recap", "mail"), "c'est bon"),
    ]


def test_the_fingerprint_follows_the_phrases(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "fr" / "acts" / "confirm.txt").write_text("oui\n")
    assert fingerprint(folder) != before


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [("confrim", "oui", "no kind of act"), ("confirm", "[racap] oui", "nothing that can be asked")],
)
def test_a_slip_in_a_phrase_file_is_named(folder: Path, name: str, line: str, told: str) -> None:
    (folder / "fr" / "acts" / f"{name}.txt").write_text(line)
    with pytest.raises(Trouble, match=told):
        phrase_lines(folder)
