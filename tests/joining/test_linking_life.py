"""Any order of linking, parting, claiming and issuing: nothing is lost, nothing has two owners."""

from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import SQLModel, col, select

from core.claims import claim_form
from core.claims.moves import history, move
from core.claims.opening import open_claim
from core.claims.states import Move, State
from core.ground.tables import (
    Address,
    Answer,
    Assignment,
    Badge,
    Claim,
    Conversation,
    Link,
    Person,
    Role,
)
from core.ground.world import Turn
from core.issuing.issue import issue
from core.joining.join import join
from core.joining.split import part
from core.people import people
from core.people.joined import living, onward, selves
from core.programmes.answers.answering import CheckedAnswer as Given
from tests.world.world import make_stage

PEOPLE = ("awa", "ben", "cem")
CLASSES = ("python-avance", "sql")
TABLES: tuple[type[SQLModel], ...] = (Address, Answer, Badge, Claim, Conversation, Role, Assignment)
LINKED = some.permutations(PEOPLE).map(lambda order: (order[0], order[1]))


class Lives(RuleBasedStateMachine):
    """Three people at their terminals, who turn out to be one another, or not."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = make_stage(Path(mkdtemp()))
        self.inputs = count(1)
        for key in PEOPLE:
            self.stage.reviewer(key, key.capitalize(), "becode")
        with self.stage.world.glance() as turn:
            self.mails = {key: self.mail(turn, key).id for key in PEOPLE}
            self.born = {key: self.mail(turn, key).person_id for key in PEOPLE}

    def teardown(self) -> None:
        self.stage.world.store.close()

    def mail(self, turn: Turn, key: str) -> Address:
        address = people.find(turn, people.MAIL, f"{key}@example.org")
        assert address is not None
        return address

    def now(self, turn: Turn, key: str) -> Person:
        """Who somebody is by now."""
        return people.person_of(turn, self.mail(turn, key))

    @initialize(asking=some.sets(some.sampled_from(PEOPLE), min_size=2))
    def begin(self, asking: set[str]) -> None:
        """Several of them ask for the same badge before anybody knows that they are one."""
        for key in sorted(asking):
            self.answers(key, CLASSES[0])

    @rule(key=some.sampled_from(PEOPLE), badge=some.sampled_from(CLASSES))
    def claims(self, key: str, badge: str) -> None:
        with self.stage.world.turn() as turn:
            open_claim(turn, self.now(turn, key), "becode", badge)

    @rule(key=some.sampled_from(PEOPLE), badge=some.sampled_from(CLASSES))
    def answers(self, key: str, badge: str) -> None:
        with self.stage.world.turn() as turn:
            claim = open_claim(turn, self.now(turn, key), "becode", badge)
            if claim.state != State.DRAFT:
                return
            form = claim_form.form_of(turn, claim)
            for question in form.missing[:1]:
                told = f"https://github.com/{key}/a{next(self.inputs)}"
                claim_form.record(turn, form, question.name, Given(told, told), claim_form.PERSON)

    @rule(key=some.sampled_from(PEOPLE))
    def submits(self, key: str) -> None:
        """The first draft of a person comes before a reviewer."""
        with self.stage.world.turn() as turn:
            for claim in people.open_claims(turn, self.now(turn, key))[:1]:
                if claim.state == State.DRAFT:
                    move(turn, claim, Move.COMPLETE)
                    move(turn, claim, Move.SUBMIT)

    @rule(pair=LINKED, speaks=some.booleans())
    def is_seated(self, pair: tuple[str, str], speaks: bool) -> None:
        """Somebody has another's claim before them, and may have said something of it."""
        with self.stage.world.turn() as turn:
            claimant, reviewer = (self.now(turn, key) for key in pair)
            for claim in people.open_claims(turn, claimant):
                known = turn.db.get(Assignment, (claim.id, reviewer.id))
                if claim.state == State.IN_REVIEW and claimant.id != reviewer.id and not known:
                    said = turn.at if speaks else None
                    seat = Assignment(claim_id=claim.id, person_id=reviewer.id, given_at=turn.at)
                    seat.said_at = said
                    turn.db.add(seat)

    @invariant()
    def nobody_sits_before_their_own_claim(self) -> None:
        with self.stage.world.glance() as turn:
            for seat in turn.db.exec(select(Assignment)):
                claim = turn.db.get_one(Claim, seat.claim_id)
                assert seat.person_id != claim.person_id

    @rule(key=some.sampled_from(PEOPLE))
    def is_approved(self, key: str) -> None:
        with self.stage.world.turn() as turn:
            for claim in people.open_claims(turn, self.now(turn, key)):
                if claim.state == State.IN_REVIEW:
                    move(turn, claim, Move.APPROVE)

    @rule(key=some.sampled_from(PEOPLE))
    def is_issued(self, key: str) -> None:
        with self.stage.world.glance() as turn:
            claims = people.open_claims(turn, self.now(turn, key))
        for claim in claims:
            issue(self.stage.world, claim.id)

    @rule(pair=LINKED)
    def links(self, pair: tuple[str, str]) -> None:
        with self.stage.world.turn() as turn:
            join(turn, *(self.now(turn, key) for key in pair))

    @rule(pairs=some.lists(LINKED, min_size=2, max_size=3))
    def links_several(self, pairs: list[tuple[str, str]]) -> None:
        for pair in pairs:
            self.links(pair)

    @rule(pair=LINKED)
    def links_and_undoes_at_once(self, pair: tuple[str, str]) -> None:
        before = self.rows()
        with self.stage.world.turn() as turn:
            link = join(turn, *(self.now(turn, key) for key in pair))
        if link is not None:
            with self.stage.world.turn() as turn:
                assert part(turn, turn.db.get_one(Link, link.id))
        assert self.rows() == before

    @precondition(lambda self: self.links_now())
    @rule(data=some.data())
    def undoes(self, data: some.DataObject) -> None:
        link = data.draw(some.sampled_from(self.links_now()))
        with self.stage.world.turn() as turn:
            assert part(turn, turn.db.get_one(Link, link))
        with self.stage.world.turn() as turn:
            assert not part(turn, turn.db.get_one(Link, link))

    def links_now(self) -> list[UUID]:
        with self.stage.world.glance() as turn:
            query = select(Link.id).where(col(Link.undone_at).is_(None)).order_by(col(Link.id))
            return list(turn.db.exec(query))

    def rows(self) -> list[tuple[str, str]]:
        """Everything that a link could move, as it stands."""
        with self.stage.world.glance() as turn:
            return sorted(
                (table.__name__, row.model_dump_json())
                for table in TABLES
                for row in turn.db.exec(select(table))
            )

    @invariant()
    def everything_has_one_living_owner(self) -> None:
        with self.stage.world.glance() as turn:
            owned = (*turn.db.exec(select(Address)), *turn.db.exec(select(Claim)))
            for row in (*owned, *turn.db.exec(select(Role))):
                assert onward(turn, row.person_id) == [], row
            owners = [living(turn, turn.db.get_one(Person, b.person_id)) for b in badges(turn)]
            held = [selves(turn, owner) for owner in owners]
            assert all(b.person_id in mine for b, mine in zip(badges(turn), held, strict=True))

    @invariant()
    def history_tells_the_state(self) -> None:
        with self.stage.world.glance() as turn:
            for claim in turn.db.exec(select(Claim)):
                assert history(turn, claim)[-1].to_state == claim.state

    @invariant()
    def a_claim_is_folded_only_for_another_or_a_badge(self) -> None:
        """Whoever was folded has another open claim, or the badge itself; else it is back."""
        with self.stage.world.glance() as turn:
            for claim in turn.db.exec(select(Claim).where(Claim.state == State.WITHDRAWN)):
                owner = turn.db.get_one(Person, claim.person_id)
                same = (claim.programme, claim.badge)
                asked = [(c.programme, c.badge) for c in people.open_claims(turn, owner)]
                mine = selves(turn, owner)
                has = [(b.programme, b.badge) for b in badges(turn) if b.person_id in mine]
                assert same in asked or same in has, claim

    @invariant()
    def apart_everybody_has_their_own(self) -> None:
        """With every link undone, addresses and roles are where they began."""
        if self.links_now():
            return
        with self.stage.world.glance() as turn:
            for key, person_id in self.born.items():
                assert turn.db.get_one(Address, self.mails[key]).person_id == person_id
                roles = turn.db.exec(select(Role).where(Role.person_id == person_id)).all()
                assert [role.role for role in roles] == ["reviewer"]


def badges(turn: Turn) -> list[Badge]:
    return list(turn.db.exec(select(Badge).order_by(col(Badge.id))))


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=12,
    phases=[Phase.generate],
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
