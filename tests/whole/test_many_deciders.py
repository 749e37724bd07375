"""Eight coaches and staff press and mail at once: one decision a claim, the others told whose.

The badges of what was approved are signed afterwards by two workers at once. `cocarde chaos crowd`
does it with 500 claims, of which all eight decide on 390.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, select

from core.claims.states import ISSUE, State
from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects
from core.ground.rows import timers
from core.ground.rows.insert import add_all
from core.ground.tables import Address, Answer, Assignment, Badge, Claim, Event, Inbox, Person
from core.ground.world import RealChance, Turn
from core.people import people, tokens
from core.people.tokens import Purpose
from core.review.decision import MOVE_OF
from core.staff import StaffMember, add
from mail.listen import receive_mail
from tests.world.review_desk import reviewed
from tests.world.world import Stage, make_stage, size

# So many of 500 are decided on by all eight at once, the others by two who press: an address of
# the staff that we answer 400 times within an hour is taken for a machine's.
EVERYBODY = size(36, 390)
SIZES = [("postgresql", size(100, 500)), ("sqlite", size(30, 80))]
ISSUED_BY, SAMPLE = 2, size(20, 500)
PASSED = "mx.cocarde.test; dmarc=pass header.from=example.org"
REASON = "le dépôt est vide"


@dataclass(frozen=True, slots=True)
class Decider:
    """One of the eight: their role, and how they decide."""

    name: str
    role: str
    verdict: str
    by_mail: bool = False

    @property
    def mail(self) -> str:
        return f"{self.name.lower()}@example.org"


EIGHT = (
    Decider("Sam", "reviewer", "approve"),
    Decider("Zoe", "reviewer", "approve"),
    Decider("Ana", "reviewer", "approve", by_mail=True),
    Decider("Max", "manager", "approve"),
    Decider("Eve", "reviewer", "return"),
    Decider("Noor", "manager", "refuse", by_mail=True),
    Decider("Ines", "reviewer", "approve"),
    Decider("Paul", "manager", "return"),
)
PRESSING = [each for each in EIGHT if not each.by_mail]


@dataclass(slots=True)
class Crowd:
    """Claims in review and those who decide on them; `told` is what each was last answered."""

    stage: Stage
    refs: list[str] = field(default_factory=list)
    secrets: dict[tuple[str, str], str] = field(default_factory=dict)
    told: dict[tuple[str, str], Effects] = field(default_factory=dict)
    inputs: Counter[str] = field(default_factory=Counter)

    def concerned(self, number: int) -> set[str]:
        """Who decides on a claim: two of the eight, or all."""
        if number < EVERYBODY * len(self.refs) // 500:
            return {each.name for each in EIGHT}
        return {PRESSING[(number + step) % len(PRESSING)].name for step in (0, 3)}

    def works(self, decider: Decider) -> None:
        """One of them goes through their claims, at the same time as all through the same few."""
        for number in nearly_sorted(len(self.refs), decider.name):
            ref = self.refs[number]
            if decider.name in self.concerned(number):
                decide = self.writes if decider.by_mail else self.presses
                self.told[decider.name, ref] = decide(decider, ref)

    def presses(self, decider: Decider, ref: str) -> Effects:
        effects = self.says(decider, choice=f"{decider.verdict}:{ref}")
        if decider.verdict != "approve" and effects.outcome == "asked":
            return self.says(decider, text=REASON)
        return effects

    def says(self, decider: Decider, *, text: str = "", choice: str = "") -> Effects:
        self.inputs[decider.name] += 1
        source_id = f"{decider.name}:{self.inputs[decider.name]}"
        chat = str(EIGHT.index(decider) + 1)
        return receive(
            self.stage.world,
            Incoming("telegram", "telegram", source_id, chat, place=chat, text=text, choice=choice),
        )

    def writes(self, decider: Decider, ref: str) -> Effects:
        self.inputs[decider.name] += 1
        secret = self.secrets[decider.name, ref]
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["Subject"] = decider.mail, "Re: À valider"
        mail["To"] = f"badges+{secret}@cocarde.test"
        mail["Message-ID"] = f"<{decider.name}.{ref}@example.org>"
        mail["Authentication-Results"] = PASSED
        mail.set_content("oui" if decider.verdict == "approve" else f"non, {REASON}")
        return receive_mail(self.stage.world, mail.as_bytes())


def nearly_sorted(count: int, seed: str) -> Iterator[int]:
    """Everybody's own order within each sixteen claims, so that nobody always comes first."""
    for start in range(0, count, 16):
        window = list(range(start, min(start + 16, count)))
        Random(seed + str(start)).shuffle(window)
        yield from window


def arrive(turn: Turn, decider: Decider, chat: str) -> None:
    """A role, a mailbox and a chat."""
    add(turn, StaffMember(decider.mail, "becode", decider.role, decider.name))
    address = people.meet(turn, people.MAIL, decider.mail)
    people.confirm(turn, address)
    people.add_address(turn, people.person_of(turn, address), people.TELEGRAM, chat)


def submitted(turn: Turn, number: int) -> dict[type, dict[str, object]]:
    """The rows of a claim that waits for a decision."""
    person, claim, at = turn.chance.uuid(), turn.chance.uuid(), turn.at
    site, repository = f"https://l{number}.example.org", f"https://github.com/l{number}/app"
    mail = f"learner{number}@example.org"
    return {
        Person: {"id": person, "name": f"Learner {number}", "language": "fr", "created_at": at},
        Address: {"id": turn.chance.uuid(), "person_id": person, "door": "mail", "value": mail,
                  "proven_at": at, "unreachable_at": None, "last_used_at": None},
        Claim: {"id": claim, "ref": f"{number:08}", "programme": "becode",
                "badge": "python-avance", "person_id": person, "mission_id": None,
                "state": State.IN_REVIEW, "asked": "", "asks_mail": False, "language": "fr",
                "reason": "", "organisation": "", "review_due_at": at + timedelta(days=5),
                "opened_at": at, "updated_at": at},
        Answer: {"claim_id": claim, "given": {"repository": repository, "site": site}},
    }  # fmt: skip


