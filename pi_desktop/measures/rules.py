"""The rules of an instrument beside its scores: what is skipped, what must add up, what is always looked at."""

from dataclasses import dataclass
from typing import Literal

from pi_desktop.measures.numbers import Number

Estimate = Literal["prorated", "as_answered"]


@dataclass(frozen=True, slots=True)
class Prematurity:
    """Age is counted from the due date for a baby born at least `weeks_early`, until `until_months`."""

    weeks_early: int
    until_months: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SafetyItem:
    """An item to look at whatever the total: when its keyed value is `least` or more, `most` or less."""

    item: str
    about: str
    least: Number | None
    most: Number | None


@dataclass(frozen=True, slots=True)
class Skip:
    """`item` was not asked, and counts `value`, when `when` was answered with the keyed value `equals`."""

    item: str
    when: str
    equals: Number
    value: Number


@dataclass(frozen=True, slots=True)
class Gate:
    """`item` answered with the keyed value `equals` ends the form, and every score is `score`."""

    item: str
    equals: Number
    score: Number


@dataclass(frozen=True, slots=True)
class MustAddUp:
    """Ratings that share out a fixed number of points."""

    items: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MissingRule:
    """What the publisher allows when items are unanswered. `up_to` 0: no score at all.

    "prorated": the mean of what was answered stands for what was not. "as_answered": the sum stands as it is.
    """

    up_to: int = 0
    how: Estimate = "prorated"
    never: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None
