"""The whole window over a real encrypted file, unlocked, with nobody to synchronise with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import Laptop, unlock
from tests.ui.laptop import PASSWORD
from ui.settings.appearance import Appearance, Mode
from ui.shell.program import Program
from ui.shell.window import Shell


class Unlocked:
    """The program at work, its shell, and how often it was locked."""

    def __init__(self, app: QApplication, qtbot: QtBot, laptop: Laptop) -> None:
        self.laptop = laptop
        (self.profile,) = laptop.profiles()
        self.appearance = Appearance(app, laptop.data_dir)
        self.appearance.set_mode(Mode.LIGHT)
        self.relaunched = 0
        self.program = Program(app, laptop, self.appearance, self._relaunch)
        self._qtbot = qtbot
        self.program.show()
        self.program.unlocking.opened.emit(unlock(laptop, self.profile, PASSWORD))
        qtbot.waitUntil(lambda: self.shell.front.title.startswith("Today"))

    @property
    def shell(self) -> Shell:
        assert self.program.sitting is not None
        return self.program.sitting.shell

    def lock(self) -> None:
        """Lock, and wait until the records are closed."""
        before = self.relaunched
        self.program.lock()
        self._qtbot.waitUntil(lambda: self.relaunched > before)

    def close(self) -> None:
        self.program.close()
        self._qtbot.waitUntil(lambda: self.program.sitting is None)
        self.program.hide()
        self.program.deleteLater()

    def _relaunch(self) -> None:
        self.relaunched += 1


@pytest.fixture
def unlocked(qapp: QApplication, qtbot: QtBot, laptop: Laptop) -> Iterator[Unlocked]:
    made = Unlocked(qapp, qtbot, laptop)
    yield made
    made.close()
