"""Dates and times as the team writes and types them, whatever language the laptop speaks."""

import re
from datetime import date, datetime, time

from pi_desktop.clock import LONDON
from pi_desktop.records.kinds import NotADate, NotATime

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CENTURY = 2000
_HALF_A_YEAR_DAYS = 183
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
_TYPED_DAY = re.compile(
    r"(?:[a-z]+,? +)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ ./-]+(?P<month>\d{1,2}|[a-z]{3,})\.?"
    r"(?:[ ./-]+(?P<year>\d{4}|\d\d))?"
)
_TYPED_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h ]?(?P<minute>\d\d))? ?(?P<half>am|pm)?")


def short_day(day: date) -> str:
    """24 Nov."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def short_day_with_year(day: date) -> str:
    """24 Nov 2026."""
    return f"{short_day(day)} {day.year}"


def weekday_and_day(day: date) -> str:
    """Tue 24 Nov."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {short_day(day)}"


def long_day(day: date) -> str:
    """Tuesday 24 November."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def clock_time(at: time) -> str:
    """09:15."""
    return at.strftime("%H:%M")


def time_to_the_second(instant: datetime) -> str:
    """09:15:07, as a wall clock in the United Kingdom shows that instant."""
    return instant.astimezone(LONDON).strftime("%H:%M:%S")


def read_day(typed: str, today: date) -> date:
    """The date that was typed: 24 Nov, Tue 24 November 2026, 24/11, 24.11.26, 2026-11-24.

    Without a year it is the nearest such day. Raises NotADate.
    """
    found = _ISO_DAY.fullmatch(typed.strip()) or _TYPED_DAY.fullmatch(typed.strip().lower())
    if found is None:
        raise NotADate
    day, month = int(found["day"]), _month(found["month"])
    try:
        if found["year"]:
            return date(int(found["year"]) + (_CENTURY if len(found["year"]) == 2 else 0), month, day)
        near = date(today.year, month, day)
        return near if (today - near).days < _HALF_A_YEAR_DAYS else date(today.year + 1, month, day)
    except ValueError as fault:
        raise NotADate from fault


def read_time(typed: str) -> time:
    """The time of day that was typed: 14:30, 1430, 14.30, 2.30pm, 9. Raises NotATime."""
    found = _TYPED_TIME.fullmatch(typed.strip().lower())
    if found is None:
        raise NotATime
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise NotATime
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError as fault:
        raise NotATime from fault


def _month(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    for number, name in enumerate(_MONTHS, start=1):
        if name.lower().startswith(typed):
            return number
    raise NotADate
