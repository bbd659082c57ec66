"""A list of families (or of anything that has a name) which stays quick with thousands of rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.kit.chip import ChipWords
from ui.kit.row_painter import RowPainter

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One row: a name, what follows it, a line beneath, chips, and a few words at the right."""

    key: object
    title: str
    after: str = ""
    detail: str = ""
    chips: tuple[ChipWords, ...] = ()
    aside: str = ""

    def spoken(self) -> str:
        """The whole row in words."""
        parts = (self.title, self.after, self.detail, *(chip.words for chip in self.chips), self.aside)
        return ", ".join(part for part in parts if part)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        return None

    def place_of(self, key: object) -> int:
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)


class RowList(QListView):
    """`opened` carries the key of the row that was clicked, or chosen with Enter."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the row that was current stays so if it is still there."""
        kept = self.current_key()
        self._rows.replace(rows)
        self.select(kept)

    def current_key(self) -> object:
        """The key of the current row, None without one."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row.key if isinstance(row, Row) else None

    def select(self, key: object) -> None:
        """Make the row of `key` the current one; nothing happens if it is not there."""
        place = self._rows.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self._rows.index(place))

    def select_first(self) -> None:
        """Make the first row the current one."""
        self.setCurrentIndex(self._rows.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: AnyIndex) -> None:
        self.opened.emit(index.data(Qt.ItemDataRole.UserRole).key)
