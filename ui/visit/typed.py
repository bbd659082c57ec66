"""Text that is kept while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.kit.field import Field
from ui.visit.keeping import Keeping

TypedField = Field[QLineEdit] | Field[QPlainTextEdit]
PAUSE_MS = 400
"""No letter waits longer than this before it is handed to the writer."""


class Typed(QObject):
    """Keeps what is typed into an input: the first letter at once, the rest at each pause and when the focus leaves."""

    def __init__(self, field: TypedField, keeping: Keeping, keep: Callable[[str], object], pause: QTimer) -> None:
        super().__init__(field)
        self._field = field
        self._widget: QLineEdit | QPlainTextEdit = field.input
        self._refused = False
        self._keeping = keeping
        self._keep = keep
        self._waiting = False
        self._pause = pause
        pause.setParent(self)
        pause.setSingleShot(True)
        pause.timeout.connect(self.flush)
        field.input.textChanged.connect(self._changed)
        field.input.installEventFilter(self)

    def words(self) -> str:
        """What stands in the input."""
        return self._widget.text() if isinstance(self._widget, QLineEdit) else self._widget.toPlainText()

    def show_words(self, words: str) -> None:
        """Show what is kept, unless something was typed that is not, or could not be."""
        if self._waiting or self._refused or self._same(words):
            return
        self._widget.blockSignals(True)
        if isinstance(self._widget, QLineEdit):
            self._widget.setText(words)
        else:
            self._widget.setPlainText(words)
        self._widget.blockSignals(False)

    def answered(self, sentence: str) -> None:
        """Say beside the field why what was typed could not be kept; nothing once it is."""
        self._refused = bool(sentence)
        self._field.set_error(sentence)

    def flush(self) -> None:
        """Hand over what has been typed since the last time."""
        self._pause.stop()
        if self._waiting:
            self._waiting = False
            self._keep(self.words())
            self._keeping.typing(self, more_to_keep=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _same(self, words: str) -> bool:
        """Blanks at the ends of a line are dropped when it becomes a record: that is no reason to move the cursor."""
        if isinstance(self._widget, QLineEdit):
            return words.split() == self.words().split()
        return words == self.words()

    def _changed(self) -> None:
        begins = not self._waiting and not self._pause.isActive()
        self._waiting = True
        self._keeping.typing(self, more_to_keep=True)
        if begins:
            self.flush()
        if not self._pause.isActive():
            self._pause.start()
