"""The life of an installation as a state machine of hypothesis: any step after any other."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import func, select

from core.ground.rows import outbox
from core.ground.tables import Outbox
from tests.world.world import make_stage
from tools.whole_life.invariants import Remembered, hold
from tools.whole_life.life import EVERYBODY, LEARNERS, SAID, STAFF, Life

ANYBODY, LEARNER = st.sampled_from(EVERYBODY), st.sampled_from(LEARNERS)
CHATTING = st.sampled_from([each for each in EVERYBODY if each != "ana"])
COLLEAGUE = st.sampled_from(sorted(STAFF))
WORDS, NUMBER = st.sampled_from(SAID), st.integers(0, 99)
MINUTES = st.sampled_from((1, 5, 11, 45, 60 * 5, 60 * 24, 60 * 24 * 3, 60 * 24 * 8, -60, -1))


class WholeLife(RuleBasedStateMachine):
    """People of every role at every door, the staff, the post and the clock."""

    @initialize()
    def begin(self) -> None:
        """Begin with an empty installation and its people."""
        self.folder = tempfile.TemporaryDirectory()
        self.life = Life(make_stage(Path(self.folder.name)))
        self.before = Remembered()
        self.life.begin()

    @rule(who=CHATTING, said=WORDS)
    def writes(self, who: str, said: str) -> None:
        """Somebody writes in their chat."""
        self.life.writes(who, said)

    @rule(who=LEARNER)
    def claims(self, who: str) -> None:
        """All that a claim for « Python avancé » needs, so that many come to review."""
        for said in ("/start becode_python-avance", f"https://github.com/{who}/app",
                     f"https://{who}.example.org", "oui"):  # fmt: skip
            self.life.writes(who, said)
            self.life.carries()

    @rule(who=CHATTING, number=NUMBER)
    def presses(self, who: str, number: int) -> None:
        """Somebody presses a button that stands in their chat."""
        self.life.presses(who, number)

    @rule(reader=ANYBODY, number=NUMBER, said=WORDS)
    def answers(self, reader: str, number: int, said: str) -> None:
        """Somebody answers one of their own mails."""
        self.life.answers(reader, reader, number, said)

    @rule(reader=ANYBODY, writer=ANYBODY, number=NUMBER, said=WORDS)
    def answers_the_mail_of_another(self, reader: str, writer: str, number: int, said: str) -> None:
        """Somebody answers a mail that went to another's mailbox."""
        self.life.answers(reader, writer, number, said)

    @rule(writer=ANYBODY, said=WORDS)
    def mails(self, writer: str, said: str) -> None:
        """Somebody writes a new mail."""
        self.life.mails_anew(writer, said)

    @rule(who=CHATTING)
    def types_a_code(self, who: str) -> None:
        """Somebody types the code that was last mailed to them."""
        self.life.types_a_code(who)

    @rule(reader=ANYBODY, number=NUMBER, pressed=NUMBER)
    def opens_a_page(self, reader: str, number: int, pressed: int) -> None:
        """Somebody opens the page of a mail, and may press a button there."""
        self.life.opens_a_page(reader, number, pressed)

    @rule(number=NUMBER)
    def happens_again(self, number: int) -> None:
        """An input that was worked comes once more."""
        self.life.happens_again(number)

    @rule(who=LEARNER, number=NUMBER, months=st.sampled_from((3, 8)))
    def is_imported(self, who: str, number: int, months: int) -> None:
        """A mission of somebody comes with a roster."""
        self.life.mission(who, number, months)

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        """The clock goes forward or back, and what is due is done."""
        self.life.time_passes(minutes)

    @rule(who=COLLEAGUE, number=NUMBER, name=st.sampled_from(("", "Lina O'Brien")))
    def revokes(self, who: str, number: int, name: str) -> None:
        """One of the staff revokes a badge, or corrects the name on it."""
        self.life.revokes(who, number, name)

    @rule(who=COLLEAGUE, merged=ANYBODY, kept=ANYBODY)
    def joins(self, who: str, merged: str, kept: str) -> None:
        """One of the staff makes two persons one."""
        self.life.joins(who, merged, kept)

    @rule(who=COLLEAGUE, number=NUMBER)
    def parts(self, who: str, number: int) -> None:
        """One of the staff parts two persons again."""
        self.life.parts(who, number)

    @rule(who=COLLEAGUE, comes=st.booleans())
    def staff_changes(self, who: str, comes: bool) -> None:
        """Somebody gets a role, or loses it."""
        self.life.staff_changes(who, comes)

    @rule(fails=st.sampled_from(("", "", "", "450 4.2.0 later")))
    def carries(self, fails: str) -> None:
        """The post goes out, or its server refuses it for now."""
        self.life.carries(fails)

    @invariant()
    def holds(self) -> None:
        """All ten invariants hold after each step."""
        if hasattr(self, "life"):
            self.life.acts += 1
            with self.life.stage.world.glance() as turn:
                hold(turn, self.before)

    def teardown(self) -> None:
        """In the end every message has ended, when the post comes for five days."""
        if not hasattr(self, "life"):
            return
        try:
            for _ in range(6):
                self.life.carries()
                self.life.stage.clock.at += timedelta(days=1)
            stage = self.life.stage
            with stage.world.glance() as turn:
                old = stage.clock.at - timedelta(days=2)
                late = select(func.count()).select_from(Outbox).where(
                    Outbox.state == outbox.WAITING, Outbox.created_at < old,
                    Outbox.door.in_(("telegram", "mail")),  # type: ignore[attr-defined]
                )  # fmt: skip
                assert turn.db.exec(late).one() == 0, "a message never ends"
        finally:
            self.life.stage.world.store.close()
            self.folder.cleanup()
