"""The whole window over a real encrypted file, unlocked, with nobody to synchronise with."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import Laptop, unlock
from pi_desktop.clock import FixedClock
from tests.ui.laptop import MORNING, PASSWORD, enrolled_laptop
from ui.settings.appearance import Appearance, Mode
from ui.shell.collecting import GuiThreadCollector
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


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Iterator[None]:
    """As in the program, nothing on screen is taken down outside the GUI thread."""
    made = GuiThreadCollector(qapp)
    yield
    made.deleteLater()
    gc.enable()


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """An enrolled laptop to make copies of."""
    laptop, _ = enrolled_laptop(tmp_path_factory.mktemp("enrolled"))
    return laptop


@pytest.fixture
def laptop(enrolled: Laptop, tmp_path: Path) -> Laptop:
    """A laptop of Asha Rahman's, as it was left by enrolling it; its clock stands still."""
    shutil.copytree(enrolled.data_dir, tmp_path / "laptop")
    return Laptop(tmp_path / "laptop", FixedClock(MORNING))


@pytest.fixture
def unlocked(qapp: QApplication, qtbot: QtBot, laptop: Laptop) -> Iterator[Unlocked]:
    made = Unlocked(qapp, qtbot, laptop)
    yield made
    made.close()
