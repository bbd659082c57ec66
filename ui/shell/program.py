"""The program's one window: locked, at work, and locked again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from pi_desktop.bootstrap import Laptop
from ui.settings.appearance import Appearance
from ui.shell.not_kept import NotKept
from ui.unlock.screen import UnlockScreen
from ui.unlock.unlocking import Unlocking

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Desk
    from pi_desktop.errors import DeskError
    from ui.shell.sitting import Sitting

SIZE = (1366, 768)


class Program(QMainWindow):
    """Starts at the unlock screen. Locking blanks the window at once, keeps what is being filled in, closes the records
    and calls `relaunch`: what was in memory goes with the process, and nothing less will do.
    """

    def __init__(self, app: QApplication, laptop: Laptop, appearance: Appearance, relaunch: Callable[[], None]) -> None:
        super().__init__()
        self._app = app
        self._laptop = laptop
        self._appearance = appearance
        self._relaunch = relaunch
        self._ending = False
        self.sitting: Sitting | None = None
        self.setWindowTitle("Parent-Infant Desk")
        self.resize(*SIZE)
        self.unlocking = Unlocking(laptop, [_load_screens], parent=self)
        self.unlock_screen = UnlockScreen(laptop.profiles(), laptop.clock)
        self.unlock_screen.tried.connect(self.unlocking.begin)
        self.unlocking.refused.connect(self.unlock_screen.refuse)
        self.unlocking.opened.connect(self._begin_sitting)
        self.setCentralWidget(self.unlock_screen)
        self.unlock_screen.password.input.setFocus()

    def warm_up(self) -> None:
        """Load what unlocking will need; call it once the window is on display."""
        self.unlocking.warm_up()

    def lock(self) -> None:
        """Lock now, and start again."""
        self._end_sitting(self._relaunch)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.sitting is None:
            event.accept()
            return
        event.ignore()
        self._end_sitting(self.close)

    def _begin_sitting(self, desk: Desk) -> None:
        from ui.shell.sitting import Sitting

        self.sitting = Sitting(self._app, desk, self._appearance, parent=self)
        self.sitting.lock_asked.connect(self.lock)
        self.setCentralWidget(self.sitting.shell)
        self.sitting.shell.front.setFocus()

    def _end_sitting(self, then: Callable[[], object]) -> None:
        """Blank the window at once; `then` is called when everything is kept and the records are closed."""
        if self.sitting is None or self._ending:
            return
        self._ending = True
        self.sitting.shell.hide()
        self._try_to_end(then)

    def _try_to_end(self, then: Callable[[], object]) -> None:
        assert self.sitting is not None
        self.sitting.end(partial(self._ended, then), partial(self._ask_to_try_again, then))

    def _ask_to_try_again(self, then: Callable[[], object], fault: DeskError) -> None:
        """The window stays blank, and open: what was said and not kept is in it and nowhere else."""
        assert self.sitting is not None
        without = partial(self.sitting.end_regardless, partial(self._ended, then))
        NotKept(fault.sentence, partial(self._try_to_end, then), without, parent=self).open()

    def _ended(self, then: Callable[[], object]) -> None:
        self.sitting = None
        then()


def _load_screens() -> None:
    """Importing the screens takes a moment that need not be spent after the password."""
    import ui.shell.sitting  # noqa: F401
