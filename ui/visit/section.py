"""What every section of the visit workspace is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.practice.visits import Workspace
from ui.visit.keeping import Keeping
from ui.visit.typed import PAUSE_MS, Typed, TypedField


class Section(QWidget):
    """One section: shows what is kept, and keeps each answer as it is given. `wanted`: another, by its key."""

    wanted = Signal(str)

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self.keeping = keeping
        self._typed: list[Typed] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)

    def show_visit(self, visit: Workspace) -> None:
        """Show the visit as it is kept; what is being typed, and where the focus is, stay."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where the work of this section begins."""

    def flush(self) -> None:
        """Hand over what was typed and waits for a pause."""
        for typed in self._typed:
            typed.flush()

    def keep_typed(self, field: TypedField, keep: Callable[[str], object]) -> Typed:
        """Keep what is typed into a field of this section."""
        typed = Typed(field, self.keeping, keep, QTimer(interval=PAUSE_MS))
        self._typed.append(typed)
        typed.destroyed.connect(lambda: self._forget(typed))
        return typed

    def _forget(self, typed: Typed) -> None:
        self._typed = [each for each in self._typed if each is not typed]
