"""Showing a list of widgets anew without taking the focus from somebody who works with the keyboard."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget


def rebuild(column: QBoxLayout, widgets: Iterable[QWidget]) -> None:
    """Replace what a column shows. The focus goes to what bears the same name as what had it, if anything does."""
    focused = _name_of_focus(column)
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        column.addWidget(widget)
    if focused:
        _focus(column, focused)


def _name_of_focus(column: QBoxLayout) -> str:
    """What had the focus inside the column is called; empty where it was elsewhere."""
    owner = column.parentWidget()
    focused = owner.window().focusWidget() if owner else None
    inside = focused and any(shown is focused or shown.isAncestorOf(focused) for shown in _shown(column))
    return _name(focused) if focused and inside else ""


def _focus(column: QBoxLayout, name: str) -> None:
    for shown in _shown(column):
        for widget in (shown, *shown.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _name(widget) == name:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def _shown(column: QBoxLayout) -> list[QWidget]:
    items = (column.itemAt(place) for place in range(column.count()))
    return [widget for item in items if item and (widget := item.widget())]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
