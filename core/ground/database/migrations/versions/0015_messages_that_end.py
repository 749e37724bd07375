"""What became of each message, and how quickly messages are handed over"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
WORDED = sa.text("state <> 'waiting' AND NOT bare AND door <> 'webhook'")
# what is known of those that were given up: the address was closed, or the mail came back
GONE = """UPDATE outbox SET told = 'address' WHERE state = 'dead' AND (
    error IN ('the place is closed', 'the address does not exist')
    OR EXISTS (SELECT 1 FROM bounce WHERE bounce.outbox_id = outbox.id AND bounce.hard))"""
REFUSED = """UPDATE outbox SET told = 'inbox' WHERE state = 'dead' AND told = ''
    AND EXISTS (SELECT 1 FROM bounce WHERE bounce.outbox_id = outbox.id)"""
OURS = "UPDATE outbox SET told = 'ours' WHERE state = 'dead' AND told = ''"
OF_A_CLAIM = """UPDATE outbox SET programme =
    (SELECT claim.programme FROM claim WHERE claim.id = outbox.claim_id)
    WHERE claim_id IS NOT NULL"""


def upgrade() -> None:
    for column in (
        sa.Column("programme", sa.String(), server_default="", nullable=False),
        sa.Column("told", sa.String(12), server_default="", nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("route", sa.String(), server_default="", nullable=False),
        sa.Column("doubted_at", MOMENT, nullable=True),
        sa.Column("bare", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("outbox", column)
    for statement in (GONE, REFUSED, OURS, OF_A_CLAIM):
        op.execute(statement)
    op.create_index(
        "ix_outbox_worded", "outbox", ["due_at"], sqlite_where=WORDED, postgresql_where=WORDED
    )
    op.create_table(
        "hand_over",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("door", sa.String(length=12), nullable=False),
        sa.Column("within", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "door", "within", name="pk_hand_over"),
    )
