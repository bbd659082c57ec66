"""Wrong passwords cost time: five are free, then each wait is longer, and the hundredth closes the slot.

The count is written before a password is tried, so that ending the program does not give a free try, and in
two files, so that deleting one does not give any. Where both are gone although a slot exists, tries begin at
the first wait, not free. All of this slows a person at the screen; against somebody with a copy of the files
the cost of Argon2id stands. Source: NIST SP 800-63B, 5.2.2. Nothing is ever wiped.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pi_desktop.clock import Clock
from pi_desktop.vault import files
from pi_desktop.vault.errors import TooManyWrongPasswords, TooSoon

FREE_TRIES = 5
FIRST_WAIT = 30  # seconds
LONGEST_WAIT = 15 * 60  # seconds
LAST_TRY = 100

_LINE = "{wrong:010d} {stamp:020d}"
_LINE_LENGTH = 31
_CHECK_LENGTH = 16
_RECORD_LENGTH = _LINE_LENGTH + 1 + _CHECK_LENGTH + 1


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row."""
    if wrong < FREE_TRIES:
        return 0
    return min(FIRST_WAIT << min(wrong - FREE_TRIES, 10), LONGEST_WAIT)


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """Tries since the last right password, and when the latest of them was made (whole seconds)."""

    wrong: int
    latest: datetime

    def encode(self) -> bytes:
        """One line of fixed length that tells whether it is whole."""
        line = _LINE.format(wrong=self.wrong, stamp=int(self.latest.timestamp()))
        return f"{line} {_check(line)}\n".encode("ascii")

    @classmethod
    def decode(cls, encoded: bytes | None) -> "Tally | None":
        """The inverse of `encode`, or None where a line is missing or not whole."""
        if encoded is None or len(encoded) != _RECORD_LENGTH:
            return None
        text = encoded.decode("ascii", "replace")
        line, check = text[:_LINE_LENGTH], text[_LINE_LENGTH + 1 : -1]
        if check != _check(line):
            return None
        try:
            wrong, stamp = line.split()
            return cls(int(wrong), datetime.fromtimestamp(int(stamp), UTC))
        except (ValueError, OverflowError, OSError):  # well checked, but no instant
            return None


class Throttle:
    """The count of wrong passwords of one vault, kept in its folder."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self._copies = (directory / "tries", directory / ".tries")
        self._clock = clock

    def begin(self) -> None:
        """Write the count of a new vault, or that of one that has just been opened.

        Raises FolderNotWritable.
        """
        self._write(Tally(0, self._clock.now()))

    def wait(self) -> int:
        """Seconds until the next password may be tried.

        Raises TooManyWrongPasswords, FolderNotReadable, FolderNotWritable.
        """
        return self._wait(self._tally())

    def take(self) -> Tally:
        """Count a try that is about to be made; gives the tally from before it.

        Raises TooSoon, TooManyWrongPasswords, FolderNotReadable, FolderNotWritable.
        """
        tally = self._tally()
        wait = self._wait(tally)
        if wait:
            raise TooSoon(wait)
        self._write(Tally(tally.wrong + 1, self._clock.now()))
        return tally

    def give_back(self, before: Tally) -> None:
        """Uncount a try in which no password was tested, because the keyring or the memory failed.

        Raises FolderNotWritable.
        """
        self._write(before)

    def _wait(self, tally: Tally) -> int:
        if tally.wrong >= LAST_TRY:
            raise TooManyWrongPasswords
        passed = self._clock.now() - tally.latest
        left = timedelta(seconds=wait_after(tally.wrong)) - passed
        return max(0, -(-left // timedelta(seconds=1)))

    def _tally(self) -> Tally:
        """The highest count that can be read, mended where a copy or the clock is not as it was left."""
        found = [Tally.decode(files.read(copy, _RECORD_LENGTH + 1)) for copy in self._copies]
        readable = [tally for tally in found if tally is not None]
        now = self._clock.now()
        tally = max(readable, default=Tally(FREE_TRIES, now))
        if tally.latest > now:  # the clock was set back: the wait starts again rather than end early or never
            tally = Tally(tally.wrong, now)
        if any(copy != tally for copy in found):
            self._write(tally)
        return tally

    def _write(self, tally: Tally) -> None:
        for copy in self._copies:
            files.overwrite(copy, tally.encode())


def _check(line: str) -> str:
    return hashlib.sha256(line.encode("ascii", "replace")).hexdigest()[:_CHECK_LENGTH]
