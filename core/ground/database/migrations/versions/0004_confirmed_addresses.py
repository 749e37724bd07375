"""Addresses whose reader is known, not only somebody whom a letter has reached"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column("address", sa.Column("confirmed_at", MOMENT, nullable=True))
    op.execute("UPDATE address SET confirmed_at = proven_at")
