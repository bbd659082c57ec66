"""The list of sections at the left: where one is, what is done, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from pi_desktop.practice.visits import Workspace
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.theme import px, set_property

WIDTH = 190


class SectionButton(Button):
    """One section, with a tick once it is done."""

    def __init__(self, words: str, place: int) -> None:
        super().__init__(words)
        self._name = words
        self._shortcut = f"Ctrl+{place}"
        self.setCheckable(True)
        self.setToolTip(self._shortcut)
        self._aside = QLabel()
        self._aside.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(self._aside)

    def show_state(self, *, done: bool, aside: str = "") -> None:
        """Show whether the section is done, and a word beside it."""
        self.setText(f"✓ {self._name}" if done else self._name)
        self._aside.setText(aside)
        set_property(self, "done", done)
        self.setAccessibleName(", ".join(filter(None, (self._name, "done" if done else "", aside))))


class SectionList(Card):
    """`chosen` carries the key of a section."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName("Sections of the visit")
        self.body.setContentsMargins(8, 8, 8, 8)
        self.body.setSpacing(0)
        self.buttons: dict[str, SectionButton] = {}
        for place, (key, words) in enumerate(sections, start=1):
            button = SectionButton(words, place)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self.buttons[key] = button
            self.add(button)
        self.body.addStretch(1)
        self.setFixedWidth(px(self, WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_current(self, key: str) -> None:
        """Show which section is in front."""
        for each, button in self.buttons.items():
            button.setChecked(each == key)

    def show_visit(self, visit: Workspace) -> None:
        """Tick what is done."""
        done = _done(visit)
        for key, button in self.buttons.items():
            button.show_state(done=done[key], aside=_measures_aside(visit) if key == "measures" else "")


def _measures_aside(visit: Workspace) -> str:
    if visit.measures.unanswered_prompts:
        return "needs you"
    return f"{visit.measures.due} due" if visit.measures.due else ""


def _done(visit: Workspace) -> dict[str, bool]:
    goals, measures, note = visit.goals, visit.measures, visit.note
    filled_in = [sheet.filled_in for sheet in measures.sheets if sheet.filled_in]
    return {
        "present": visit.attendance.recorded,
        "consent": bool(visit.consents) and not visit.consent_missing,
        "goals": bool(goals.goals) and not goals.unrated,
        "measures": bool(filled_in)
        and all(form.complete for form in filled_in)
        and not measures.due
        and not measures.unanswered_prompts,
        "note": bool(note.words.strip() or note.signed) and not note.wrong,
        "next": bool(visit.next.booked or (visit.next.when and not visit.next.wrong)),
    }
