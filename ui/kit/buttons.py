"""Buttons, every one at least 44 px high, with a ring when the keyboard has brought the focus there."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.kit.flow import Flow
from ui.kit.theme import px, set_property, theme_of

T = TypeVar("T")
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Button(QPushButton):
    """A button; `on_click` takes nothing. Use one of the kinds below."""

    def __init__(self, words: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(words.replace("&", "&&"))
        self.words = words
        self.setAccessibleName(words)
        self._ring = False
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if on_click:
            self.clicked.connect(lambda: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in STEPS:
            event.ignore()  # Qt would move on by itself; the scale or the choice around the button decides
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._ring_colour(), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), px(self, 6), px(self, 6))

    def _ring_colour(self) -> QColor:
        theme = theme_of(self)
        return QColor(theme.on_primary if self.isChecked() else theme.primary)


class PrimaryButton(Button):
    """The one main action of a screen."""

    def _ring_colour(self) -> QColor:
        return QColor(theme_of(self).on_primary)


class PlainButton(Button):
    """Any other action."""


class LinkButton(Button):
    """An action inside a line of words: Undo, Skip with a reason, ‹ Today."""


class ChoiceButton(Button):
    """One of several answers; filled while it is the chosen one."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)


class Choices(Flow, Generic[T]):
    """A question answered by touching one button (or several, if `several`); wraps when the line is full.

    `large` sets the answers one under the other, for a parent to whom the laptop was handed.

    Arrow keys move along the buttons, Space or Enter chooses. `chosen` tells only of what a person does.
    """

    chosen = Signal(object)

    def __init__(
        self,
        question: str,
        options: Sequence[tuple[T, str]],
        *,
        several: bool = False,
        large: bool = False,
    ) -> None:
        super().__init__(gap=14 if large else 8, stacked=large)
        self.setAccessibleName(question)
        self._several = several
        self._large = large
        self._buttons: dict[T, ChoiceButton] = {}
        for value, words in options:
            self._add_option(question, value, words)

    def value(self) -> T | None:
        """The chosen value, None before any; the first of them if several are."""
        return next(iter(self.values()), None)

    def values(self) -> tuple[T, ...]:
        """Every chosen value, in the order shown."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, *values: T) -> None:
        """Show these as chosen, without emitting anything."""
        for value, button in self._buttons.items():
            button.setChecked(value in values)

    def button(self, value: T) -> ChoiceButton:
        """The button of one value."""
        return self._buttons[value]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _add_option(self, question: str, value: T, words: str) -> None:
        button = ChoiceButton(words)
        button.setAccessibleDescription(question)
        button.setProperty("kind", "answer" if self._large else "")
        button.clicked.connect(lambda: self._touched(value))
        self._buttons[value] = button
        self.add(button)

    def _touched(self, value: T) -> None:
        if not self._several:
            self.choose(value)
        self.chosen.emit(value)


def set_busy(button: Button, busy: bool) -> None:
    """Show that the action is under way and take no second touch meanwhile."""
    button.setEnabled(not busy)
    set_property(button, "busy", busy)
