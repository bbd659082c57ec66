"""A question of a form: label above, input, and beneath it a sentence when the answer will not do."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit.text import Text
from ui.kit.theme import set_property

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """Wires a label and an error sentence to any input; what was typed is never touched."""

    def __init__(self, label: str, widget: W, hint: str = "") -> None:
        super().__init__()
        self.input = widget
        self._hint = Text(hint, role="small")
        self._error = Text(role="error")
        self._label = QLabel(label.replace("&", "&&"))
        self._label.setProperty("role", "label")
        self._label.setBuddy(widget)
        widget.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for each in (self._label, widget, self._hint, self._error):
            column.addWidget(each)
        self._hint.setVisible(bool(hint))
        self.set_error("")

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and what to do about it; an empty sentence means that all is well."""
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence or self._hint.words())
        set_property(self.input, "wrong", bool(sentence))

    def error(self) -> str:
        """The sentence that is showing, empty if none."""
        return self._error.words()
