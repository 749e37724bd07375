"""Badges whose time ends, and those that renew them"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HELD = ["programme", "badge", "person_id", "organisation"]
STANDS = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    ends = sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
    op.add_column("badge", ends)
    op.add_column("badge", sa.Column("renews", sa.String(), nullable=False, server_default=""))
    op.drop_index("uq_badge_held", "badge")
    op.create_index(
        "uq_badge_held",
        "badge",
        [*HELD, "renews"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_badge_renews", "badge", ["renews"])