def gathered(stage: Stage, count: int) -> Crowd:
    """So many claims, each before the eight, who have its card by mail too."""
    crowd = Crowd(stage)
    with stage.world.turn() as turn:
        for chat, decider in enumerate(EIGHT, 1):
            arrive(turn, decider, str(chat))
        rows = [submitted(turn, number) for number in range(count)]
        for table in (Person, Address, Claim):
            add_all(turn, table, [each[table] for each in rows])
        add_all(turn, Answer, [answer for each in rows for answer in answers(turn, each[Answer])])
        claims = list(turn.db.exec(select(Claim).order_by(col(Claim.ref))))
        for decider in EIGHT:
            address = people.meet(turn, people.MAIL, decider.mail)
            for claim in claims if decider.by_mail else []:
                secret = tokens.give(turn, Purpose.DECIDE, address, claim)
                crowd.secrets[decider.name, claim.ref] = secret
    crowd.refs = [claim.ref for claim in claims]
    return crowd


def answers(turn: Turn, row: dict[str, object]) -> Iterator[dict[str, object]]:
    given = row["given"]
    assert isinstance(given, dict)
    for question, value in given.items():
        yield {"claim_id": row["claim_id"], "question": question, "value": value, "said": value,
               "source": "person", "wrong": False, "unchecked": "", "before": None,
               "answered_at": turn.at}  # fmt: skip


@pytest.fixture(params=SIZES, ids=lambda each: str(each[0]))
def crowd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Crowd]:
    engine, count = request.param
    url = request.getfixturevalue("new_database")() if engine == "postgresql" else ""
    stage = make_stage(tmp_path, url)
    stage.world = replace(stage.world, chance=RealChance())
    reviewed(stage, "becode", "technical", '{ by = "coach", days = 5, grace = 1 }')
    yield gathered(stage, count)
    stage.world.store.close()


def at_once(calls: list[Callable[[], object]]) -> None:
    """All of them start together; an exception of any is raised here."""
    start = threading.Barrier(len(calls))

    def begin(call: Callable[[], object]) -> None:
        start.wait(10)
        call()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(begin, call) for call in calls]:
            done.result()


def decisions(crowd: Crowd) -> dict[str, list[tuple[str, str]]]:
    """Reference → (who, verdict) of each decision."""
    with crowd.stage.world.glance() as turn:
        query = (
            select(Claim.ref, Person.name, Event.move)
            .join(Event, col(Event.claim_id) == Claim.id)
            .join(Person, col(Person.id) == Event.actor_id)
            .where(col(Event.move).in_(tuple(MOVE_OF.values())))
        )
        found = defaultdict(list)
        for ref, who, verdict in turn.db.exec(query):
            found[ref].append((who, verdict))
    return found


def test_many_at_once_make_one_decision_a_claim_and_the_others_learn_whose(crowd: Crowd) -> None:
    at_once([lambda decider=decider: crowd.works(decider) for decider in EIGHT])  # type: ignore[misc]

    decided = decisions(crowd)
    assert {ref: len(each) for ref, each in decided.items()} == dict.fromkeys(crowd.refs, 1)
    winners = {ref: who for ref, ((who, _),) in decided.items()}
    assert len(set(winners.values())) > 1  # it was a race
    for (name, ref), effects in crowd.told.items():
        said = "\n".join(str(reply["text"]) for reply in effects.replies)
        assert ("déjà" in said and f"par {winners[ref]} " in said) is (name != winners[ref]), (
            effects
        )
        assert effects.outcome == ("decided" if name == winners[ref] else effects.outcome)

    with crowd.stage.world.glance() as turn:
        worked = Counter(turn.db.exec(select(Inbox.state)))
        seats = Counter(turn.db.exec(select(Assignment.claim_id)))
    assert worked == {"worked": crowd.inputs.total()}
    assert set(seats.values()) == {1}

    issue_and_count(crowd, decided)


def issue_and_count(crowd: Crowd, decided: dict[str, list[tuple[str, str]]]) -> None:
    """Once nothing can be taken back any more: one badge for each approval (of a sample, in the
    suite, for signing takes longer than deciding; the others' timers are set an hour later)."""
    approved = sorted(ref for ref, ((_, verdict),) in decided.items() if verdict == "approve")
    sample = set(approved[:SAMPLE])
    with crowd.stage.world.turn() as turn:
        others = select(Claim.id).where(col(Claim.ref).in_(set(approved) - sample))
        for claim_id in turn.db.exec(others):
            timers.put(turn, ISSUE, str(claim_id), turn.at + timedelta(hours=1))
    crowd.stage.clock.pass_(minutes=11)
    at_once([lambda: due(crowd.stage.world)] * ISSUED_BY)
    with crowd.stage.world.glance() as turn:
        query = select(Claim.ref).join(Badge, col(Badge.claim_id) == Claim.id)
        badges = Counter(turn.db.exec(query))
        states = Counter(turn.db.exec(select(Claim.state)))
    assert badges == dict.fromkeys(sample, 1)
    assert states[State.ISSUED] == len(sample)
    assert states[State.APPROVED] == len(approved) - len(sample)
    assert states[State.IN_REVIEW] == 0
