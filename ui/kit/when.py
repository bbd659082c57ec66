"""Inputs for a day and for a time of day, written as the field writes them."""

from datetime import date, time

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit

LEFT_MARGIN = 12


class DayInput(QDateEdit):
    """ "Tue 24 Nov 2026": typed, stepped with the arrow keys, or picked from a calendar."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self._set_up_calendar(self.calendarWidget())

    def day(self) -> date:
        """The day that is written."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Write another day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # Scrolling a page past it must not change what was entered.

    def _set_up_calendar(self, calendar: QCalendarWidget) -> None:
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())


class TimeInput(QTimeEdit):
    """ "14:00": typed, or stepped with the arrow keys."""

    def __init__(self, of_day: time) -> None:
        super().__init__(QTime(of_day.hour, of_day.minute))
        self.setDisplayFormat("HH:mm")
        # The stylesheet's padding does not reach the line within.
        self.lineEdit().setTextMargins(LEFT_MARGIN, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # Scrolling a page past it must not change what was entered.

    def time_of_day(self) -> time:
        """The time that is written."""
        chosen = self.time()
        return time(chosen.hour(), chosen.minute())

    def set_time_of_day(self, of_day: time) -> None:
        """Write another time."""
        self.setTime(QTime(of_day.hour, of_day.minute))
