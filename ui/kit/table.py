"""A short table with hairlines between its rows: consents, a timeline, families not yet seen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.kit.text import Text


class Hairline(QFrame):
    """One line of one pixel."""


class Table(QWidget):
    """Rows of words or widgets. For more than about fifty rows take `RowList`.

    `shares` gives each column its share of the width, 0 for as little as it needs.
    """

    def __init__(self, shares: Sequence[int], headings: Sequence[str] = (), row_margin: int = 9) -> None:
        super().__init__()
        self._shares = tuple(shares)
        self._headings = tuple(headings)
        self._margin = row_margin
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(row_margin)
        for column, share in enumerate(self._shares):
            self._grid.setColumnStretch(column, share)
        self._rows = 0
        self._add_headings()

    def set_rows(self, rows: Sequence[Sequence[str | QWidget]]) -> None:
        """Replace what is shown."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = 0
        self._add_headings()
        for row in rows:
            self.add_row(*row)

    def add_row(self, *cells: str | QWidget) -> None:
        """Add a row at the end, one cell a column; words in all but the first column are soft."""
        if self._rows:
            self._grid.addWidget(Hairline(), self._rows, 0, 1, len(self._shares))
            self._rows += 1
        for column, cell in enumerate(cells):
            widget = Text(cell, role="" if column == 0 else "soft") if isinstance(cell, str) else cell
            self._grid.addWidget(widget, self._rows, column, Qt.AlignmentFlag.AlignVCenter)
        self._rows += 1

    def _add_headings(self) -> None:
        for column, words in enumerate(self._headings):
            self._grid.addWidget(Text(words, role="column", wrap=False), 0, column)
        self._rows = 1 if self._headings else 0
