"""One program at a time: an exclusive lock of the operating system on a file beside the records."""

import os
import sys
from pathlib import Path

from pi_desktop.store.errors import InUse, NotWritable

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class RecordsLock:
    """Held from the moment it is made until it is let go, or until its process ends in any way."""

    def __init__(self, records: Path) -> None:
        """Raises InUse where another program holds it, NotWritable where the folder may not be written to."""
        try:
            self._descriptor = os.open(records.with_name(f"{records.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise NotWritable from fault
        try:
            _take(self._descriptor)
        except OSError as fault:
            os.close(self._descriptor)
            raise InUse from fault

    def let_go(self) -> None:
        os.close(self._descriptor)
