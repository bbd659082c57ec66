"""A laptop that nobody touches locks itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pi_desktop.clock import FixedClock
from ui.shell.idle import IdleWatch

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Absence:
    """A watch, the clock that it reads, and whether it has given the alarm."""

    def __init__(self, app: QApplication) -> None:
        self.clock = FixedClock(NINE)
        self.watch = IdleWatch(app, self.clock)
        self.noticed = False
        self.watch.idle.connect(self._notice)

    def after(self, time: timedelta) -> bool:
        """Whether it is noticed after so long."""
        self.clock.move_to(self.clock.now() + time)
        self.watch.look()
        return self.noticed

    def _notice(self) -> None:
        self.noticed = True


def test_five_minutes_without_a_touch_are_noticed(qapp: QApplication) -> None:
    absence = Absence(qapp)
    assert not absence.after(timedelta(minutes=4, seconds=59))
    assert absence.after(timedelta(seconds=1))


def test_a_key_begins_the_five_minutes_anew(qapp: QApplication, qtbot: QtBot) -> None:
    absence = Absence(qapp)
    line = QLineEdit()
    qtbot.addWidget(line)
    absence.after(timedelta(minutes=4))
    qtbot.keyClicks(line, "x")
    assert not absence.after(timedelta(minutes=4))
    assert absence.after(timedelta(minutes=1))


def test_a_clock_that_was_set_back_counts_as_absence(qapp: QApplication) -> None:
    assert Absence(qapp).after(-timedelta(seconds=1))
