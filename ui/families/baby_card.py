"""A baby's name and dates, each field saved as it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pi_desktop.errors import DeskError
from pi_desktop.practice import people
from pi_desktop.practice.days import short_day_with_year
from pi_desktop.practice.people import BabyShown
from pi_desktop.records.family import Baby
from ui.families.edit_field import EditField
from ui.families.history_list import HistoryList
from ui.kit.bidi import isolated
from ui.kit.card import Card
from ui.kit.undo import UndoStrip
from ui.shell.session import Session

FIELDS = (("given_name", "Name"), ("surname", "Surname"), ("born_on", "Date of birth"), ("due_on", "Due date"))


class BabyCard(Card):
    """One baby, born or expected."""

    def __init__(self, session: Session, shown: BabyShown) -> None:
        super().__init__("Baby")
        self._session = session
        self._fields = {name: EditField[Baby](label, name, self._keep) for name, label in FIELDS}
        self._saved = UndoStrip()
        self._history = HistoryList()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for each in self._fields.values():
            row.addWidget(each.field, 1, Qt.AlignmentFlag.AlignTop)
        self.add(self._saved, line, self._history)
        self.show_baby(shown)

    def show_baby(self, shown: BabyShown) -> None:
        """Show what is written now; what is being typed stays."""
        age = f", {shown.age}" if shown.age else ""
        self.heading.say(f"{isolated(shown.title)}{age}")
        for name, each in self._fields.items():
            value = getattr(shown.baby, name)
            each.show_value(shown.baby, short_day_with_year(value) if value and name in people.DAYS else value or "")
        self._history.show_changes(shown.changes)

    def save(self) -> None:
        """Keep what is being typed."""
        for each in self._fields.values():
            each.save()

    def _keep(
        self,
        seen: Baby | None,
        name: str,
        typed: str | None,
        kept: Callable[[], object],
        refused: Callable[[DeskError], object],
    ) -> None:
        if seen is not None:
            act = partial(people.edit_baby, seen=seen, name=name, typed=typed)
            self._session.act(act, lambda _: self._done(name, kept), refused)

    def _done(self, name: str, kept: Callable[[], object]) -> None:
        kept()
        self._saved.say(f"Saved on this laptop: {dict(FIELDS)[name].lower()}.")
