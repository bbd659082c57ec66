"""One appointment of the day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pi_desktop.practice.days import clock_time
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.today import Planned
from pi_desktop.records.appointment import SEEN
from ui.kit.bidi import isolated
from ui.kit.buttons import Button, LinkButton, PlainButton, PrimaryButton
from ui.kit.card import Card
from ui.kit.chip import Chip, chips
from ui.kit.text import Soft, Strong, Text
from ui.kit.theme import Tone, px
from ui.today import words

TIME_WIDTH = 70


class AppointmentCard(Card):
    """Time, family, place, what is due and missing, and the way into the visit.

    The next one is framed and has the primary button; what is over steps back and says what came of it.
    """

    def __init__(self, planned: Planned, today: date, *, is_next: bool, on_open: Callable[[], object]) -> None:
        super().__init__(kind="past" if planned.outcome else "current" if is_next else "plain")
        self.setAccessibleName(f"{clock_time(planned.at)}, {planned.title}")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._time(planned), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(planned, today), 1)
        for widget in self._ends_with(planned, is_next, on_open):
            row.addWidget(
                widget, 0, Qt.AlignmentFlag.AlignTop if planned.outcome is None else Qt.AlignmentFlag.AlignVCenter
            )
        self.add_layout(row)

    def _time(self, planned: Planned) -> QWidget:
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        lines.addWidget(Text(clock_time(planned.at), role="heading", wrap=False))
        lines.addWidget(Text(f"{planned.minutes} min", role="soft", wrap=False))
        column.setFixedWidth(px(self, TIME_WIDTH))
        return column

    def _words(self, planned: Planned, today: date) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(3)
        lines.addWidget(Text(Strong(isolated(planned.title)), Soft(words.about(planned, today))))
        lines.addWidget(Text(words.where(planned), role="soft"))
        if planned.marks:
            lines.addSpacing(4)
            lines.addWidget(chips([words.chip(mark) for mark in planned.marks]))
        return lines

    def _ends_with(self, planned: Planned, is_next: bool, on_open: Callable[[], object]) -> list[QWidget]:
        if planned.outcome:
            tone = Tone.OK if planned.outcome in SEEN else Tone.PLAIN
            return [Chip(code_words(planned.outcome).capitalize(), tone), _named(LinkButton("Open", on_open), planned)]
        kind = PrimaryButton if is_next else PlainButton
        return [_named(kind("Go on with visit" if planned.begun else "Start visit", on_open), planned)]


def _named(button: Button, planned: Planned) -> Button:
    button.setAccessibleName(f"{button.text()}: {clock_time(planned.at)}, {planned.title}")
    return button
