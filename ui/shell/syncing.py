"""When to synchronise: after unlocking, some seconds after a save, every few minutes, and when asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pi_desktop.errors import DeskError

if TYPE_CHECKING:
    from pi_desktop.bootstrap import SyncReport
    from ui.shell.sessions import DeskRunner

SECONDS_AFTER_A_SAVE = 10
MINUTES_BETWEEN = 5


class Syncing(QObject):
    """Synchronises on the network's thread; nothing ever waits for it.

    `began` comes before each try. `ended` carries the SyncReport, `parted` the DeskError that stood in the way,
    `troubled` any other error.
    """

    began = Signal()
    ended = Signal(object)
    parted = Signal(object)
    troubled = Signal(object)

    def __init__(self, runner: DeskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._running = False
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=SECONDS_AFTER_A_SAVE * 1000)
        self._regularly = QTimer(self, interval=MINUTES_BETWEEN * 60_000)
        self._soon.timeout.connect(self.now)
        self._regularly.timeout.connect(self.now)

    def start(self) -> None:
        """Synchronise now, and regularly from now on."""
        self._regularly.start()
        self.now()

    def soon(self) -> None:
        """Synchronise once the person has paused for some seconds."""
        self._soon.start()

    def now(self) -> None:
        """Synchronise; while that is under way already, once more after it."""
        self._soon.stop()
        if self._running:
            self._again = True
            return
        self._running = True
        self.began.emit()
        self._runner.submit_network(lambda network: network.sync(), self._ended, self._failed)

    def stop(self) -> None:
        """Begin no more."""
        self._soon.stop()
        self._regularly.stop()
        self._again = False

    def _ended(self, report: SyncReport) -> None:
        self._running = False
        self.ended.emit(report)
        if self._again:
            self._again = False
            self.now()

    def _failed(self, error: Exception) -> None:
        self._running = self._again = False
        (self.parted if isinstance(error, DeskError) else self.troubled).emit(error)
