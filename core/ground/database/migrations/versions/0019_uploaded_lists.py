"""Lists that were sent on a page and wait for their press"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        "uploaded_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_uploaded_list_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_uploaded_list"),
    )
    op.create_index("ix_uploaded_list_person_id", "uploaded_list", ["person_id"])
    op.create_index("ix_uploaded_list_made_at", "uploaded_list", ["made_at"])
