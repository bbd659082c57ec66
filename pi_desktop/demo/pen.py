"""Writes what one invented family's records hold, in the order in which it was written."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from pi_desktop.clock import FixedClock, local_instant
from pi_desktop.demo.plots import Plot
from pi_desktop.ids import Id, Ids
from pi_desktop.records import Record

R = TypeVar("R", bound=Record)


class Pen:
    """One family's plot, today, and the records so far. The same seed writes the same."""

    def __init__(self, plot: Plot, number: int, today: date, staff: dict[str, Id], seed: int) -> None:
        self.plot = plot
        self.number = number
        self.today = today
        self.staff = staff
        self.chance = random.Random(f"{seed}/{number}")
        self._clock = FixedClock(local_instant(self.weeks_ago(plot.weeks), time(9)))
        self._ids = Ids(self._clock, self.chance.getrandbits)
        self.family_id = self._ids.new()
        self.written: list[Record] = []

    @property
    def practitioner(self) -> Id:
        return self.staff[self.plot.practitioner]

    def weeks_ago(self, weeks: int) -> date:
        return self.today - timedelta(weeks=weeks)

    def marked(self, mark: str) -> bool:
        return mark in self.plot.marks

    def go_to(self, instant: datetime) -> datetime:
        """What is written next was written then; nobody writes before what they wrote already."""
        self._clock.move_to(max(instant, self._clock.now()))
        return self._clock.now()

    def write(self, cls: type[R], by: Id | None = None, **values: Any) -> R:
        """A record made by the practitioner, or by somebody else, now."""
        values.setdefault("id", self._ids.new())
        made_by = by or self.practitioner
        record = cls(family_id=self.family_id, made_at=self._clock.now(), made_by=made_by, **values)
        self.written.append(record)
        return record
