"""The tables of the file, made from the record declarations."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

from pi_desktop.records import RECORD_TYPES, kinds
from pi_desktop.records.record import RecordType


def record_table(record_type: RecordType, metadata: MetaData) -> Table:
    """One table a record type, clustered by family.

    No constraint between records: a child may arrive a page before its parent. Beside the fields: `extra` (JSON of
    fields this version does not know), `born` (operation that made it, if not its id), `heads` and `rivals` (JSON, see
    merging), `v` (the server's version; empty until it has confirmed one), `waiting` (1 while an operation is unsent).
    """
    columns: list[Column[object]] = [
        Column("family_id", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        *(Column(name, _column_type(rule.kind)) for name, rule in record_type.rules.items()),
        Column("extra", Text),
        Column("born", Text),
        Column("heads", Text),
        Column("rivals", Text),
        Column("v", Integer),
        Column("waiting", Integer, nullable=False, server_default="0"),
    ]
    name = record_type.name
    indexes = [Index(f"{name}_by_{field}", field) for field, rule in record_type.rules.items() if rule.indexed]
    if record_type.chain is not None:
        follows = Column("supersedes") != "[]"
        indexes.append(Index(f"{name}_following", "supersedes", sqlite_where=follows))
    if record_type.chain:
        stands = Column("removed").is_(None)
        indexes.append(Index(f"{name}_matters", *record_type.chain, "removed", sqlite_where=stands))
    return Table(
        name,
        metadata,
        *columns,
        Index(f"{name}_by_id", "id", unique=True),
        Index(f"{name}_in_two_places", "id", sqlite_where=Column("rivals").is_not(None)),
        *indexes,
        sqlite_with_rowid=False,
    )


def _column_type(kind: kinds.Kind) -> Integer | Text:
    return Integer() if isinstance(kind, kinds.Whole | kinds.Flag) else Text()


METADATA = MetaData()
RECORD_TABLES = {name: record_table(record_type, METADATA) for name, record_type in RECORD_TYPES.items()}

OPERATION = Table(
    "operation",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("record_id", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("v", Integer),
    Column("answered_at", Text),
    Index("operation_unsent", "state", "n", sqlite_where=Column("state") != "confirmed"),
)
"""What this laptop's person did. `n` counts without gaps and is the operation's sequence; `body` is its wire form;
`state` is waiting, confirmed or set_aside (with its reason)."""

HISTORY = Table(
    "history",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("op_id", Text, primary_key=True),
    Column("v", Integer, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Earlier values of records, as the server tells them: who changed what, when, from what to what."""

DRAFT = Table(
    "draft",
    METADATA,
    Column("subject_id", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What is being filled in: durable at every pause, turned into operations when the section is left."""

HELD_RECORD = Table(
    "held_record",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("v", Integer, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Records of types that this version does not know, kept whole."""

CONTENT = Table(
    "content",
    METADATA,
    Column("family_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Index("content_unsent", "family_id", "sha256", sqlite_where=Column("sent") == 0),
    sqlite_with_rowid=False,
)
"""Content of attachments that is whole on this laptop, and what it was found to be; `sent` is 1 once the server has
confirmed all of it."""

CONTENT_PIECE = Table(
    "content_piece",
    METADATA,
    Column("family_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The pieces of it, and those that have arrived so far of content that is not here yet."""

DIGEST = Table(
    "digest",
    METADATA,
    Column("family_id", Text, primary_key=True),
    Column("visibility", Text, primary_key=True),
    Column("records", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Sums over what this file holds of the server's records, to compare with the server's own (see drift)."""

SETTING = Table(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text),
    sqlite_with_rowid=False,
)
"""What the file knows of itself: whose it is, where synchronising stands, the canary."""

SEARCH_ENTRY = Table(
    "search_entry",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("record_id", Text, nullable=False, unique=True),
    Column("family_id", Text, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("words", Text, nullable=False),
)
"""The searched fields of each record as one text; the full-text index is keyed by `n`."""

FULL_TEXT = """CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_entry', content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"""

TRIGGERS = {
    "search_entry_removed": """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.n, old.words); END""",
    "search_entry_changed": """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.n, old.words);
        INSERT INTO search_words(rowid, words) VALUES (new.n, new.words); END""",
}
"""What keeps the full-text index in step with entries that change or go, by name.

New ones are put into it by `search.keep_entries`: a trigger would make it write out what it holds at every row.
"""
