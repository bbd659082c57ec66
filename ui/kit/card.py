"""Cards: the white surfaces a page is made of."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.text import Text

Kind = Literal["plain", "current", "past", "hint", "bug"]


class Card(QFrame):
    """A surface with a hairline.

    "current" is framed in the primary colour, "bug" in the accent; "past" steps back, "hint" is dashed.
    """

    def __init__(self, title: str = "", kind: Kind = "plain", aside: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.heading = Text(title, role="heading", parent=self)
        self.heading.setVisible(bool(title or aside))
        if title or aside:
            self._add_header(aside)

    def add(self, *widgets: QWidget) -> None:
        """Set widgets one under the other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Set a layout under what is there."""
        self.body.addLayout(layout)

    def _add_header(self, aside: QWidget | None) -> None:
        header = QHBoxLayout()
        header.addWidget(self.heading, 1)
        if aside:
            header.addWidget(aside)
        self.body.addLayout(header)
