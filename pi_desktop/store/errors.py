"""What can go wrong with the file on the laptop, in the words that the person reads."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from pi_desktop.errors import DeskError


class StoreError(DeskError):
    """The records on this laptop could not be reached."""


class RecordsMissing(StoreError):
    """The file with the records is not where it was. Nothing has been deleted: please ring your clinical lead."""


class RecordsThere(StoreError):
    """There are records here already. They were left as they are."""


class RecordsDamaged(StoreError):
    """The file with the records is damaged. What was synced is safe on the server; please ring your clinical lead."""


class WrongKey(StoreError):
    """The records do not open with this laptop's key. Nothing has been deleted: please ring your clinical lead."""


class DiskFull(StoreError):
    """This laptop is full, so this was not saved. Please free some space; what you typed is still here."""


class NotWritable(StoreError):
    """This laptop does not let the records be written, so nothing new can be saved. What was saved is still there."""


class InUse(StoreError):
    """The records are open in another window of this program. Please close that one first."""


class Interrupted(StoreError):
    """This question was dropped for a newer one."""


class NewerRecords(StoreError):
    """These records were written by a newer version of this program. Please install that version; nothing is lost."""


class ServerHoldsTooLittle(StoreError):
    """The team's server suddenly has much less than this laptop. Nothing was removed here; please tell your lead."""


@contextmanager
def told() -> Iterator[None]:
    """Turns the database's faults of the environment into sentences; anything else is a defect and passes."""
    try:
        yield
    except sqlcipher.DatabaseError as fault:
        raise _fault_for(fault) from fault


def _fault_for(fault: Exception) -> Exception:
    name: str = getattr(fault, "sqlite_errorname", None) or ""
    for prefix, error in (
        ("SQLITE_FULL", DiskFull),
        ("SQLITE_READONLY", NotWritable),
        ("SQLITE_CANTOPEN", NotWritable),
        ("SQLITE_IOERR", NotWritable),
        ("SQLITE_BUSY", InUse),
        ("SQLITE_LOCKED", InUse),
        ("SQLITE_INTERRUPT", Interrupted),
        ("SQLITE_NOTADB", RecordsDamaged),
        ("SQLITE_CORRUPT", RecordsDamaged),
    ):
        if name.startswith(prefix):
            return error()
    return fault
