"""Messages that were sent, or never will be, keep no secret"""

import sqlalchemy as sa
from alembic import op

from core.ground.blanking import without_secrets

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OUTBOX = sa.table("outbox", sa.column("id"), sa.column("state"), sa.column("message"))
MANY = 1000


def upgrade() -> None:
    connection = op.get_bind()
    gone = sa.select(OUTBOX.c.id, OUTBOX.c.message).where(OUTBOX.c.state != "waiting")
    blanked = OUTBOX.update().where(OUTBOX.c.id == sa.bindparam("row"))
    blanked = blanked.values(message=sa.bindparam("words"))
    rows = connection.execute(gone.where(OUTBOX.c.message != "")).fetchall()
    for start in range(0, len(rows), MANY):
        some = rows[start : start + MANY]
        given = [{"row": key, "words": without_secrets(words)} for key, words in some]
        connection.execute(blanked, given)
