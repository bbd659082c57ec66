"""Everything can be reached by keyboard, is large enough for a finger, and says what it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.visit.conftest import Visited
from ui.kit.theme import apply, themes
from ui.visit.screen import SECTIONS, VisitScreen

FINGER = 44


def usable(screen: VisitScreen) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    return [each for each in screen.findChildren(QWidget) if isinstance(each, kinds) and each.isVisibleTo(screen)]


@pytest.mark.parametrize("key", list(SECTIONS))
def test_everything_has_a_name(visited: Visited, key: str) -> None:
    screen = visited.open(key)
    assert [each for each in usable(screen) if not each.accessibleName()] == []


@pytest.mark.parametrize("key", list(SECTIONS))
def test_everything_is_large_enough_for_a_finger(visited: Visited, qtbot: QtBot, key: str) -> None:
    screen = visited.open(key)
    qtbot.waitExposed(screen)
    small = {each.accessibleName() for each in usable(screen) if each.height() < FINGER}
    assert small <= {"Back to Today"}


@pytest.mark.parametrize(("place", "key"), list(enumerate(SECTIONS, start=1)))
def test_control_and_a_digit_bring_a_section_to_the_front(visited: Visited, qtbot: QtBot, place: int, key: str) -> None:
    screen = visited.open("note" if key != "note" else "goals")
    qtbot.keyClick(screen, str(place), Qt.KeyboardModifier.ControlModifier)
    assert screen.current == key
    assert screen.sections[key].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("key", list(SECTIONS))
def test_tab_comes_past_everything_and_back(visited: Visited, qtbot: QtBot, key: str) -> None:
    screen = visited.open(key)
    first = QApplication.focusWidget()
    passed = [first]
    while True:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() in passed:
            break
        passed.append(QApplication.focusWidget())
    stops = [each for each in usable(screen) if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()]
    assert set(stops) <= set(passed)
    assert QApplication.focusWidget() is first


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", list(SECTIONS))
def test_nothing_is_wider_than_a_small_laptop(
    visited: Visited, qtbot: QtBot, qapp: QApplication, theme: str, key: str
) -> None:
    apply(qapp, themes()[theme])
    screen = visited.open(key)
    qtbot.waitExposed(screen)
    assert not screen._page.scroll_area.horizontalScrollBar().isVisible()
