"""The records on this laptop: made, opened, written to, closed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from pi_desktop.clock import Clock
from pi_desktop.ids import Id, Ids
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.errors import NewerRecords, RecordsDamaged, told
from pi_desktop.store.reader import Reader
from pi_desktop.store.tables import FULL_TEXT, METADATA
from pi_desktop.store.unit_of_work import UnitOfWork, transaction

SCHEMA = "0001"
CANARY = "these are the records"


class Store:
    """The open file: one connection that writes and one that reads, each for the thread that uses it."""

    def __init__(self, writing: Connection, reading: Connection, clock: Clock, ids: Ids) -> None:
        self.writing = writing
        self.reading = reading
        self.clock = clock
        self.ids = ids
        self.reader = Reader(reading)

    @property
    def owner(self) -> Id:
        """The staff id of the person whose file this is."""
        owner = self.reader.setting("owner")
        if owner is None:
            raise RecordsDamaged
        return Id(owner)

    @contextmanager
    def unit_of_work(self, actor: Id | None = None) -> Iterator[UnitOfWork]:
        """One action of one person, kept as a whole when the block ends well."""
        with transaction(self.writing):
            yield UnitOfWork(self.writing, actor or self._owner_for_writing(), self.clock, self.ids)

    def _owner_for_writing(self) -> Id:
        row = self.writing.execute("SELECT value FROM setting WHERE name = 'owner'").fetchone()
        return Id(row[0])

    def interrupt_reading(self) -> None:
        """Stops the question under way on the reading connection; it ends with an error there."""
        self.reading.interrupt()

    def close(self) -> None:
        """Empties the write-ahead log into the file, so that as little as possible is outside it, and closes."""
        with told():
            self.reading.close()
            self.writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.writing.close()


def create_store(path: Path, raw_key: str, owner: Id, team_id: Id, device_id: Id) -> None:
    """Makes the file of one person on one device. Refuses a path where a file lies already."""
    if path.exists():
        raise RecordsDamaged
    connection = connect(path, raw_key, create=True)
    try:
        with transaction(connection):
            for statement in schema():
                connection.execute(statement)
            connection.executemany(
                "INSERT INTO setting (name, value) VALUES (?, ?)",
                [("canary", CANARY), ("owner", owner), ("team", team_id), ("device", device_id)],
            )
    finally:
        connection.close()


def open_store(path: Path, raw_key: str, clock: Clock, ids: Ids) -> Store:
    """Opens the file, brings an older one up to date, and proves that it holds what it should.

    Raises RecordsMissing, RecordsDamaged, WrongKey, NewerRecords, or another StoreError.
    """
    writing = connect(path, raw_key)
    try:
        _expect_current(writing)
        reading = connect(path, raw_key, read_only=True)
    except BaseException:
        writing.close()
        raise
    return Store(writing, reading, clock, ids)


def _expect_current(connection: Connection) -> None:
    with told():
        try:
            found = connection.execute("SELECT value FROM setting WHERE name = 'canary'").fetchone()
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as fault:
            raise RecordsDamaged from fault
    if found is None or found[0] != CANARY or version is None:
        raise RecordsDamaged
    if version[0] > SCHEMA:
        raise NewerRecords


def schema() -> Iterator[str]:
    """The statements that make an empty file of the current version."""
    dialect = sqlite.dialect()
    for table in METADATA.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    yield from FULL_TEXT
    yield "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    yield f"INSERT INTO alembic_version VALUES ('{SCHEMA}')"
