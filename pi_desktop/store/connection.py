"""Opening one connection to the encrypted file, the way every connection is opened."""

import re
import sqlite3
from pathlib import Path
from typing import TypeAlias

import sqlcipher3.dbapi2 as sqlcipher

from pi_desktop.store.errors import RecordsDamaged, RecordsMissing, WrongKey, told

Connection: TypeAlias = sqlite3.Connection

_RAW_KEY = re.compile(r"[0-9a-f]{64}")
_PAGE = 4096
_CACHE_KIB = 64 * 1024

# For every NULL that it is given, the driver asks in vain for an adapter, raising and swallowing an exception each
# time: more than half of the time in which a page is kept. This adapter leaves NULL as it is.
sqlcipher.register_adapter(type(None), {}.get)


def connect(path: Path, raw_key: str, *, create: bool = False, read_only: bool = False) -> Connection:
    """A connection to the records. `raw_key` is 32 bytes as 64 hexadecimal digits.

    A shorter raw key would silently be taken for a passphrase, and a missing or all but empty file would be made a new
    one under any key, so both are refused here. Write-ahead log with synchronous FULL: what is committed survives a
    power cut.

    Raises RecordsMissing, RecordsDamaged, WrongKey (also where the beginning of the file is damaged), or another
    StoreError.
    """
    if not _RAW_KEY.fullmatch(raw_key):
        raise WrongKey
    if not create:
        _expect_records(path)
    mode = "rwc" if create else "ro" if read_only else "rw"
    with told():
        connection: Connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, raw_key, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _expect_records(path: Path) -> None:
    if not path.exists():
        raise RecordsMissing
    if path.stat().st_size < _PAGE:
        raise RecordsDamaged


def _prepare(connection: Connection, raw_key: str, *, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # what goes wrong is raised; it need not be printed as well
    connection.execute(f"PRAGMA key = \"x'{raw_key}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as fault:
        if fault.sqlite_errorname == "SQLITE_NOTADB":
            raise WrongKey from fault
        raise
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA busy_timeout = 5000")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: through the disk's own cache; elsewhere nothing
