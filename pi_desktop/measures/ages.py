"""A baby's age as questionnaires print it: completed months, and the days beyond them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """Completed calendar months and the days beyond them."""

    months: int
    days: int


def age_between(born: date, on: date) -> Age:
    """The age on a day; zero before the birth, where an age corrected for prematurity can lie."""
    if on <= born:
        return Age(0, 0)
    months = (on.year - born.year) * 12 + on.month - born.month
    if _months_after(born, months) > on:
        months -= 1
    return Age(months, (on - _months_after(born, months)).days)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
