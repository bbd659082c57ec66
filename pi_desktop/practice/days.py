"""Dates and times as the team writes them, whatever language the laptop speaks."""

from datetime import date, datetime, time

from pi_desktop.clock import LONDON

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
