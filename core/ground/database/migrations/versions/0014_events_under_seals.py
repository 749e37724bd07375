"""Events under seals, and which rules decided"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
FOUND = 0


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as event:
        event.drop_constraint("fk_event_claim_id", type_="foreignkey")
        for name, kind in (
            ("programme", sa.String()),
            ("subject", sa.String()),
            ("version", sa.String(length=32)),
            ("answers", sa.Text()),
            ("words", sa.String(length=64)),
        ):
            event.add_column(sa.Column(name, kind, server_default="", nullable=False))
        event.add_column(sa.Column("salt", sa.LargeBinary(), nullable=True))
        event.add_column(sa.Column("mark", sa.LargeBinary(), nullable=True))
        event.add_column(sa.Column("seal", sa.Integer(), nullable=True))
    op.execute(sa.text(f"UPDATE event SET seal = {FOUND}"))  # noqa: S608 - a number of ours
    op.create_index("ix_event_seal", "event", ["seal", "id"])
    op.create_table(
        "seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.Column("found", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_seal"),
    )
    op.create_table(
        "rule_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("badge", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rule_version"),
    )
