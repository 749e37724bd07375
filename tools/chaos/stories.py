"""Transcripts played by a process that is killed on the way, again and again.

A door gives an input anew until it was worked, and once more after it was. Whatever moment the kill
came at, the story must go on as if nothing had been: the same messages to the same people in the
same order, none lost, none twice.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import update
from sqlmodel import col, select

from core.claims.states import ISSUE
from core.due import attempt
from core.ground.effects import Effects, Outcome
from core.ground.paths import ROOT
from core.ground.rows import in_hand
from core.ground.tables import Badge, Case, Claim, Timer
from tests.world.story import Story
from tests.world.world import CountedChance, Stage, make_stage
from tools.chaos.killing import Killed, dying

SCRIPTS = ROOT / "tests" / "conversations"
# What kills may change: moments, codes, and how often it was tried.
TIMES = re.compile(r"\b\d{1,2}[:h]\d{2}\b|\b\d{4} \d{4}\b|\bessais : \d+")


@dataclass(slots=True)
class Hunted(Story):
    """A story whose every input is killed: at each statement, or at every n-th by chance."""

    chance: Random = field(default_factory=lambda: Random(1))
    every: int = 1
    kills: int = 0
    losses: list[str] = field(default_factory=list)

    def do(self, work: Callable[[], Effects]) -> Effects:
        """Work an input until it gets through; then it comes once more, as after a lost receipt."""
        effects = self.through(work)
        self.issue_what_waits()
        again = work()
        if again.outbox and again.outcome is not Outcome.DUPLICATE:
            self.losses.append(f"worked twice: {self.lines[-1]!r}")
        return effects

    def through(self, work: Callable[[], Effects]) -> Effects:
        after, counted = self.step_on(-1), self.stage.world.chance
        assert isinstance(counted, CountedChance)
        safe = [counted.count]
        while True:
            try:
                with dying(self.stage.world.store, after, lambda: safe.append(counted.count)):
                    effects = work()
            except Killed:
                self.kills += 1
                counted.count = safe[-1]
                after = self.step_on(after)
                self.come_back()
                continue
            return effects

    def come_back(self) -> None:
        """The leases of the dead process are over; the hands of the clock stay where they are."""
        in_hand.drop(self.stage.world, in_hand.ids(self.stage.world))
        leased = update(Timer).where(col(Timer.due_at) == self.stage.clock.at + in_hand.LEASE)
        with self.stage.world.turn() as turn:
            turn.db.exec(leased.values(due_at=turn.at))

    def step_on(self, after: int) -> int:
        """Where the next kill falls: so many statements on, on an average."""
        return after + self.chance.randint(1, 2 * self.every - 1)

    def issue_what_waits(self) -> None:
        """The worker of the next process finds the badges that were approved and not issued."""
        with self.stage.world.glance() as turn:
            query = select(Timer).where(Timer.kind == ISSUE, col(Timer.done_at).is_(None))
            waiting = [each for each in turn.db.exec(query) if each.due_at <= turn.at]
        for timer in waiting:
            attempt(self.stage.world, timer)


def told(story: Story) -> dict[str, list[str]]:
    """What each reader was told, in order; references, times and codes made alike."""
    names = references(story.stage)
    heard: dict[str, list[str]] = {}
    for line in story.lines:
        if line.startswith("cocarde"):
            head, _, text = line.partition(" < ")
            for ref, name in names.items():
                text = text.replace(ref, name)
            heard.setdefault(head, []).append(TIMES.sub("…", text))
    return heard


def references(stage: Stage) -> dict[str, str]:
    """The reference of each claim and case, and what stands for it here."""
    with stage.world.glance() as turn:
        claims = [c.ref for c in turn.db.exec(select(Claim).order_by(Claim.opened_at, Claim.id))]  # type: ignore[arg-type]
        cases = [c.ref for c in turn.db.exec(select(Case).order_by(Case.opened_at, Case.id))]  # type: ignore[arg-type]
    return {ref: f"<{kind} {n}>" for kind, refs in (("claim", claims), ("case", cases))
            for n, ref in enumerate(refs, 1)}  # fmt: skip


def badges(stage: Stage) -> list[tuple[str, str]]:
    with stage.world.glance() as turn:
        return sorted((b.programme, b.badge) for b in turn.db.exec(select(Badge)))


def hunts(pattern: str, every: int) -> Iterator[tuple[str, int, list[str]]]:
    """Each conversation whose name fits: its name, the kills, the differences."""
    for script in sorted(SCRIPTS.glob(f"{pattern}.txt")):
        with tempfile.TemporaryDirectory() as folder:
            yield script.stem, *hunt(script.read_text(encoding="utf-8"), Path(folder), every)


def hunt(script: str, folder: Path, every: int) -> tuple[int, list[str]]:
    """Play a script whole and hunted; how often it was killed, and how the two differ."""
    for name in ("calm", "hunted"):
        (folder / name).mkdir()
    calm, hunted = make_stage(folder / "calm"), make_stage(folder / "hunted")
    try:
        reference, story = Story(calm), Hunted(hunted, every=every)
        reference.play(script)
        story.play(script)
        found = list(story.losses)
        if badges(calm) != badges(hunted):
            found.append(f"badges: {badges(calm)} → {badges(hunted)}")
        before, after = told(reference), told(story)
        for who in sorted({*before, *after}):
            found += differences(who, before.get(who, []), after.get(who, []))
        return story.kills, found
    finally:
        calm.world.store.close()
        hunted.world.store.close()


def differences(who: str, before: list[str], after: list[str]) -> list[str]:
    """The first message that is missing, new or another."""
    for number, (wanted, got) in enumerate(zip(before, after, strict=False)):
        if wanted != got:
            return [f"{who}, message {number + 1}: {wanted[:200]!r} became {got[:200]!r}"]
    if len(before) != len(after):
        more = before[len(after) :] or after[len(before) :]
        return [f"{who}: {len(before)} messages became {len(after)}: {more[0][:200]!r}"]
    return []
