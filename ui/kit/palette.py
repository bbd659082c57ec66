"""Ctrl+K: type to find a family or an action, Enter opens it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.kit.lists import Row, RowList
from ui.kit.text import Text

Show = Callable[[Sequence[Row]], None]
Find = Callable[[str, Show], None]


class PalettePanel(QFrame):
    """The card in the middle."""


class PaletteShade(QFrame):
    """The page behind, dimmed."""


class CommandPalette(PaletteShade):
    """An overlay over its parent. `find(words, show)` looks up rows and hands them to `show`, now or later;
    what comes for words that are no longer there is not shown. `opened` carries the key of the row chosen.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget, find: Find) -> None:
        super().__init__(parent)
        self._behind = parent
        self._find = find
        self._before: QWidget | None = None
        self.words = QLineEdit(placeholderText="Find a family or an action…", clearButtonEnabled=True)
        self.words.setAccessibleName("Find a family or an action")
        self.words.textChanged.connect(self._look_up)
        self.words.installEventFilter(self)
        self.results = RowList("What was found")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.opened.connect(self._open)
        self._nothing = Text("Nothing found. Try part of a name, a postcode or a phone number.", role="soft")
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come up, empty, with the cursor in the line."""
        self._before = self.window().focusWidget()
        self.setGeometry(self._behind.rect())
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
        if watched is self._behind and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._behind.rect())
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.keyPressEvent(event)
        else:
            return False
        return True

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
        panel.setFixedWidth(620)
        panel.setMaximumHeight(460)
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(14, 14, 14, 14)
        inner.addWidget(self.words)
        inner.addWidget(self._nothing)
        inner.addWidget(self.results, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 84, 0, 0)
        outer.addWidget(panel, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
