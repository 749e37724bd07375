"""Stops, cases, and mails that give way to answers"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sqlmodel.sql.sqltypes.AutoString()
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        "stop",
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("programme", WORDS, nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_stop_address_id")),
        sa.PrimaryKeyConstraint("address_id", "programme", name=op.f("pk_stop")),
    )
    op.create_table(
        "support_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ref", WORDS, nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("programme", WORDS, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_case_person_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_support_case_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_case")),
        sa.UniqueConstraint("ref", name=op.f("uq_support_case_ref")),
        sa.UniqueConstraint("cause", "subject", name=op.f("uq_support_case_cause_subject")),
    )
    for column in ("person_id", "claim_id", "state"):
        op.create_index(op.f(f"ix_support_case_{column}"), "support_case", [column])
    op.add_column(
        "outbox", sa.Column("bulk", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.drop_index("ix_outbox_due", "outbox")
    op.create_index("ix_outbox_due", "outbox", ["state", "door", "bulk", "due_at"])
    op.create_index("ix_outbox_place", "outbox", ["place", "created_at"])
    op.add_column("inbox", sa.Column("why", WORDS, nullable=False, server_default=""))
