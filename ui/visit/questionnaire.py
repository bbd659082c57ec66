"""A questionnaire, one question at a time, in the words of its owner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pi_desktop.measures.definition import Item
from pi_desktop.practice import administrations
from pi_desktop.practice.sheets import Sheet
from ui.kit.bar import Bar
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices, LinkButton, PlainButton
from ui.kit.card import Card
from ui.kit.text import Text
from ui.visit.keeping import Keeping


class Questionnaire(Card):
    """Digits choose an answer and go on; Left and Right move between the questions. `closed`: back to the list."""

    closed = Signal()

    def __init__(self, keeping: Keeping, sheet: Sheet) -> None:
        super().__init__()
        self._keeping = keeping
        self._sheet = sheet
        self._answers: dict[str, int | None] = dict(sheet.filled_in.answers) if sheet.filled_in else {}
        self.place = self._first_unanswered()
        self.choices: Choices[int] | None = None
        self._count = Text(role="soft", wrap=False)
        self._bar = Bar(0)
        self.question = Text(role="value")
        self._declined = Text("Would rather not say. A score needs every answer.", role="small")
        self._answers_place = QVBoxLayout()
        self.back = PlainButton("‹ Back", lambda: self._move(-1))
        self.on = PlainButton("Next ›", lambda: self._move(1))
        self.decline = LinkButton("Would rather not say", self._decline)
        self._lay_out()
        self._bind_keys()
        self._show_question()

    @property
    def sheet(self) -> Sheet:
        """The measure and the caregiver it is about."""
        return self._sheet

    def take_focus(self) -> None:
        """Put the keyboard on the answers."""
        if self.choices is not None:
            chosen = self.choices.value()
            self.choices.button(chosen if chosen is not None else 0).setFocus(Qt.FocusReason.OtherFocusReason)

    def _item(self) -> Item:
        return self._sheet.measure.items[self.place]

    def _first_unanswered(self) -> int:
        ids = [item.id for item in self._sheet.measure.items]
        return next((place for place, each in enumerate(ids) if each not in self._answers), 0)

    def _show_question(self) -> None:
        item, items = self._item(), self._sheet.measure.items
        self._count.say(f"Question {self.place + 1} of {len(items)}")
        self._bar.set_share(len(self._answers) / len(items))
        self.question.say(item.text or "")
        self._offer(item)
        answer = self._answers.get(item.id)
        self._declined.setVisible(item.id in self._answers and answer is None)
        self.back.setEnabled(self.place > 0)
        self.on.setText("Next ›" if self.place + 1 < len(items) else "Done")
        self.take_focus()

    def _offer(self, item: Item) -> None:
        if self.choices is not None:
            self.choices.hide()
            self.choices.deleteLater()
        options = [(place, f"{option.mark}   {option.label}") for place, option in enumerate(item.options)]
        self.choices = Choices(item.text or "", options, large=True)
        for place, option in enumerate(item.options):
            self.choices.button(place).setAccessibleName(option.label or option.mark)
            self.choices.button(place).setProperty("kind", "line")
        answer = self._answers.get(item.id)
        if answer is not None:
            self.choices.choose(answer)
        self.choices.chosen.connect(self._answer)
        self._answers_place.addWidget(self.choices)

    def _answer(self, option: int | None) -> None:
        item = self._item()
        self._answers[item.id] = option
        self._keeping.keep(
            f"answer {self._sheet.measure.id} {self._sheet.caregiver_id} {item.id}",
            administrations.answer,
            measure=self._sheet.measure,
            caregiver_id=self._sheet.caregiver_id,
            item=item.id,
            option=option,
        )
        self._move(1)

    def _decline(self) -> None:
        self._answer(None)

    def _typed(self, mark: str) -> None:
        for place, option in enumerate(self._item().options):
            if option.mark == mark:
                self._answer(place)
                return

    def _move(self, step: int) -> None:
        place = self.place + step
        if place >= len(self._sheet.measure.items):
            self.closed.emit()
        elif place >= 0:
            self.place = place
            self._show_question()

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {str(digit): partial(self._typed, str(digit)) for digit in range(10)}
        keys |= {"Left": partial(self._move, -1), "Right": partial(self._move, 1), "Esc": self.closed.emit}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        measure = self._sheet.measure
        head = QHBoxLayout()
        leave = LinkButton("‹ Measures", self.closed.emit)
        head.addWidget(leave)
        head.addWidget(Text(f"{measure.abbreviation} · {isolated(self._sheet.caregiver)}", role="soft"), 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.decline)
        foot.addStretch(1)
        foot.addWidget(self.on)
        self.add_layout(head)
        self.add(self._bar)
        if measure.instruction:
            self.add(Text(measure.instruction, role="soft"))
        self.add(self.question)
        self.add_layout(self._answers_place)
        self.add(self._declined)
        self.add_layout(foot)
        self.add(Text(measure.licence.attribution, role="small"))
