"""Badges that another issuer's service gave in our place"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_elsewhere",
        sa.Column("badge_id", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("assertion_url", sa.String(), nullable=False),
        sa.Column("receive_url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"]),
        sa.PrimaryKeyConstraint("badge_id"),
    )
    op.create_index("ix_issued_elsewhere_event_id", "issued_elsewhere", ["event_id"])
