"""Badges that are revoked, or replaced by another of the same claim"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WORDS = sqlmodel.sql.sqltypes.AutoString()
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
STANDING = sa.text("revoked_at IS NULL")
OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("badge") as badge:
        badge.add_column(sa.Column("replaced_by", WORDS, nullable=False, server_default=""))
        badge.drop_constraint("uq_badge_claim_id", type_="unique")
        badge.create_unique_constraint("uq_badge_claim_id_replaced_by", ["claim_id", "replaced_by"])
        badge.drop_index("uq_badge_held")
    op.create_index(
        "uq_badge_held",
        "badge",
        ["programme", "badge", "person_id", "organisation", "renews"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "revocation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("badge_id", WORDS, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("new_name", WORDS, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_revocation_badge_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["support_case.id"], name=op.f("fk_revocation_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
    )
    for column in ("badge_id", "case_id"):
        op.create_index(op.f(f"ix_revocation_{column}"), "revocation", [column])
    op.create_index(
        "uq_revocation_open",
        "revocation",
        ["badge_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
