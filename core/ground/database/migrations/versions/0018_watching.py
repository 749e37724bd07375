"""Processes, certificates and counts for watchers; ratings; promised days; references of rows"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
WAITING = sa.text("state = 'waiting' AND NOT bulk")
ANSWERED = sa.text("move IN ('approve', 'refuse', 'return')")


def upgrade() -> None:
    add_tables()
    op.add_column("claim", sa.Column("promised_at", MOMENT, nullable=True))
    blank = sa.Column("claim_ref", sa.String(), nullable=False, server_default="")
    op.add_column("outbox", blank)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["door", "created_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_event_answered", "event", ["at"], sqlite_where=ANSWERED, postgresql_where=ANSWERED
    )


def add_tables() -> None:
    op.create_table(
        "running",
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("parts", sa.String(), nullable=False),
        sa.Column("beat_at", MOMENT, nullable=False),
        sa.Column("clock_ahead", sa.Float(), nullable=False),
        sa.Column("troubles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("holder", name="pk_running"),
    )
    op.create_table(
        "certificate",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_certificate"),
    )
    op.create_table(
        "tally",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("labels", sa.String(), nullable=False),
        sa.Column("count", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", name="pk_tally"),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=8), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("said", sa.Integer(), nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sa.UniqueConstraint("about_id", name="uq_rating_about_id"),
    )
    op.create_index("ix_rating_asked", "rating", ["asked_at"])
    op.create_index("ix_rating_person", "rating", ["person_id", "asked_at"])
