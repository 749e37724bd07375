"""Diagnoses, timelines of cases, seats of review, links that can be undone"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sqlmodel.sql.sqltypes.AutoString()
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    change_cases()
    change_rooms()
    add_columns()
    for make in (link, absence, seat, case_entry, diagnosed, bounce):
        make()
    fill_keys()
    seat_claims()


def blank(name: str, kind: object = WORDS) -> sa.Column[str]:
    return sa.Column(name, kind, nullable=False, server_default="")  # type: ignore[arg-type]


def key(name: str = "id") -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def maybe(name: str, kind: object) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=True)  # type: ignore[arg-type]


def points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def change_cases() -> None:
    op.drop_index(op.f("ix_support_case_state"), "support_case")
    with op.batch_alter_table("support_case") as table:
        table.drop_constraint("uq_support_case_cause_subject", type_="unique")
        table.alter_column("cause", new_column_name="occasion")
    with op.batch_alter_table("support_case") as table:
        table.create_unique_constraint("uq_support_case_occasion_subject", ["occasion", "subject"])
        table.add_column(blank("cause", sa.String(length=24)))
        for name, to in (
            ("mission_id", "mission"),
            ("assignee_id", "person"),
            ("merged_into_id", "support_case"),
        ):
            table.add_column(maybe(name, sa.Uuid()))
            table.create_foreign_key(f"fk_support_case_{name}", to, [name], ["id"])
        for name in ("said_at", "due_at", "escalated_at"):
            table.add_column(maybe(name, MOMENT))
    op.create_index("ix_support_case_waiting", "support_case", ["state", "due_at"])
    op.create_index(op.f("ix_support_case_assignee_id"), "support_case", ["assignee_id"])


def change_rooms() -> None:
    with op.batch_alter_table("room") as table:
        table.drop_constraint("uq_room_programme", type_="unique")
        what = sa.Column("what", sa.String(length=12), nullable=False, server_default="review")
        table.add_column(what)
        table.create_unique_constraint("uq_room_programme_what", ["programme", "what"])


def add_columns() -> None:
    for name in ("badges", "levels", "campuses", "languages"):
        op.add_column("role", blank(name))
    for name in ("name_key", "days_key", "mail_was"):
        op.add_column("mission", blank(name))
    op.create_index("ix_mission_named", "mission", ["programme", "name_key"])
    op.create_index("ix_mission_dated", "mission", ["programme", "days_key"])
    op.add_column("token", maybe("about_id", sa.Uuid()))
    op.create_index(op.f("ix_token_address_id"), "token", ["address_id"])
    op.add_column("answer", maybe("before", sa.Text()))
    op.add_column("address", maybe("preferred_at", MOMENT))
    op.add_column("inbox", maybe("person_id", sa.Uuid()))
    op.add_column("inbox", blank("said", sa.Text()))
    op.create_index(op.f("ix_inbox_person_id"), "inbox", ["person_id"])


def link() -> None:
    op.create_table(
        "link",
        key(),
        key("host_id"),
        key("guest_id"),
        maybe("address_id", sa.Uuid()),
        maybe("by_id", sa.Uuid()),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undo_until", MOMENT, nullable=False),
        maybe("undone_at", MOMENT),
        points("link", "host_id", "person"),
        points("link", "guest_id", "person"),
        points("link", "address_id", "address"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    for column in ("host_id", "guest_id"):
        op.create_index(op.f(f"ix_link_{column}"), "link", [column])


def absence() -> None:
    op.create_table(
        "absence",
        key(),
        key("person_id"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        maybe("deputy_id", sa.Uuid()),
        points("absence", "person_id", "person"),
        points("absence", "deputy_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])


def seat() -> None:
    op.create_table(
        "seat",
        key("claim_id"),
        key("person_id"),
        maybe("stands_in_for", sa.Uuid()),
        maybe("advises", sa.Uuid()),
        sa.Column("given_at", MOMENT, nullable=False),
        maybe("reminded_at", MOMENT),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wrong", WORDS, nullable=False),
        sa.Column("door", sa.String(length=12), nullable=False),
        maybe("said_at", MOMENT),
        points("seat", "claim_id", "claim"),
        points("seat", "person_id", "person"),
        sa.PrimaryKeyConstraint("claim_id", "person_id", name=op.f("pk_seat")),
    )
    op.create_index("ix_seat_given", "seat", ["person_id", "given_at"])
    op.create_index("ix_seat_said", "seat", ["person_id", "said_at"])
    silent = sa.text("verdict = ''")
    op.create_index(
        "ix_seat_waiting", "seat", ["person_id"], sqlite_where=silent, postgresql_where=silent
    )


def case_entry() -> None:
    op.create_table(
        "case_entry",
        key(),
        key("case_id"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        maybe("actor_id", sa.Uuid()),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        points("case_entry", "case_id", "support_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
    )
    op.create_index(op.f("ix_case_entry_case_id"), "case_entry", ["case_id"])


def diagnosed() -> None:
    op.create_table(
        "diagnosed",
        key(),
        maybe("person_id", sa.Uuid()),
        maybe("claim_id", sa.Uuid()),
        maybe("case_id", sa.Uuid()),
        sa.Column("programme", WORDS, nullable=False),
        sa.Column("badge", WORDS, nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("cure", sa.String(length=24), nullable=False),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        points("diagnosed", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosed")),
    )
    op.create_index(op.f("ix_diagnosed_person_id"), "diagnosed", ["person_id"])
    op.create_index("ix_diagnosed_at", "diagnosed", ["at"])


def bounce() -> None:
    op.create_table(
        "bounce",
        key(),
        maybe("outbox_id", sa.Uuid()),
        sa.Column("programme", WORDS, nullable=False),
        sa.Column("domain", WORDS, nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("outbox_id", "hard", name=op.f("uq_bounce_outbox_id_hard")),
    )
    op.create_index("ix_bounce_at", "bounce", ["at"])
    op.create_index("ix_bounce_domain", "bounce", ["domain", "at"])
    op.create_index("ix_person_name", "person", ["name"])
    op.create_index("ix_claim_opened", "claim", ["opened_at"])
    op.create_index("ix_badge_issued", "badge", ["issued_at"])
    op.create_index("ix_support_case_opened", "support_case", ["opened_at"])
    part("ix_answer_short", "answer", ["value"], "length(value) <= 12")
    part("ix_timer_first", "timer", ["due_at", "id"], "done_at IS NULL AND kind <> 'invite'")


def part(name: str, table: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def fill_keys() -> None:
    """Missions that were imported before get their keys from the worker (`claims.roster.keys`)."""
    set_timer("mission_keys")


def seat_claims() -> None:
    """Claims that were in review before get their reviewer from the worker (`claims.seating`)."""
    set_timer("seat_claims")


def set_timer(kind: str) -> None:
    timer = sa.table(
        "timer",
        sa.column("id", sa.Uuid()),
        sa.column("kind", WORDS),
        sa.column("subject", WORDS),
        sa.column("due_at", MOMENT),
        sa.column("attempts", sa.Integer()),
        sa.column("error", sa.Text()),
    )
    given = {"id": uuid4(), "kind": kind, "subject": "", "due_at": datetime.now(UTC)}
    op.get_bind().execute(sa.insert(timer), {**given, "attempts": 0, "error": ""})
