"""An inline line that says what was saved, with the way back beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.kit.buttons import LinkButton
from ui.kit.text import Text


class UndoStrip(QFrame):
    """Hidden until `say`; stays until the next one, so that nobody has to hurry."""

    def __init__(self) -> None:
        super().__init__()
        self._undo: Callable[[], object] = lambda: None
        self._words = Text()
        self._words.setContentsMargins(0, 8, 0, 8)
        self._button = LinkButton("Undo", self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show "Saved: call, no answer." and, if it can be taken back, Undo."""
        self._undo = undo or (lambda: None)
        self._words.say(words)
        self._button.setVisible(undo is not None)
        self._button.setAccessibleName(f"Undo: {words}")
        self.show()

    def _take_back(self) -> None:
        self.hide()
        self._undo()
