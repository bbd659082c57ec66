"""The left rail: the places of the program, what waits in each, settings and the lock."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.text import Text
from ui.kit.theme import theme_of


class RailButton(Button):
    """One place, with a count or a shortcut at its right."""

    def __init__(self, words: str, aside: str = "", role: str = "") -> None:
        super().__init__(words)
        self.setCheckable(True)
        self._aside = QLabel()
        self._aside.setIndent(0)
        self._aside.setProperty("role", role)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_aside(aside)

    def set_aside(self, words: str, meaning: str = "") -> None:
        """Show a few characters at the right; `meaning` is what a screen reader says of them."""
        self._aside.setText(words)
        self._aside.setVisible(bool(words))
        self.setAccessibleName(", ".join(filter(None, (self.words, meaning or words))))

    def _ring_colour(self) -> QColor:
        return QColor(theme_of(self).navigation_ink)


class _Places(QWidget):
    """The column of places. Up and Down move along it and round."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        stops = self.findChildren(RailButton)
        here = next((place for place, button in enumerate(stops) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            stops[(here + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)


class Rail(QFrame):
    """`chosen` carries the key of a place; `lock_asked` is the Lock item, and the window's owner binds Ctrl+L."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(self, places: Sequence[tuple[str, str]], settings_key: str = "settings") -> None:
        super().__init__()
        self.setAccessibleName("Places")
        self._buttons: dict[str, RailButton] = {}
        self._column = self._scrolling_column()
        name = Text("Parent-Infant Desk", role="name")
        name.setContentsMargins(12, 4, 4, 16)
        self._column.addWidget(name)
        for key, words in places:
            self._add_place(key, words)
        self._column.addStretch(1)
        self._add_place(settings_key, "Settings")
        self._lock = RailButton("Lock", aside="Ctrl+L")
        self._lock.setCheckable(False)
        self._lock.clicked.connect(lambda: self.lock_asked.emit())
        self._column.addWidget(self._lock)

    def set_count(self, key: str, count: int, meaning: str = "") -> None:
        """Show how many wait there, nothing for 0. A screen reader says `meaning`: "6 families not yet seen"."""
        self._buttons[key].set_aside(str(count) if count else "", meaning if count else "")

    def set_current(self, key: str) -> None:
        """Show where the person is, without emitting anything; a key that is not a place clears it."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def button(self, key: str) -> RailButton:
        """The button of one place."""
        return self._buttons[key]

    def _scrolling_column(self) -> QVBoxLayout:
        """Where the places go; it scrolls when large text or a small screen leaves too little room."""
        column = QVBoxLayout()
        column.setContentsMargins(12, 18, 12, 16)
        column.setSpacing(3)
        content = _Places()
        content.setLayout(column)
        scroll_area = QScrollArea()
        scroll_area.setWidgetResizable(True)
        scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll_area)
        return column

    def _add_place(self, key: str, words: str) -> None:
        button = RailButton(words, role="badge")
        button.clicked.connect(lambda: self._touched(key))
        self._buttons[key] = button
        self._column.addWidget(button)

    def _touched(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
