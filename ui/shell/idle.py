"""Noticing that nobody is there any more."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pi_desktop.clock import Clock

MINUTES = 5
SECONDS_BETWEEN_LOOKS = 5
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """`idle` is emitted once nobody has touched the program for five minutes (OWASP ASVS 5.0, 7.3.1).

    A clock that was set back says nothing about how long it was, so it counts as idle.
    """

    idle = Signal()

    def __init__(self, app: QApplication, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._touched = clock.now()
        self._timer = QTimer(self, interval=SECONDS_BETWEEN_LOOKS * 1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._touched = self._clock.now()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """See whether the time has come."""
        quiet = self._clock.now() - self._touched
        if not timedelta(0) <= quiet < timedelta(minutes=MINUTES):
            self._timer.stop()
            self.idle.emit()
