"""The table of OWASP ASVS 5.0 in `docs/security.md`: whole, no cell empty, each test there."""

import re

from core.ground.paths import ROOT

TITLE = "## OWASP ASVS 5.0, levels 1 and 2"
# How many requirements of levels 1 and 2 each section has (version 5.0.0), numbered from 1.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11,
    "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1,
    "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
VERDICT = re.compile(r"holds|in part|for the operator|no [\w ]+", re.I)


def table() -> list[list[str]]:
    _, _, after = (ROOT / "docs" / "security.md").read_text("utf-8").partition(TITLE)
    lines = [line for line in after.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_requirement_has_its_row() -> None:
    wanted = [f"{name}.{n}" for name, last in SECTIONS.items() for n in range(1, last + 1)]
    assert [row[0] for row in table()] == wanted
    assert len(wanted) == 253


def test_no_cell_is_empty_and_what_holds_is_shown() -> None:
    for number, verdict, why, tests in table():
        assert VERDICT.fullmatch(verdict), number
        assert why, number
        if verdict in ("holds", "in part"):
            assert tests != "–", number


def test_each_test_that_is_named_is_there() -> None:
    for number, _, _, tests in table():
        for file, name in re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", tests):
            path = ROOT / file
            assert path.is_file(), (number, file)
            if name:
                assert re.search(rf"def {name}\b", path.read_text("utf-8")), (number, name)
