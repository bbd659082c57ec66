"""One sitting: from the password that opened the records until they are closed again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pi_desktop.errors import DeskError
from pi_desktop.practice import sittings
from ui.kit.thread_runner import ThreadRunner
from ui.shell.idle import IdleWatch
from ui.shell.places import Place, place_from_text, place_to_text
from ui.shell.surroundings import SurroundingsWatch
from ui.shell.syncing import Syncing
from ui.shell.window import Shell

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Desk
    from ui.settings.appearance import Appearance

SECONDS_TO_PUSH = 3.0


class Sitting(QObject):
    """The shell, and everything that works behind it. `lock_asked` comes from the person or from their absence."""

    lock_asked = Signal()

    def __init__(self, app: QApplication, desk: Desk, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = ThreadRunner(
            desk.writing,
            desk.asking,
            lambda write: desk.network(lambda action: write(lambda writing: writing.apply(action))),
            self._orphan,
            parent=self,
        )
        self.syncing = Syncing(self._runner, desk.rhythm(time.monotonic()), time.monotonic, parent=self)
        self._watch = SurroundingsWatch(self)
        self._watch.changed.connect(self.syncing.surroundings)
        self._watch.connected.connect(self.syncing.connected)
        self.syncing.surroundings(self._watch.found)
        self.shell = Shell(desk, self._runner, self.syncing, appearance, place_from_text(desk.place_left))
        self._session = self.shell.sessions.of(self)
        self.shell.lock_asked.connect(self.lock_asked)
        self._idle = IdleWatch(app, desk.clock, parent=self)
        self._idle.idle.connect(self.lock_asked)
        self._then: Callable[[], object] | None = None
        if desk.check_due:  # before the first sync, which compares what was counted with the server
            self._runner.submit_network(lambda network: network.check_file(), lambda _: None, self.shell.trouble)
        self.syncing.start()

    def end(self, then: Callable[[], object], not_kept: Callable[[DeskError], object]) -> None:
        """Keep what is being filled in and where the person is, send it if that takes no longer than three seconds,
        close the records, and call `then`.

        Where something said cannot be kept, nothing is closed, and `not_kept` gets the reason.
        """
        self.shell.leave(partial(self._end, then), not_kept)

    def end_regardless(self, then: Callable[[], object]) -> None:
        """End although what could not be kept is lost: only where the person said so."""
        self._end(then, self.shell.front.here)

    def _end(self, then: Callable[[], object], place: Place) -> None:
        self._then = then
        end = partial(sittings.end, place=place_to_text(place))
        # Every answer is a draft in the file by now: where this fails, the drafts become records next time.
        self._session.act(end, lambda _: self._push(), lambda _: self._close())

    def _push(self) -> None:
        self.syncing.ended.connect(self._close)
        self.syncing.parted.connect(self._close)
        QTimer.singleShot(round(SECONDS_TO_PUSH * 1000), self, self._close)
        self.syncing.now()

    def _close(self) -> None:
        then, self._then = self._then, None
        if then is None:
            return
        self.syncing.stop()
        self._runner.stop()
        self._desk.close()
        self.shell.deleteLater()
        self.deleteLater()
        then()

    def _orphan(self, error: Exception) -> None:
        """An answer came for a screen that has gone; what was to be saved is saved, or the status line said so."""
        if not isinstance(error, DeskError):
            self.shell.trouble(error)
