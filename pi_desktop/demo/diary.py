"""The invented practitioners' diaries: nobody is in two places at once."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from pi_desktop.ids import Id

_SLOTS = (time(9), time(10, 30), time(12), time(13, 30), time(15), time(16, 15))


class Diary:
    """What is booked already, by practitioner."""

    def __init__(self) -> None:
        self._booked: dict[Id, list[tuple[datetime, datetime]]] = defaultdict(list)

    def book(self, staff_id: Id, day: date, at: time, minutes: int) -> tuple[date, time]:
        """Books the time that is wanted, or else the next one that is free, on that working day or the one after."""
        day = working_day(day)
        while True:
            for slot in (at, *_SLOTS):
                begin = datetime.combine(day, slot)
                end = begin + timedelta(minutes=minutes)
                if all(end <= other or begin >= until for other, until in self._booked[staff_id]):
                    self._booked[staff_id].append((begin, end))
                    return day, slot
            day = working_day(day + timedelta(days=1))


def working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
