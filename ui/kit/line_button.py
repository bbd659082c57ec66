"""A sentence that can be touched: a line of a list of things to do."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from ui.kit.buttons import LinkButton
from ui.kit.text import Text


class LineButton(LinkButton):
    """Wraps like text, mixes weights like `Text`, and takes clicks and keys like any button."""

    def __init__(self, *words: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__("", on_click)
        self._words = Text(*words)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self._words.words())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 5, 0, 5)
        self._column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._column.totalHeightForWidth(width), self.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint().expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 44)
