"""Who changed what, when, from what to what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.clock import LONDON
from pi_desktop.practice.days import clock_time, short_day_with_year
from pi_desktop.practice.history import Change
from ui.kit.bidi import isolated
from ui.kit.buttons import LinkButton
from ui.kit.rebuild import rebuild
from ui.kit.text import Soft, Text


class HistoryList(QWidget):
    """Folded until it is asked for; not there at all while nothing has been changed."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: Sequence[Change] = ()
        self._show = LinkButton("History", self._fold)
        self._lines_shown = QWidget()
        self._lines = QVBoxLayout(self._lines_shown)
        self._lines.setContentsMargins(4, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lines_shown)
        self._lines_shown.hide()

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Tell these changes, the latest first."""
        self.setVisible(bool(changes))
        if changes != self._changes:
            self._changes = changes
            rebuild(self._lines, [_line(change) for change in changes])

    def _fold(self) -> None:
        self._lines_shown.setVisible(self._lines_shown.isHidden())
        self._show.setText("History" if self._lines_shown.isHidden() else "Hide history")


def _line(change: Change) -> Text:
    at = change.at.astimezone(LONDON)
    when = f"{short_day_with_year(at.date())}, {clock_time(at.time())}"
    what = change.what[:1].upper() + change.what[1:]
    values = [isolated(value) for value in (change.before, change.after) if value]
    return Text(f"{what}: {' → '.join(values)}", Soft(f" · {change.by}, {when}"))
