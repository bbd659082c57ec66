"""A screen over real records in a window of the size of a small laptop, for the tests of one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.families import new_store
from tests.ui.session import Desk
from ui.kit.theme import apply, themes
from ui.shell.places import Place
from ui.shell.screen import Screen
from ui.shell.session import Session

T = TypeVar("T")
S = TypeVar("S", bound=Screen)


class Laptop:
    """Asha's laptop: `write` for what is in the file, `open` for a screen, and what hands and eyes do."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = new_store(folder)
        self.desk = Desk(self.store)
        self._screens: list[Screen] = []

    def write(self, action: Callable[[UnitOfWork], T]) -> T:
        with self.store.unit_of_work() as uow:
            return action(uow)

    def open(self, screen: Callable[[Session, Place], S], place: Place) -> S:
        made = screen(self.desk.session, place)
        self._screens.append(made)
        made.resize(1366 - 196, 734)
        self.desk.show(made)
        made.show()
        QApplication.processEvents()
        return made

    def close(self) -> None:
        for screen in self._screens:
            screen.hide()
            screen.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.store.close()


@contextmanager
def laptop_in(folder: Path, app: QApplication) -> Iterator[Laptop]:
    apply(app, themes()["light"])
    laptop = Laptop(folder)
    yield laptop
    laptop.close()


def said(widget: QWidget) -> str:
    """Everything that is written where one can see it, one line a label or button."""
    shown = [each for each in widget.findChildren(QWidget) if each.isVisible()]
    return "\n".join(each.text() for each in shown if isinstance(each, QLabel | QAbstractButton) and each.text())


def button(widget: QWidget, name: str) -> QAbstractButton:
    """The visible button that bears this name, to the eye or to a screen reader."""
    found = [
        each
        for each in widget.findChildren(QAbstractButton)
        if each.isVisible() and name in (each.text(), each.accessibleName())
    ]
    assert found, f"no button {name!r} among {[each.text() or each.accessibleName() for each in found]}"
    return found[0]


def click(widget: QWidget, name: str) -> None:
    """Touch a button with the mouse."""
    QTest.mouseClick(button(widget, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    QApplication.processEvents()


def unnamed(widget: QWidget) -> list[str]:
    """What a person can use and a screen reader has no name for."""
    usable = [each for each in widget.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    named = (QAbstractButton,)
    return [
        type(each).__name__
        for each in usable
        if each.isVisible() and not each.accessibleName() and not (isinstance(each, named) and each.text())
    ]
