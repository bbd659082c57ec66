"""The hands and eyes of the tour: mouse, keys and text on real widgets, and waiting for what must appear.

Nothing is reached that a person could not reach: a widget must be on display, enabled and not covered.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from ui.kit.lists import RowList
from ui.kit.text import Text

PATIENCE = 20.0
"""Seconds until what should have appeared is said to be missing."""

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


class NotOnScreen(Exception):
    """Something that the tour looks for is not there; says what."""


class Hands:
    """Works one window. `touches` counts clicks, and keys that are not text."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        self._app = app
        self.window = window
        self.touches = 0

    def click(self, words: str) -> None:
        """Click the button whose words or accessible name begin so."""
        self._touch(lambda: self._button(words), f"button “{words}”")

    def choose(self, question: str, answer: str) -> None:
        """Click one of the answers to a question."""

        def found() -> QAbstractButton | None:
            for button in self._all(QAbstractButton):
                asked = button.accessibleDescription() or _name(button.parentWidget())
                if asked.startswith(question) and _words(button).startswith(answer):
                    return button
            return None

        self._touch(found, f"answer “{answer}” to “{question}”")

    def rate(self, goal: str, value: int) -> None:
        """Click a number on a goal's scale."""
        self.click(f"{value} of 10, rating for '{goal}'")

    def open_row(self, words: str) -> None:
        """Click the row of a list that begins so."""

        def found() -> tuple[RowList, QPoint] | None:
            for rows in self._all(RowList):
                for place in range(rows.model().rowCount()):
                    index = rows.model().index(place, 0)
                    if str(index.data()).startswith(words):
                        rows.scrollTo(index)
                        return rows, rows.visualRect(index).center()
            return None

        rows, where = self.wait_for(found, f"row “{words}”")
        self.touches += 1
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def write(self, field: str, text: str) -> None:
        """Click a field and type into it, in any script, as an input method does."""
        self._touch(lambda: self._field(field), f"field “{field}”")
        self.enter(text)

    def write_over(self, field: str, text: str) -> None:
        """Click a field and type in the place of what is there."""
        self._touch(lambda: self._field(field), f"field “{field}”")
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.enter(text)

    def enter(self, text: str) -> None:
        """Type where the cursor is."""
        target = self._cursor()
        if target is None or not target.hasFocus():
            raise NotOnScreen("cursor")
        for word in text.splitlines(keepends=True):
            event = QInputMethodEvent()
            event.setCommitString(word)
            QCoreApplication.sendEvent(target, event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key that is not text."""
        self.touches += 1
        QTest.keyClick(self._cursor() or self.window, key, modifiers)

    def see(self, words: str) -> None:
        """Wait until the words are on display somewhere."""
        self.wait_for(
            lambda: any(words in shown for shown in self.words_on_display()) or None, f"line that says “{words}”"
        )

    def see_no_more(self, words: str) -> None:
        """Wait until the words are nowhere on display."""
        gone = lambda: all(words not in shown for shown in self.words_on_display()) or None  # noqa: E731
        self.wait_for(gone, f"screen without “{words}”")

    def words_on_display(self) -> Iterator[str]:
        """Everything that can be read on the window."""
        for label in self._all(QLabel):
            yield label.words() if isinstance(label, Text) else label.text()
        for button in self._all(QAbstractButton):
            yield _words(button)
        for line in self._all(QLineEdit):
            yield line.displayText()
        yield from self.tabs()
        for rows in self._all(RowList):
            for place in range(rows.model().rowCount()):
                yield str(rows.model().index(place, 0).data())

    def wait_for(self, found: Callable[[], T | None], what: str) -> T:
        """Let the program work until something is found. Raises NotOnScreen when patience ends."""
        until = time.monotonic() + PATIENCE
        while (result := found()) is None:
            if time.monotonic() > until:
                raise NotOnScreen(what)
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        return result

    def open_tab(self, name: str) -> None:
        """Click a tab."""

        def found() -> tuple[QTabBar, QPoint] | None:
            for bar in self._all(QTabBar):
                for place in range(bar.count()):
                    if bar.tabText(place).replace("&&", "&") == name:
                        return bar, bar.tabRect(place).center()
            return None

        bar, where = self.wait_for(found, f"tab “{name}”")
        self.touches += 1
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=where)

    def sit_down(self) -> None:
        """Bring the window to the front."""
        self.window.show()
        self.window.activateWindow()
        self.wait_for(lambda: self.window.isActiveWindow() or None, "window in front")

    def tabs(self) -> list[str]:
        """The names of the tabs on display."""
        return [bar.tabText(place).replace("&&", "&") for bar in self._all(QTabBar) for place in range(bar.count())]

    def rest(self) -> None:
        """Wait until nothing is being saved or synchronised, and everything is drawn where it belongs."""
        at_work = ("Saving", "Syncing")
        quiet = lambda: not any(shown.startswith(at_work) for shown in self.words_on_display()) or None  # noqa: E731
        self.wait_for(quiet, "moment of rest")
        for _ in range(3):
            self._app.sendPostedEvents()
            self._app.processEvents()

    def _cursor(self) -> QWidget | None:
        """Where keys go to."""
        return self.window.focusWidget()

    def _touch(self, find: Callable[[], QWidget | None], what: str) -> None:
        """Click the middle of a widget, as soon as it is there with nothing over it."""

        def reachable() -> tuple[QWidget, QPoint] | None:
            widget = find()
            return None if widget is None else _under_a_finger(widget)

        widget, where = self.wait_for(reachable, what)
        self.touches += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)

    def _button(self, words: str) -> QAbstractButton | None:
        buttons = [each for each in self._all(QAbstractButton) if each.isEnabled()]
        exact = (each for each in buttons if words in (_words(each), _name(each)))
        begun = (each for each in buttons if _words(each).startswith(words) or _name(each).startswith(words))
        return next(exact, None) or next(begun, None)

    def _field(self, name: str) -> QWidget | None:
        for kind in (QLineEdit, QPlainTextEdit):
            for field in self._all(kind):
                if _name(field).startswith(name) and field.isEnabled():
                    return field
        return None

    def _all(self, kind: type[W]) -> list[W]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]


def _under_a_finger(widget: QWidget) -> tuple[QWidget, QPoint] | None:
    """What is touched in the middle of a widget, once that is the widget or a part of it; scrolls to it first."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 24)
        above = above.parentWidget()
    middle = widget.rect().center()
    under = widget.window().childAt(widget.mapTo(widget.window(), middle))
    if under is None or not (under is widget or widget.isAncestorOf(under)):
        return None
    return under, under.mapFrom(widget, middle)


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&", "")


def _name(widget: QWidget | None) -> str:
    return widget.accessibleName() if widget is not None else ""
