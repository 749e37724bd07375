"""Killed on the way, a conversation goes on as if nothing had been; `cocarde chaos` tries all."""

from pathlib import Path

import pytest

from core.ground.effects import Effects
from tests.world.story import Story
from tests.world.world import make_stage
from tools.chaos.stories import SCRIPTS, Hunted, hunt, told

EVERY = 20  # statements between two kills; the command tries each, in every story
STORIES = (
    "award-without-a-key",
    "becode-technical",
    "case-by-mail",
    "human-please",
    "jury",
    "link-telegram-and-undo",
    "lost-badge-bounced",
    "lost-invitation-due",
    "lost-without-mailbox",
    "return-two-answers-side-by-side",
    "review-overdue",
    "second-opinion",
    "service-civique-by-mail",
    "staff-merge",
    "undo-in-chat",
)


@pytest.mark.parametrize("story", STORIES)
def test_nobody_notices_that_the_process_was_killed(story: str, tmp_path: Path) -> None:
    script = SCRIPTS / f"{story}.txt"
    kills, differences = hunt(script.read_text(encoding="utf-8"), tmp_path, EVERY)
    assert kills
    assert differences == []


class Forgetful(Story):
    """A door that says « worked » before it has worked: what comes at a kill is lost."""

    lost = False

    def do(self, work: object) -> Effects:
        if len(self.lines) < 6 or self.lost:
            return Story.do(self, work)  # type: ignore[arg-type]
        self.lost = True
        return Effects()


def test_a_lost_answer_would_be_noticed(tmp_path: Path) -> None:
    """The comparison itself: a door that loses one input tells another story."""
    script = (SCRIPTS / "becode-technical.txt").read_text(encoding="utf-8")
    calm, other = Story(make_stage(tmp_path)), Forgetful(make_stage(tmp_path / "other"))
    calm.play(script)
    with pytest.raises(AssertionError, match="was never shown"):
        other.play(script)
    assert told(calm) != told(other)


def test_a_kill_is_no_exception_that_somebody_could_catch() -> None:
    assert Hunted.do is not Story.do
