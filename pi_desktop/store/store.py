"""The records on this laptop: made, opened, written to, closed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from pi_desktop.clock import Clock
from pi_desktop.ids import Id, Ids
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.errors import RecordsDamaged, RecordsThere, StoreError, told
from pi_desktop.store.lock import RecordsLock
from pi_desktop.store.migrate import bring_up_to_date
from pi_desktop.store.reader import Reader
from pi_desktop.store.settings import setting
from pi_desktop.store.unit_of_work import UnitOfWork, transaction

CANARY = "these are the records"


class Store:
    """The open file: one connection that writes and one that reads, each for the thread that uses it.

    `ended_uncleanly`: whoever had the file open last did not come to close it.
    """

    def __init__(
        self,
        writing: Connection,
        reading: Connection,
        lock: RecordsLock,
        clock: Clock,
        ids: Ids,
        *,
        ended_uncleanly: bool = False,
    ) -> None:
        self.writing = writing
        self.reading = reading
        self.lock = lock
        self.clock = clock
        self.ids = ids
        self.ended_uncleanly = ended_uncleanly
        self.reader = Reader(reading)

    @property
    def owner(self) -> Id:
        """The staff id of the person whose file this is."""
        return _owner(self.reading)

    @contextmanager
    def unit_of_work(self, actor: Id | None = None) -> Iterator[UnitOfWork]:
        """One action of one person, kept as a whole when the block ends well."""
        with transaction(self.writing):
            yield UnitOfWork(self.writing, actor or _owner(self.writing), self.clock, self.ids)

    def interrupt_reading(self) -> None:
        """Stops the question under way on the reading connection; it ends with Interrupted there."""
        self.reading.interrupt()

    def close(self) -> None:
        """Empties the write-ahead log into the file, so that as little as possible is outside it, and closes."""
        self.reading.close()
        with suppress(StoreError):  # what cannot be emptied now is safe where it is, until the next opening
            empty_log(self.writing)
        self.writing.close()
        self.lock.let_go()


def _owner(connection: Connection) -> Id:
    with told():
        owner = setting(connection, "owner")
    if owner is None:
        raise RecordsDamaged
    return Id(owner)


def empty_log(connection: Connection) -> None:
    """Moves what was committed from the write-ahead log into the file, as far as no reader needs the log."""
    with told():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def create_store(path: Path, raw_key: str, owner: Id, team_id: Id, device_id: Id) -> None:
    """Makes the file of one person on one device: beside its place, and put there when it is whole.

    Raises RecordsThere where a file lies already: nothing is ever put in its place.
    """
    from pi_desktop.store.schema import statements

    if path.exists():
        raise RecordsThere
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    connection = connect(unfinished, raw_key, create=True)
    try:
        with transaction(connection):
            for statement in statements():
                connection.execute(statement)
            connection.executemany(
                "INSERT INTO setting (name, value) VALUES (?, ?)",
                [("canary", CANARY), ("owner", owner), ("team", team_id), ("device", device_id)],
            )
        empty_log(connection)
    finally:
        connection.close()
    os.replace(unfinished, path)


def open_store(path: Path, raw_key: str, clock: Clock, ids: Ids) -> Store:
    """Opens the file, brings an older one up to date, and proves that it holds what it should.

    Raises RecordsMissing, RecordsDamaged, WrongKey, NewerRecords, InUse, or another StoreError.
    """
    lock = RecordsLock(path)
    connections: list[Connection] = []
    try:
        ended_uncleanly = _log_of(path).exists()
        connections.append(connect(path, raw_key))
        _expect_canary(connections[0])
        bring_up_to_date(connections[0])
        connections.append(connect(path, raw_key, read_only=True))
    except BaseException:
        for connection in connections:
            connection.close()
        lock.let_go()
        raise
    writing, reading = connections
    return Store(writing, reading, lock, clock, ids, ended_uncleanly=ended_uncleanly)


def _log_of(path: Path) -> Path:
    """The write-ahead log. SQLite removes it when the last connection closes."""
    return path.with_name(f"{path.name}-wal")


def _expect_canary(connection: Connection) -> None:
    with told():
        try:
            found = setting(connection, "canary")
        except sqlcipher.OperationalError as fault:
            if fault.sqlite_errorname == "SQLITE_ERROR":  # there is no such table: this file is something else
                raise RecordsDamaged from fault
            raise
    if found != CANARY:
        raise RecordsDamaged
