"""Write the tables of docs/roles.md that the code knows: `python -m tools.roles_page`.

Each stands between two comments of the page, and is made from the records of what the staff can do.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.desk.casework import actions as of_cases
from core.desk.casework.case_action import CaseAction, CommandLine
from core.desk.review import actions as of_claims
from core.desk.review.actions import ReviewAction
from core.ground.paths import ROOT
from core.ground.words import Words

PAGE = ROOT / "docs" / "roles.md"
WORDS = Words.read()


def cases() -> str:
    """What can be done with a case: its button, the right it takes, and where it is offered."""
    heads = ("action", "its button", "who may", "in a group", "in words", "`cocarde case`")
    return table(heads, map(case_row, of_cases.ACTIONS.values()))


def case_row(action: CaseAction) -> Sequence[str]:
    return (
        f"`{action.name}`",
        WORDS.say("en", action.button),
        f"`{action.right}`",
        "yes" if action.group_row or action.nobody_row else "",
        "yes" if action.in_words else "",
        f"`{shown(action.command)}`" if action.command else "",
    )


def shown(line: CommandLine) -> str:
    """A line of `cocarde case` as its help would write it."""
    value = (line.metavar or line.option.lstrip("-")).upper()
    flag = line.option if line.option.startswith("--") else ""
    return " ".join(filter(None, (line.verb, "REF", flag, value)))


def claims() -> str:
    """What can be done with a claim in review: its button, the right it takes, its command."""
    heads = ("action", "its button", "who may", "`cocarde review`")
    return table(heads, map(claim_row, of_claims.ACTIONS.values()))


def claim_row(action: ReviewAction) -> Sequence[str]:
    button = WORDS.say("en", action.button)
    return (f"`{action.name}`", button, f"`{action.right}`", f"`{action.name} REF`")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, a line each."""
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)


def written(page: str) -> str:
    """The page with each of its tables as the records have it now."""
    return placed(placed(page, "claims", claims()), "cases", cases())


def placed(page: str, name: str, made: str) -> str:
    """The page with this table between the comment of its name and the next « end »."""
    before, mark, rest = page.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    return f"{before}{mark}{made}\n{end}{after}"


def main(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
