"""Days, times of day and instants, in text forms that sort."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pi_desktop.records.kinds.errors import NotADate, NotATime
from pi_desktop.records.kinds.kind import Kind

_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date on the wall calendar. A year that nobody here can mean is a slip of the hand."""

    def check(self, value: Any) -> date | None:
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date) or value.year not in _YEARS:
            raise NotADate
        return value

    def to_column(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def from_column(self, stored: str | None) -> date | None:
        return None if stored is None else date.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or _reads_back(lambda text: date.fromisoformat(text).isoformat(), sent)


@dataclass(frozen=True, slots=True)
class TimeOfDay(Kind):
    """A time on the wall clock, to the minute, Europe/London."""

    def check(self, value: Any) -> time | None:
        if value is not None and not isinstance(value, time):
            raise NotATime
        return None if value is None else value.replace(second=0, microsecond=0, tzinfo=None)

    def to_column(self, value: time | None) -> str | None:
        return None if value is None else value.strftime("%H:%M")

    def from_column(self, stored: str | None) -> time | None:
        return None if stored is None else time.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or _reads_back(lambda text: time.fromisoformat(text).strftime("%H:%M"), sent)


@dataclass(frozen=True, slots=True)
class Instant(Kind):
    """A point in time, UTC, to the millisecond, in a text form that sorts."""

    def check(self, value: Any) -> datetime | None:
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None or value.year not in _YEARS:
            raise NotADate
        instant = value.astimezone(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def to_column(self, value: datetime | None) -> str | None:
        return None if value is None else instant_text(value)

    def from_column(self, stored: str | None) -> datetime | None:
        return None if stored is None else datetime.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or _reads_back(lambda text: instant_text(datetime.fromisoformat(text)), sent)


def instant_text(instant: datetime) -> str:
    """An aware instant as `2026-11-24T09:15:00.000Z`, always 24 characters."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _reads_back(read: Callable[[str], str], sent: object) -> bool:
    """Whether text is written in the one form that this program writes: other forms would not sort with it."""
    try:
        return isinstance(sent, str) and read(sent) == sent
    except (ValueError, OverflowError):
        return False
