"""A layout that sets its items side by side and wraps them like words."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Left to right, top to bottom, as many in a line as fit; `stacked`, one a line and as wide as the line."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, line_gap: int | None = None, stacked: bool = False
    ) -> None:
        super().__init__(parent)
        self._stacked = stacked
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove every widget and let it go."""
        while item := self.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, place=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        smallest = QSize()
        for item in self._shown():
            smallest = smallest.expandedTo(item.minimumSize())
        return smallest.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, place: bool) -> int:
        """Lay the items out in `area` and return the height they take, moving them only if `place`."""
        margins = self.contentsMargins()
        inner = area.marginsRemoved(margins)
        top = inner.y()
        for line in self._lines(inner.width()):
            height = max(size.height() for _, size in line)
            x = inner.x()
            for item, size in line:
                if place:
                    item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            top += height + self._line_gap
        return max(top - self._line_gap, inner.y()) - area.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, as many a line as fit into `width`."""
        if self._stacked:
            return [[(item, QSize(width, item.sizeHint().height()))] for item in self._shown()]
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            hint, smallest = item.sizeHint(), item.minimumSize().width()
            size = QSize(min(hint.width(), max(width, smallest)), hint.height())
            if lines and used + self._gap + size.width() <= width:
                lines[-1].append((item, size))
                used += self._gap + size.width()
            else:
                lines.append([(item, size)])
                used = size.width()
        return lines


class Flow(QWidget):
    """A strip of widgets that wraps: chips under a name, buttons of a choice."""

    def __init__(self, *widgets: QWidget, gap: int = 8, line_gap: int | None = None, stacked: bool = False) -> None:
        super().__init__()
        self._layout = FlowLayout(self, gap, line_gap, stacked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.replace(*widgets)

    def add(self, widget: QWidget) -> None:
        """Set one more at the end."""
        self._layout.addWidget(widget)

    def replace(self, *widgets: QWidget) -> None:
        """Show these and let the earlier ones go."""
        self._layout.clear()
        for widget in widgets:
            self.add(widget)
