"""The statements that make an empty file. SQLAlchemy is loaded for this, and so only where a file is made."""

from collections.abc import Iterator

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from pi_desktop.store.migrate import SCHEMA
from pi_desktop.store.tables import FULL_TEXT, METADATA, TRIGGERS


def statements() -> Iterator[str]:
    """Tables from the record declarations, their indexes, full-text search, and the version that they are."""
    dialect = sqlite.dialect()
    for table in METADATA.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    yield FULL_TEXT
    yield from TRIGGERS.values()
    yield "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    yield f"INSERT INTO alembic_version VALUES ('{SCHEMA}')"
