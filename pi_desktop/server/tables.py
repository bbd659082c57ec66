"""The server's tables. Every key begins with the team, so that teams can be spread over many machines.

Between records nothing is constrained: a child may arrive before its parent. Instants are text that sorts
(`kinds.instant_text`), days are ISO dates, bodies are JSON text that is passed on without being read.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

from pi_desktop.server.sql import WORD

METADATA = MetaData()

TEAM = Table(
    "team",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("epoch", WORD, nullable=False),
    Column("secret", Text, nullable=False),
)
"""`seq` is the number of the last operation applied; whoever holds this row's lock gives out the next. `epoch` changes
when the database is restored. `secret` (hexadecimal, 32 bytes) authenticates tokens."""

RECORD = Table(
    "record",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("id", WORD, primary_key=True),
    Column("type", WORD, nullable=False),
    Column("family_id", WORD),
    Column("visibility", WORD, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("record_by_v", "team_id", "v", unique=True),
    Index("record_by_family", "team_id", "family_id", "v"),
)
"""Each record as it stands. `v` is the number of the operation that changed it last; `body` is `shelf.Body`."""

OPERATION = Table(
    "operation",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("op_id", WORD, primary_key=True),
    Column("v", BigInteger),
    Column("device_id", WORD, nullable=False),
    Column("device_seq", BigInteger, nullable=False),
    Column("record_id", WORD, nullable=False),
    Column("type", WORD, nullable=False),
    Column("family_id", WORD),
    Column("visibility", WORD, nullable=False),
    Column("by", WORD, nullable=False),
    Column("at", WORD, nullable=False),
    Column("received_at", WORD, nullable=False),
    Column("hash", WORD, nullable=False),
    Column("outcome", WORD, nullable=False),
    Column("why", Text),
    Column("body", Text),
    Index("operation_by_record", "team_id", "record_id", "v"),
    Index(
        "operation_told",
        "team_id",
        "v",
        sqlite_where=text("v IS NOT NULL AND body IS NOT NULL"),
        postgresql_where=text("v IS NOT NULL AND body IS NOT NULL"),
    ),
    Index(
        "operation_held",
        "team_id",
        "record_id",
        sqlite_where=text("outcome = 'held'"),
        postgresql_where=text("outcome = 'held'"),
    ),
)
"""Every operation that arrived, with the answer it was given; its number `v` is empty while it is held or refused.

`device_id` is empty for what was entered at the server. `body` is the operation as it arrived and, once applied, the
values that it replaced; it is empty for one that made a record, whose values stand in the record or in later edits.
"""

SCOPE = Table(
    "scope",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("staff_id", WORD, primary_key=True),
    Column("allocation_id", WORD, primary_key=True),
    Column("family_id", WORD, nullable=False),
    Column("until", WORD),
    Column("gained_v", BigInteger, nullable=False),
    Column("lost_v", BigInteger),
    Index("scope_by_allocation", "team_id", "allocation_id"),
)
"""Who works with which family, one row an allocation and person, with the numbers at which that began and ended."""

DEVICE = Table(
    "device",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("id", WORD, primary_key=True),
    Column("staff_id", WORD, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("enrolled_at", WORD, nullable=False),
    Column("last_contact", WORD),
    Column("schema", Integer),
    Column("waiting", Integer),
    Column("revoked_at", WORD),
    Column("shut_out", Boolean, nullable=False),
    Index("device_by_id", "id"),
)
"""`waiting` is how many operations the device said it still had to send. A revoked device may hand them in and gets
nothing any more; one that is shut out is not listened to at all."""

INVITE = Table(
    "invite",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("code_hash", WORD, primary_key=True),
    Column("staff_id", WORD, nullable=False),
    Column("until", WORD, nullable=False),
    Column("device_id", WORD),
    Index("invite_by_code", "code_hash"),
)
"""Enrolment codes, as SHA-256 of the code; `device_id` is the one device that used it."""

DIGEST = Table(
    "digest",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("family_id", WORD, primary_key=True),
    Column("visibility", WORD, primary_key=True),
    Column("records", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
)
"""Sums over the records of a family and class, and of a class in all families (see digests)."""

CONTENT = Table(
    "content",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("family_id", WORD, primary_key=True),
    Column("sha256", WORD, primary_key=True),
    Column("media_type", WORD, nullable=False),
    Column("size", Integer, nullable=False),
)
"""Content of attachments that is here as a whole, and what it was found to be."""

CONTENT_PIECE = Table(
    "content_piece",
    METADATA,
    Column("team_id", WORD, primary_key=True),
    Column("family_id", WORD, primary_key=True),
    Column("sha256", WORD, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)
"""The pieces of it, and those that have arrived so far of content that is not whole."""
