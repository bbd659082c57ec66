"""Ctrl+K: type to find a family or an action, Enter opens it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.lists import Row, RowList
from ui.kit.text import Text

Show = Callable[[Sequence[Row]], None]
Find = Callable[[str, Show], None]
MOVES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up)


class _Line(QLineEdit):
    """The line one types in; keys that move or choose go on to the results."""

    moved = Signal(QKeyEvent)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in MOVES:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)


class FindButton(Button):
    """Looks like the line it opens: "Find a family…", Ctrl+K."""

    def __init__(self, on_click: Callable[[], object]) -> None:
        super().__init__("Find a family…", on_click)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.addStretch(1)
        row.addWidget(QLabel("Ctrl+K"))


class PalettePanel(QFrame):
    """The card in the middle."""


class CommandPalette(QFrame):
    """An overlay over its parent. `find(words, show)` looks up rows and hands them to `show`, now or later;
    what comes for words that are no longer there is not shown. `opened` carries the key of the row chosen.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget, find: Find) -> None:
        super().__init__(parent)
        self._find = find
        self._before: QWidget | None = None
        self.words = _Line()
        self.words.setPlaceholderText("Find a family or an action…")
        self.words.setAccessibleName("Find a family or an action")
        self.results = RowList("What was found")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Text("Nothing found. Try part of a name, a postcode or a phone number.", role="soft")
        self.words.textChanged.connect(self._look_up)
        self.words.moved.connect(self.results.keyPressEvent)
        self.words.left.connect(self.dismiss)
        self.results.opened.connect(self._open)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come up, empty, with the cursor in the line."""
        self._before = self.window().focusWidget()
        self._cover()
        self.words.clear()
        self._look_up("")
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._before:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        if parent := self.parentWidget():
            self.setGeometry(parent.rect())

    def _look_up(self, words: str) -> None:
        self._find(words, lambda rows: self._show(words, rows))

    def _show(self, words: str, rows: Sequence[Row]) -> None:
        if words != self.words.text():
            return
        self.results.set_rows(rows)
        self.results.select_first()
        self._nothing.setVisible(bool(words) and not rows)

    def _open(self, key: object) -> None:
        self.dismiss()
        self.opened.emit(key)

    def _lay_out(self) -> None:
        panel = PalettePanel()
        panel.setFixedSize(620, 460)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(14, 14, 14, 14)
        inner.addWidget(self.words)
        inner.addWidget(self._nothing)
        inner.addWidget(self.results, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 84, 0, 0)
        outer.addWidget(panel, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
