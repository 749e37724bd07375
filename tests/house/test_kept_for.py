"""What people and operators are told about how long things are kept is what the file says."""

import re

import pytest

from core.ground.paths import ROOT
from core.rights.retention.periods import periods
from tests.world.world import WORDS

SAID = (
    r"nobody claimed, (?P<missions>\d+) days; a refused claim, (?P<refused>\d+); "
    r"an unfinished one, (?P<drafts>\d+); raw messages, (?P<raw>\d+); events, (?P<audit>\d+)\."
)


def test_the_operators_page_tells_the_days_of_the_file() -> None:
    told = " ".join((ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split())
    found = re.search(SAID, told)
    assert found
    assert {what: int(days) for what, days in found.groupdict().items()} == {
        what: period.days for what, period in periods().items()
    }
    notices = {each.notice_days for each in periods().values()} - {0}
    assert [int(days) for days in re.findall(r"told (\d+) days before", told)] == list(notices)


@pytest.mark.parametrize("locale", ["fr", "en", "nl"])
def test_the_page_for_everybody_tells_when_a_draft_goes(locale: str) -> None:
    assert f"{periods()['drafts'].days}" in WORDS.say(locale, "page.privacy_text")
