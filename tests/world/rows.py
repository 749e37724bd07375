"""Rows of a small truth for the figures: people, claims, badges, mails, cases, put as they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import SQLModel

from core.claims.states import Move, State
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.in_hand import LEASE
from core.ground.tables import (
    Address,
    Answer,
    Assignment,
    Badge,
    Bounce,
    Case,
    Claim,
    Diagnosed,
    Entry,
    Event,
    Outbox,
    Person,
)
from core.support.case_log import EntryKind
from tests.world.world import Stage

CIVIC, BECODE = "service-civique", "becode"
FIRST = {CIVIC: "volontaire", BECODE: "python-avance"}


@dataclass(slots=True)
class Truth:
    """Writes rows at moments counted back from now."""

    stage: Stage
    count: int = 0

    def ago(self, **time: float) -> datetime:
        return self.stage.clock.at - timedelta(**time)

    def put(self, *rows: SQLModel) -> None:
        with self.stage.world.turn() as turn:
            for row in rows:
                turn.db.add(row)
                turn.db.flush()

    def key(self) -> UUID:
        self.count += 1
        return UUID(int=10**6 + self.count)

    def person(self) -> Address:
        """Somebody with a mailbox."""
        who, at = Person(id=self.key(), created_at=self.stage.clock.at), self.stage.clock.at
        mail = f"p{self.count}@example.org"
        address = Address(id=self.key(), person_id=who.id, door="mail", value=mail, proven_at=at)
        self.put(who, address)
        return address

    def claim(
        self,
        opened: datetime,
        state: State = State.DRAFT,
        programme: str = CIVIC,
        due: datetime | None = None,
    ) -> Claim:
        claim = Claim(
            id=self.key(), ref=f"r{self.count}", programme=programme, badge=FIRST[programme],
            person_id=self.person().person_id, state=state, opened_at=opened, updated_at=opened,
            review_due_at=due,
        )  # fmt: skip
        self.put(claim)
        return claim

    def badge(
        self, opened: datetime, yes: datetime | None, issued: datetime, programme: str = CIVIC
    ) -> None:
        """An issued claim; without a yes it was awarded."""
        claim = self.claim(opened, State.ISSUED, programme)
        move, at = (Move.SUBMIT, yes) if yes else (Move.AWARD, opened)
        address = self.person()
        self.put(
            Event(id=self.key(), move=move, claim_id=claim.id, to_state="", at=at),
            Badge(
                id=f"b{self.count}", claim_id=claim.id, person_id=claim.person_id,
                address_id=address.id, programme=programme, badge=claim.badge, language="fr",
                name="", issued_at=issued, status_index=self.count, artwork="",
                credential=b"", assertion=b"",
            ),
        )  # fmt: skip

    def diagnosed(
        self, cause: str, cure: str = "", programme: str = CIVIC, at: datetime | None = None
    ) -> None:
        at = at or self.stage.clock.at
        self.put(Diagnosed(id=self.key(), programme=programme, cause=cause, cure=cure, at=at))

    def seat(self, claim: Claim, reviewer: Person, given: datetime, verdict: str = "") -> None:
        seat = Assignment(claim_id=claim.id, person_id=reviewer.id, given_at=given, verdict=verdict)
        self.put(seat)

    def mail(
        self,
        place: str,
        sent: datetime,
        claim: Claim | None = None,
        kind: str = "invitation",
        state: str = outbox.SENT,
    ) -> UUID:
        """A mail that has left, as its row looks when it is done with."""
        row = self.mail_row(place, sent, claim, kind, state)
        self.put(row)
        return row.id

    def mails(self, places: list[str], sent: datetime) -> list[UUID]:
        """Invitations that have left together, one to each place."""
        rows = [self.mail_row(place, sent) for place in places]
        self.put(*rows)
        return [row.id for row in rows]

    def mail_row(
        self,
        place: str,
        sent: datetime,
        claim: Claim | None = None,
        kind: str = "invitation",
        state: str = outbox.SENT,
    ) -> Outbox:
        return Outbox(
            id=self.key(), kind=kind, subject=str(self.key()), door="mail", place=place,
            claim_id=claim.id if claim else None, message=Message("", "fr").as_json(), state=state,
            due_at=sent + LEASE, created_at=sent, sent_at=sent,
        )  # fmt: skip

    def bounce(
        self, row: UUID, domain: str, at: datetime, *, hard: bool = True, programme: str = CIVIC
    ) -> None:
        self.put(
            Bounce(
                id=self.key(), outbox_id=row, programme=programme, domain=domain, hard=hard, at=at
            )
        )

    def answer(self, claim: Claim, source: str) -> None:
        at = self.stage.clock.at
        self.put(Answer(claim_id=claim.id, question="q", value="v", source=source, answered_at=at))

    def case(
        self,
        opened: datetime,
        answered: datetime | None = None,
        due: datetime | None = None,
        state: str = "open",
    ) -> None:
        case = Case(
            id=self.key(), ref=f"c{self.count}", occasion="human", subject=str(self.count),
            programme=CIVIC, state=state, opened_at=opened, due_at=due,
        )  # fmt: skip
        self.put(case)
        for at in (answered, answered + timedelta(days=1)) if answered else ():
            kind = EntryKind.ANSWERED
            self.put(Entry(id=self.key(), case_id=case.id, kind=kind, at=at))
