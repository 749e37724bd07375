"""Which organisations joined a programme, which of their badges count, and who issued a badge"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        "joined_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("issuers", sa.Text(), nullable=False),
        sa.Column("hosts", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("joined_by", sa.Uuid(), nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_joined_organisation"),
        sa.UniqueConstraint("programme", "slug", name="uq_joined_organisation_programme_slug"),
    )
    op.create_table(
        "counted_class",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("achievement", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("competence", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["joined_organisation.id"], name="fk_counted_class_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "achievement", name="pk_counted_class"),
    )
    op.add_column("badge", sa.Column("issuer", sa.String(), server_default="", nullable=False))
    op.add_column("witness", sa.Column("name", sa.String(), server_default="", nullable=False))
    for moment in ("expires_at", "checked_at", "revoked_at"):
        op.add_column("witness", sa.Column(moment, MOMENT, nullable=True))
