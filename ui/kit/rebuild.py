"""Showing a list of widgets anew without taking the focus from somebody who works with the keyboard."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget


def rebuild(column: QBoxLayout, widgets: Iterable[QWidget]) -> None:
    """Replace what a column shows. What had the focus gets it back if something of the same accessible name is there."""
    owner = column.parentWidget()
    focused = _name_of_focus(column)
    while item := column.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        column.addWidget(widget)
    if focused and owner:
        _focus(column, focused)


def _name_of_focus(column: QBoxLayout) -> str:
    owner = column.parentWidget()
    focused = owner.window().focusWidget() if owner else None
    inside = focused and any(
        (widget := column.itemAt(place).widget()) and (widget is focused or widget.isAncestorOf(focused))
        for place in range(column.count())
    )
    return focused.accessibleName() or getattr(focused, "text", str)() if focused and inside else ""


def _focus(column: QBoxLayout, name: str) -> None:
    for place in range(column.count()):
        widget = column.itemAt(place).widget()
        for each in (widget, *widget.findChildren(QWidget)) if widget else ():
            takes_focus = each.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_focus and name in (each.accessibleName(), getattr(each, "text", str)()):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return
