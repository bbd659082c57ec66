"""Synchronising in the background: the rhythm says when, the network's thread does it, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pi_desktop.errors import DeskError

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Rhythm, Surroundings, SyncReport
    from pi_desktop.practice.sync_choices import SyncChoices
    from ui.shell.sessions import DeskRunner


class Syncing(QObject):
    """`began` comes before each try. `ended` carries the SyncReport, `parted` the DeskError that stood in the way,
    `troubled` any other error. `seconds` is a steady clock.

    `fetched` comes whenever a page has been kept. Between two syncs attachments travel, a piece at a time; `carried`
    comes after each piece.
    """

    began = Signal()
    fetched = Signal()
    ended = Signal(object)
    parted = Signal(object)
    troubled = Signal(object)
    carried = Signal()

    def __init__(
        self, runner: DeskRunner, rhythm: Rhythm, seconds: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rhythm = rhythm
        self._seconds = seconds
        self._running = False
        self._once_more = False
        self._carrying = False
        self._stopped = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._begin)

    def start(self) -> None:
        """Synchronise whenever it is due, from now on."""
        self._plan()

    def stop(self) -> None:
        """Begin no more."""
        self._stopped = True
        self._timer.stop()

    def now(self) -> None:
        """Synchronise now, or once more after the sync that is under way."""
        self._rhythm.asked(self._seconds())
        self._once_more = self._running
        self._plan()

    def saved(self) -> None:
        """Something was saved here, and will go soon."""
        self._rhythm.saved(self._seconds())
        self._plan()

    def allow(self, chosen: SyncChoices) -> None:
        """The person chose anew when to synchronise unasked."""
        self._rhythm.allow(on_metered=chosen.on_metered, on_battery_saver=chosen.on_battery_saver)
        self._plan()

    def surroundings(self, found: Surroundings) -> None:
        """The connection or the battery is not what it was."""
        self._rhythm.surroundings(found)
        self._plan()

    def connected(self) -> None:
        """A connection appeared: no more waiting after failures."""
        self._rhythm.connected(self._seconds())
        self._plan()

    def _plan(self) -> None:
        if self._once_more and not self._running:
            self._once_more = False
            self._rhythm.asked(self._seconds())
        due = self._rhythm.due_in(self._seconds())
        if due is None or self._running or self._stopped:
            self._timer.stop()
        else:
            self._timer.start(0 if self._carrying else round(due * 1000))

    def _begin(self) -> None:
        self._running = True
        if self._carrying and self._rhythm.due_in(self._seconds()):
            self._runner.submit_network(lambda network: network.carry(), self._carried, self._failed)
            return
        self.began.emit()
        self._runner.submit_network(lambda network: network.sync(self._kept), self._ended, self._failed)

    def _kept(self, _arrived: int) -> None:
        """In the network's thread; the signal carries it to the window's."""
        self.fetched.emit()

    def _ended(self, report: SyncReport) -> None:
        self._running, self._carrying = False, True
        self._rhythm.succeeded(self._seconds())
        self.ended.emit(report)
        self._plan()

    def _carried(self, one: bool) -> None:
        self._running, self._carrying = False, one
        if one:
            self.carried.emit()
        self._plan()

    def _failed(self, error: Exception) -> None:
        self._running = self._carrying = False
        self._rhythm.failed(self._seconds())
        (self.parted if isinstance(error, DeskError) else self.troubled).emit(error)
        self._plan()
