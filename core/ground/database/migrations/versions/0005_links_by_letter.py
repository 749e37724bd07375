"""Links that only the link of a letter has made, and no code"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("by_letter", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("link", column)
