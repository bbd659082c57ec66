"""Underlined tabs over the parts of one record."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.kit.theme import px, theme_of


class _Bar(QTabBar):
    """Qt's tabs, with a ring around the current one while the keyboard is there."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme_of(self).primary), 2))
            ring = QRectF(self.tabRect(self.currentIndex())).adjusted(1, 3, -px(self, 17), -6)
            painter.drawRoundedRect(ring, px(self, 6), px(self, 6))


class TabStrip(QFrame):
    """The line of names. Left and Right move along it."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bar.currentChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)


class Tabs(QWidget):
    """Tabs with the page of each beneath. `shown` tells the name of the tab that came to the front."""

    shown = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._names: list[str] = []
        self._strip = TabStrip()
        self._strip.bar.setAccessibleName(name)
        self._pages = QStackedWidget()
        self._strip.changed.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._strip)
        column.addWidget(self._pages, 1)

    def add(self, name: str, page: QWidget) -> None:
        """Add a tab at the end."""
        self._names.append(name)
        self._pages.addWidget(page)
        self._strip.bar.addTab(name.replace("&", "&&"))

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self._strip.bar.setCurrentIndex(self._names.index(name))

    def current(self) -> str:
        """The name of the tab in front."""
        return self._names[self._strip.bar.currentIndex()]

    def _show(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self.shown.emit(self._names[place])
