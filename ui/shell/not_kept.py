"""Said over the blank window when locking would lose something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class NotKept(QMessageBox):
    """Why something could not be kept, with another try; to lose it takes the person's own word."""

    def __init__(
        self, sentence: str, try_again: Callable[[], object], go_without: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Not locked yet")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(sentence)
        self.setInformativeText("The window stays blank until it is kept.")
        self.again = self.addButton("Try again", QMessageBox.ButtonRole.AcceptRole)
        self.without = self.addButton("Lock, and lose it", QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.again)
        self.setEscapeButton(self.again)
        for button in (self.again, self.without):
            button.setAccessibleName(button.text())
        self.finished.connect(lambda _: go_without() if self.clickedButton() is self.without else try_again())
