"""Backups of a team: one consistent view of all its rows, compressed and sealed in one file.

The same file comes from either kind of database and goes back into either. The key lies apart from it, and apart from
the database's own.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard

from pi_desktop.clock import Clock
from pi_desktop.ids import Id
from pi_desktop.records.kinds import instant_text
from pi_desktop.server.copying import Rows, Tallies, Tally, read_team
from pi_desktop.server.database import Database
from pi_desktop.server.errors import BackupMissing, BackupNotWritten, BackupThere, BackupUnreadable
from pi_desktop.server.migrate import SCHEMA
from pi_desktop.server.private_files import force_folder
from pi_desktop.server.sealed import SealedReader, SealedWriter

_LEVEL = 6
_LENGTH = 4


class Header(msgspec.Struct, frozen=True, tag=True):
    """What a backup is of: `schema` is the version of the tables, `made_at` an instant in text form."""

    team_id: Id
    schema: str
    made_at: str


class Some(msgspec.Struct, frozen=True, tag=True):
    rows: Rows


class End(msgspec.Struct, frozen=True, tag=True):
    """Without it a backup is not whole."""

    tallies: dict[str, Tally]


_Part = Header | Some | End
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Part).decode


def back_up(database: Database, team_id: Id, path: Path, key: bytes, clock: Clock) -> dict[str, Tally]:
    """Writes a backup, which is there whole or not at all; gives what it holds.

    Raises BackupThere, BackupNotWritten.
    """
    if path.exists():
        raise BackupThere(path=path)
    unfinished = path.with_name(f"{path.name}.unfinished")
    tallies = Tallies()
    try:
        with database.reading() as connection, _writing(unfinished, key) as put:
            put(Header(team_id, SCHEMA, instant_text(clock.now())))
            for rows in read_team(connection, team_id):
                tallies.add(rows)
                put(Some(rows))
            put(End(tallies.by_table()))
        unfinished.rename(path)
        force_folder(path.parent)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise BackupNotWritten(path=path, reason=fault.strerror) from fault
    return tallies.by_table()


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[tuple[Header, Iterator[Rows]]]:
    """What a backup is of, and all its rows. That all of them are there is known only after the last.

    Raises BackupMissing, BackupUnreadable.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as fault:
        raise BackupMissing(path=path) from fault
    with (
        file,
        io.BufferedReader(SealedReader(file, key)) as sealed,
        zstandard.ZstdDecompressor().stream_reader(sealed) as plain,
    ):
        parts = _parts(plain)
        header = next(parts)
        if not isinstance(header, Header):
            raise BackupUnreadable
        yield header, _rows(parts)


def look_through(path: Path, key: bytes) -> Header:
    """Reads a backup from beginning to end. Raises BackupMissing, BackupUnreadable."""
    with opened(path, key) as (header, rows):
        for _ in rows:
            pass
    return header


@contextmanager
def _writing(path: Path, key: bytes) -> Iterator[Callable[[_Part], None]]:
    """Gives what takes the parts of a new file; it is forced to disk at the end."""
    with open(path, "wb", opener=_for_owner) as file:
        sealed, compressor = SealedWriter(file, key), zstandard.ZstdCompressor(level=_LEVEL).compressobj()

        def put(part: _Part) -> None:
            packed = _encode(part)
            sealed.write(compressor.compress(len(packed).to_bytes(_LENGTH) + packed))

        yield put
        sealed.write(compressor.flush())
        sealed.finish()
        file.flush()
        os.fsync(file.fileno())


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _parts(file: BinaryIO) -> Iterator[_Part]:
    try:
        while length := file.read(_LENGTH):
            yield _decode(file.read(int.from_bytes(length)))
    except (msgspec.DecodeError, zstandard.ZstdError) as fault:
        raise BackupUnreadable from fault
    raise BackupUnreadable


def _rows(parts: Iterator[_Part]) -> Iterator[Rows]:
    tallies = Tallies()
    for part in parts:
        if isinstance(part, Some):
            tallies.add(part.rows)
            yield part.rows
        elif isinstance(part, End) and part.tallies == tallies.by_table():
            return
        else:
            raise BackupUnreadable
