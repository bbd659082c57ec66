"""The frame of a screen: title, subtitle and actions stay on top, the body scrolls."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.text import Text

MARGIN = 26


class _Sheet(QWidget):
    """The scrolling part: as high as its width needs, where Qt would ask for what the narrowest width needs."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Page(QFrame):
    """A screen: what it shows goes into `body`, chips and tabs that stay on top into `under_title`."""

    def __init__(self, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self.title = Text(title, role="title")
        self.after = Text(role="after", wrap=False)
        self.after.hide()
        self.subtitle = Text(subtitle, role="subtitle")
        self.subtitle.setContentsMargins(0, 4, 0, 0)
        if not subtitle:
            self.subtitle.hide()  # to show it before it has a parent would open a window
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        self.under_title = QVBoxLayout()
        self.under_title.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        self._head = QVBoxLayout()
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        self._lay_out()

    def set_title(self, title: str, subtitle: str = "", after: str = "") -> None:
        """Name the page; `after` follows the title in soft ink: "7 months, with Maria (mother)"."""
        self.setAccessibleName(title)
        self.title.say(title)
        self.title.setWordWrap(not after)
        self.after.say(after)
        self.after.setVisible(bool(after))
        self.subtitle.say(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_back(self, words: str, on_click: Callable[[], object]) -> None:
        """Put the way back above the title: "Today"."""
        back = LinkButton(f"‹ {words}", on_click)
        back.setProperty("kind", "back")
        back.setAccessibleName(f"Back to {words}")
        self._names.insertWidget(0, back, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.setContentsMargins(MARGIN, 4, MARGIN, 0)

    def add_action(self, widget: QWidget) -> None:
        """Set one more button beside the title, to the right of the earlier ones."""
        self._actions.addWidget(widget)

    def add(self, *widgets: QWidget) -> None:
        """Set widgets one under the other in the body."""
        for widget in widgets:
            self.body.addWidget(widget)

    def fill_with(self, widget: QWidget) -> None:
        """Give the rest of the height to one widget that scrolls by itself: a long list."""
        self.body.addWidget(widget, 1)
        self._inner.setStretch(0, 1)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(12)
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBaseline)
        name.addWidget(self.after, 1, Qt.AlignmentFlag.AlignBaseline)
        self._names.addLayout(name)
        self._names.addWidget(self.subtitle)
        header.addLayout(self._names, 1)
        header.addLayout(self._actions)
        header.setAlignment(self._actions, Qt.AlignmentFlag.AlignVCenter)
        content = _Sheet()
        self._inner = QVBoxLayout(content)
        self._inner.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._inner.addLayout(self.body)
        self._inner.addStretch()
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._head.setContentsMargins(MARGIN, 20, MARGIN, 0)
        self._head.addLayout(header)
        self._head.addLayout(self.under_title)
        column.addLayout(self._head)
        column.addWidget(self.scroll_area, 1)


def columns(*sides: tuple[int, list[QWidget]], gap: int = 18) -> QHBoxLayout:
    """Columns side by side, each with its share of the width and its widgets from the top down."""
    row = QHBoxLayout()
    row.setSpacing(gap)
    for share, widgets in sides:
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, share)
    return row
