"""The 0 to 10 scale on which a family rates a goal."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.text import Text
from ui.kit.theme import set_property

LOWEST, HIGHEST = 0, 10
PAUSE_AFTER_ONE_MS = 700
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
ENDS = ("not met at all", "half way", "fully met")


class RatingButton(Button):
    """One number of the scale. `left` tells that the focus has gone elsewhere."""

    left = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number
        self.setCheckable(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Rating(QWidget):
    """Eleven numbers to choose from, the first rating outlined with dashes, the last one named beneath.

    One tab stop: arrow keys move, Space or Enter chooses, digits choose at once. A typed 1 waits a moment for
    the 0 of a 10, so that no rating of 1 is saved on the way. `chosen` tells only of what a person does.
    """

    chosen = Signal(int)

    def __init__(self, goal: str, ends: tuple[str, str, str] = ENDS) -> None:
        super().__init__()
        self._goal = goal
        self._marks: dict[int, list[str]] = {}
        self._buttons = [RatingButton(number) for number in range(LOWEST, HIGHEST + 1)]
        self._waiting_for_nought = False
        self._after_one = QTimer(self, singleShot=True, interval=PAUSE_AFTER_ONE_MS)
        self._after_one.timeout.connect(self._settle)
        self.setAccessibleName(f"Rating for '{goal}', {LOWEST} to {HIGHEST}")
        self._lay_out(ends)
        self._name_buttons()
        self._set_tab_stop(self._buttons[0])

    def value(self) -> int | None:
        """The chosen number, None before any."""
        return next((button.number for button in self._buttons if button.isChecked()), None)

    def choose(self, number: int | None) -> None:
        """Show a number as chosen (None: no number), without emitting anything."""
        for button in self._buttons:
            button.setChecked(button.number == number)
        self._name_buttons()
        self._set_tab_stop(self._buttons[number or 0])

    def set_earlier(self, first: int | None, last: int | None = None) -> None:
        """Mark the first rating on the scale, and name the last one to a screen reader."""
        self._marks = {}
        for number, words in ((first, "first rating"), (last, "last rating")):
            if number is not None:
                self._marks.setdefault(number, []).append(words)
        for button in self._buttons:
            marks = self._marks.get(button.number, [])
            set_property(button, "mark", "first" if "first rating" in marks else "last" if marks else "")
        self._name_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and event.text().isascii():
            self._typed(int(event.text()))
            return
        self._settle()
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._move_to(self._focused() + step)
        elif event.key() == Qt.Key.Key_Home:
            self._move_to(LOWEST)
        elif event.key() == Qt.Key.Key_End:
            self._move_to(HIGHEST)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._buttons[self.value() or 0].setFocus(event.reason())

    def _lay_out(self, ends: tuple[str, str, str]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for column, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, number=button.number: self._touched(number))
            button.left.connect(self._settle)
            grid.addWidget(button, 0, column)
            grid.setColumnStretch(column, 1)
        side = Qt.AlignmentFlag
        places = ((0, 4, side.AlignLeft), (4, 3, side.AlignHCenter), (7, 4, side.AlignRight))
        for words, (column, span, where) in zip(ends, places, strict=True):
            grid.addWidget(Text(words, role="soft", wrap=False), 1, column, 1, span, where)

    def _focused(self) -> int:
        return next((button.number for button in self._buttons if button.hasFocus()), self.value() or LOWEST)

    def _move_to(self, number: int) -> None:
        button = self._buttons[min(max(number, LOWEST), HIGHEST)]
        self._set_tab_stop(button)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, digit: int) -> None:
        number = HIGHEST if self._waiting_for_nought and digit == 0 else digit
        self._waiting_for_nought = False
        self._move_to(number)
        if number == 1:
            self._waiting_for_nought = True
            self._after_one.start()
        else:
            self._touched(number)

    def _settle(self) -> None:
        """Take a 1 that was waiting for a 0 as a 1."""
        if self._waiting_for_nought:
            self._waiting_for_nought = False
            self._touched(1)

    def _touched(self, number: int) -> None:
        self.choose(number)
        self.chosen.emit(number)

    def _set_tab_stop(self, only: RatingButton) -> None:
        for button in self._buttons:
            here = Qt.FocusPolicy.StrongFocus if button is only else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(here)

    def _name_buttons(self) -> None:
        for button in self._buttons:
            marks = "".join(f", {words}" for words in self._marks.get(button.number, []))
            button.setAccessibleName(f"{button.number} of {HIGHEST}, rating for '{self._goal}'{marks}")
