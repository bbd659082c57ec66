"""Every test of the kit sees its widgets dressed and on display as in the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.kit.theme import apply, themes

Show = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    apply(qapp, themes()["light"])
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def show(qtbot) -> Iterator[Show]:
    """Puts a widget into a window on display, and returns the window."""
    windows: list[QWidget] = []

    def put_on_display(widget: QWidget, width: int = 640) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        column.addWidget(widget)
        column.addStretch(1)
        window.resize(width, 400)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield put_on_display
    windows.clear()
