"""The database behind the server: encrypted SQLite, or PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Self

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from pi_desktop.store.connection import connect

CONNECTIONS = 8


class Database:
    """Transactions, for writing and for reading; on SQLite one writer at a time, in the order in which they came."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_writer = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends well, and leaves nothing otherwise."""
        with self._one_writer, self._engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the database, whatever is written meanwhile."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_encrypted(path: Path, raw_key: str, *, create: bool = False) -> Database:
    """An encrypted SQLite file. `raw_key` is 64 hexadecimal digits. Raises StoreError."""

    def opened() -> sqlcipher.Connection:
        return connect(path, raw_key, create=create)

    opened().close()
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=opened,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return Database(engine)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
