"""One verdict table for the command, the pages and the documentation."""

import re

import pytest

from core.badges.verify.verdict import ALARMS, EXIT, TONE, VERDICTS, Verdict
from core.ground.paths import ROOT

ROW = re.compile(r"\| `(\w+)` \| (true|false|null) \| ([012]) \| (\w+) \| (.+) \|")
VALID = {"true": True, "false": False, "null": None}


def rows() -> dict[str, tuple[bool | None, int, str]]:
    told = (ROOT / "docs" / "verifying.md").read_text(encoding="utf-8")
    return {row[1]: (VALID[row[2]], int(row[3]), row[4]) for row in ROW.finditer(told)}


def test_the_page_about_verifying_says_what_the_code_does() -> None:
    assert rows() == {
        reason: (valid, EXIT[valid], TONE[valid]) for reason, valid in VERDICTS.items()
    }


@pytest.mark.parametrize("reason", VERDICTS)
def test_exit_status_colour_and_alarm_follow_from_the_reason(reason: str) -> None:
    verdict = Verdict(VERDICTS[reason], reason)
    assert (verdict.exit, verdict.tone) == rows()[reason][1:]
    told = re.search(rf"\| `{reason}` .*", (ROOT / "docs" / "verifying.md").read_text("utf-8"))
    assert told is not None
    assert ("alarm" in told[0]) is verdict.alarms is (reason in ALARMS)


def test_nothing_that_is_only_untold_sounds_like_a_fault() -> None:
    for reason, valid in VERDICTS.items():
        if valid is None:
            assert Verdict(valid, reason).tone == "doubted"
