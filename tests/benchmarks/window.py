"""A window in a process of its own, which says so on its standard output once it is on display.

`bare` is the least that PySide6 can show, `unlock FOLDER` the program over a laptop's folder.
"""

from __future__ import annotations

import os
import sys
from unittest.mock import patch

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

SIZE = (1366, 768)


def telling(kind: type[QMainWindow]) -> type[QMainWindow]:
    """The same window, which tells when it and all that is in it were drawn for the first time."""

    class Telling(kind):  # type: ignore[misc, valid-type]
        told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name for it
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, lambda: print("shown", flush=True))

    return Telling


def show_bare() -> None:
    app = QApplication(sys.argv[:1])
    window = telling(QMainWindow)()
    window.setCentralWidget(QLabel("Password"))
    window.resize(*SIZE)
    window.show()
    app.exec()


def show_unlock(folder: str) -> None:
    from pi_desktop.bootstrap import DATA_VARIABLE
    from ui import __main__ as program
    from ui.shell.program import Program

    os.environ[DATA_VARIABLE] = folder
    with patch.object(program, "Program", telling(Program)):
        program.open_window()


if __name__ == "__main__":
    if sys.argv[1:] == ["bare"]:
        show_bare()
    else:
        show_unlock(sys.argv[2])
