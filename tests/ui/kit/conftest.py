"""Every test of the kit sees its widgets dressed as in the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.kit.theme import apply, themes


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    apply(qapp, themes()["light"])
    yield
    qapp.setStyleSheet("")
