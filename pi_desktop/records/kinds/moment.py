"""Days, times of day and instants, in text forms that sort."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pi_desktop.records.kinds.errors import NotADate, NotATime
from pi_desktop.records.kinds.kind import Kind

_YEARS = range(1900, 2200)

# The one form in which this program writes each: others would not sort with it.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_INSTANT = re.compile(rf"{_DATE.pattern}T{_CLOCK_TIME.pattern}:[0-5][0-9]\.[0-9]{{3}}Z")


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
        return sent is None or (isinstance(sent, str) and _DATE.fullmatch(sent) is not None and _is_day(sent))


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
        return sent is None or (isinstance(sent, str) and _CLOCK_TIME.fullmatch(sent) is not None)


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
        if sent is None:
            return True
        return isinstance(sent, str) and _INSTANT.fullmatch(sent) is not None and _is_day(sent[:10])


def instant_text(instant: datetime) -> str:
    """An aware instant as `2026-11-24T09:15:00.000Z`, always 24 characters."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_day(text: str) -> bool:
    """Whether the calendar has a day, written as in `2026-11-24`."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
