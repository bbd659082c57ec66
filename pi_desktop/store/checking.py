"""Whether the file is sound: looked at daily and after an end that was not clean, on connections of its own.

Two checks, because neither sees everything: SQLCipher's own finds an altered page but not a file that was cut between
two pages; SQLite's finds that, but reads no page that nothing refers to. Nothing is ever changed or deleted.
"""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from pi_desktop.clock import Clock
from pi_desktop.records.kinds import instant_text
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.errors import RecordsDamaged, told
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.store import Store

_EVERY = timedelta(days=1)
_CHECKED = "checked_at"
_MOST_SHOWN = 20


def is_due(store: Store) -> bool:
    """Whether the file should be checked now."""
    last = store.reader.setting(_CHECKED)
    return store.ended_uncleanly or last is None or store.clock.now() - datetime.fromisoformat(last) >= _EVERY


def check(path: Path, raw_key: str) -> tuple[str, ...]:
    """What is wrong with the file, in the database's words, which hold nobody's data; empty where all is well.

    Takes seconds for a large file, and keeps nobody from writing meanwhile. Raises RecordsMissing, RecordsDamaged or
    WrongKey where the file does not even open.
    """
    checks = ("PRAGMA cipher_integrity_check", f"PRAGMA quick_check({_MOST_SHOWN})")
    return tuple(finding for check in checks for finding in _findings(path, raw_key, check))


def note_checked(connection: Connection, clock: Clock) -> None:
    """Keeps when the file was last found sound."""
    keep_setting(connection, _CHECKED, instant_text(clock.now()))


def _findings(path: Path, raw_key: str, check: str) -> tuple[str, ...]:
    """A page that does not decrypt spoils its connection for whatever comes after, so each check has its own."""
    with closing(connect(path, raw_key, read_only=True)) as connection:
        try:
            with told():
                rows = connection.execute(check).fetchmany(_MOST_SHOWN)
        except RecordsDamaged:
            return (f"{check}: the file cannot be read to its end",)
    return tuple(line for (found,) in rows if found != "ok" for line in found.splitlines())[:_MOST_SHOWN]
