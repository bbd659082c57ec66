"""The tables with which servers began: the team, its records and operations, who may see what, and its devices."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def key(name: str) -> sa.Column[str]:
    return sa.Column(name, WORD, primary_key=True)


def word(name: str, *, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, WORD, nullable=not needed)


def text(name: str, *, needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=not needed)


def number(name: str, *, needed: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=not needed)


def index(name: str, *columns: str, unique: bool = False, where: str | None = None) -> None:
    """An index of the table whose name `name` begins with."""
    condition = sa.text(where) if where else None
    op.create_index(
        name, name.split("_")[0], columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def upgrade() -> None:
    op.create_table("team", key("team_id"), number("seq"), word("epoch"), text("secret"))
    op.create_table(
        "record",
        *(key("team_id"), key("id"), word("type"), word("family_id", needed=False), word("visibility")),
        *(number("v"), text("body")),
    )
    index("record_by_v", "team_id", "v", unique=True)
    index("record_by_family", "team_id", "family_id", "v")
    op.create_table(
        "operation",
        *(key("team_id"), key("op_id"), number("v", needed=False), word("device_id"), number("device_seq")),
        *(word("record_id"), word("type"), word("family_id", needed=False), word("visibility"), word("by")),
        *(word("at"), word("received_at"), word("hash"), word("outcome")),
        *(text("why", needed=False), text("body", needed=False)),
    )
    index("operation_by_record", "team_id", "record_id", "v")
    index("operation_told", "team_id", "v", where="v IS NOT NULL AND body IS NOT NULL")
    index("operation_held", "team_id", "record_id", where="outcome = 'held'")
    op.create_table(
        "scope",
        *(key("team_id"), key("staff_id"), key("allocation_id"), word("family_id"), word("until", needed=False)),
        *(number("gained_v"), number("lost_v", needed=False)),
    )
    index("scope_by_allocation", "team_id", "allocation_id")
    op.create_table(
        "device",
        *(key("team_id"), key("id"), word("staff_id"), text("public_key"), text("label"), word("enrolled_at")),
        *(word("last_contact", needed=False), sa.Column("schema", sa.Integer), sa.Column("waiting", sa.Integer)),
        *(word("revoked_at", needed=False), sa.Column("shut_out", sa.Boolean, nullable=False)),
    )
    index("device_by_id", "id")
    op.create_table(
        "invite",
        *(key("team_id"), key("code_hash"), word("staff_id"), word("until"), word("device_id", needed=False)),
    )
    index("invite_by_code", "code_hash")
    op.create_table(
        "digest",
        *(key("team_id"), key("family_id"), key("visibility")),
        *(sa.Column("records", sa.Integer, nullable=False), number("total")),
    )
    op.create_table(
        "content",
        *(key("team_id"), key("family_id"), key("sha256"), word("media_type")),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "content_piece",
        *(key("team_id"), key("family_id"), key("sha256")),
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
