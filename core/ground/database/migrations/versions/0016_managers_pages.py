"""Managers' pages: sign-ins, second factors, sessions, changed settings, what the staff change"""

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        "page_session",
        key("id"),
        sa.Column("digest", sa.String(64), nullable=False),
        key("person_id"),
        key("address_id"),
        sa.Column("agent", sa.String(), server_default="", nullable=False),
        moment("started_at"),
        moment("seen_at"),
        moment("proved_at"),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_page_session"),
        sa.UniqueConstraint("digest", name="uq_page_session_digest"),
        of("page_session", "person"),
        of("page_session", "address"),
    )
    op.create_table(
        "sign_in",
        key("id"),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        key("person_id", nullable=True),
        key("address_id", nullable=True),
        key("session_id", nullable=True),
        sa.Column("link", sa.String(64), nullable=False),
        moment("opened_at", nullable=True),
        sa.Column("code", sa.String(64), nullable=False),
        moment("code_until", nullable=True),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        moment("made_at"),
        moment("expires_at"),
        moment("done_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        of("sign_in", "person"),
        of("sign_in", "address"),
        sa.ForeignKeyConstraint(["session_id"], ["page_session.id"], name="fk_sign_in_session_id"),
    )
    op.create_table(
        "second_factor",
        key("id"),
        key("person_id"),
        sa.Column("kind", sa.String(12), nullable=False),
        key("address_id", nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        moment("made_at"),
        moment("confirmed_at", nullable=True),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_second_factor"),
        of("second_factor", "person"),
        of("second_factor", "address"),
    )
    op.create_table(
        "spare_code",
        sa.Column("digest", sa.String(64), nullable=False),
        key("person_id"),
        sa.Column("kind", sa.String(12), nullable=False),
        key("by_id", nullable=True),
        moment("made_at"),
        moment("expires_at", nullable=True),
        moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_spare_code"),
        of("spare_code", "person"),
    )
    op.create_table(
        "changed_setting",
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        moment("changed_at"),
        sa.PrimaryKeyConstraint("programme", "name", name="pk_changed_setting"),
    )
    op.create_table(
        "staff_change",
        key("id"),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        key("person_id", nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        key("by_id", nullable=True),
        sa.Column("door", sa.String(12), nullable=False),
        key("undoes_id", nullable=True),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_change"),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["staff_change.id"], name="fk_staff_change_undoes_id"
        ),
        sa.UniqueConstraint("undoes_id", name="uq_staff_change_undoes_id"),
    )
    for table in ("page_session", "sign_in", "second_factor", "spare_code", "staff_change"):
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
    for name in ("link", "browser", "made_at"):
        op.create_index(f"ix_sign_in_{name}", "sign_in", [name])
    op.create_index("ix_staff_change_by_id", "staff_change", ["by_id"])
    op.create_index("ix_staff_change_programme", "staff_change", ["programme", "at"])
    trust_chats()


def trust_chats() -> None:
    """The chats that the staff have now were theirs before these pages: they show who comes in."""
    told = sa.text(
        "INSERT INTO second_factor (id, person_id, kind, address_id, sealed, last_step, made_at, "
        "confirmed_at) SELECT DISTINCT address.id, address.person_id, 'chat', address.id, '', 0, "
        "CAST(:at AS TIMESTAMP), CAST(:at AS TIMESTAMP) FROM address "
        "JOIN role ON role.person_id = address.person_id WHERE address.door = 'telegram' "
        "AND role.role IN ('support', 'manager', 'operator')"
    )
    op.get_bind().execute(told, {"at": datetime.now(UTC)})


def key(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, MOMENT, nullable=nullable)


def of(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{other}_id"
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name)
