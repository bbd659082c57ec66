"""Time, handed to whoever needs it."""

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Where the present comes from."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it was put until it is moved: for demo vaults and tests."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def move_to(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)


def local_day(instant: datetime) -> date:
    """The date on a wall calendar in the United Kingdom at that instant."""
    return instant.astimezone(LONDON).date()


def local_instant(day: date, at: time) -> datetime:
    """The instant at which a wall clock in the United Kingdom shows that day and time, in UTC.

    A time that a clock change skips is taken as if the clock had not yet changed; one that occurs twice, as its first.
    """
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)
