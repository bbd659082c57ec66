"""One field of a record that is saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from pi_desktop.errors import DeskError
from pi_desktop.records.record import Record, Refused
from ui.kit.field import Field

R = TypeVar("R", bound=Record)
Keep = Callable[[R | None, str, str | None, Callable[[], object], Callable[[DeskError], object]], object]
"""Saves: the record as it was seen, the field's name, what was typed, what to do once it is kept, and if it is not."""


class EditField(QObject, Generic[R]):
    """A line of text that belongs to one field of one record.

    What the person is typing is never replaced. The record it will be an edit of is the one that was shown when they
    began, so that a colleague's change that arrives meanwhile is not written over unseen.
    """

    def __init__(self, label: str, name: str, keep: Keep[R]) -> None:
        super().__init__()
        self.field = Field(label, QLineEdit())
        self._name, self._keep = name, keep
        self._seen: R | None = None
        self._shown = ""
        self._sent: str | None = None
        self.field.input.editingFinished.connect(self.save)

    def show_value(self, seen: R | None, words: str) -> None:
        """Show what is written now, unless something else is being typed."""
        if self.field.input.text() in (self._shown, self._sent):
            self._seen, self._shown, self._sent = seen, words, None
            self.field.input.setText(words)
            self.field.set_error("")

    def save(self) -> None:
        """Keep what was typed, if it is not what is there."""
        typed = self.field.input.text()
        if typed not in (self._shown, self._sent):
            self._sent = typed
            self._keep(self._seen, self._name, typed.strip() or None, self._kept, self._refused)

    def _kept(self) -> None:
        self.field.set_error("")

    def _refused(self, fault: DeskError) -> None:
        self._sent = None
        faults = fault.by_field if isinstance(fault, Refused) else {}
        self.field.set_error(faults[self._name].sentence if self._name in faults else fault.sentence)
