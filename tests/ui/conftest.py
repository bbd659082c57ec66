"""An enrolled laptop for the tests of the whole window, and what holds for every test with widgets."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pi_desktop.bootstrap import Laptop
from pi_desktop.clock import FixedClock
from tests.ui.laptop import MORNING, enrolled_laptop
from ui.shell.collecting import GuiThreadCollector


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
