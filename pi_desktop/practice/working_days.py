"""Working days, Monday to Friday; public holidays count among them."""

from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether a day is none of a weekend."""
    return day.weekday() < _SATURDAY


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    after = day + timedelta(days=1)
    return after if is_working_day(after) else next_working_day(after)


def working_days_after(since: date, until: date) -> int:
    """How many working days have begun after `since`, up to `until`."""
    return sum(is_working_day(since + timedelta(days=number)) for number in range(1, (until - since).days + 1))
