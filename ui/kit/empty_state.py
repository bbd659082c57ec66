"""What an empty screen says: what will be here, and what to do first."""

from PySide6.QtCore import Qt

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.text import Text


class EmptyState(Card):
    """A heading, a sentence or two, and the first thing to do."""

    def __init__(self, title: str, sentence: str, action: Button | None = None) -> None:
        super().__init__(kind="hint")
        self.body.setContentsMargins(24, 22, 24, 22)
        self.add(Text(title, role="heading"), Text(sentence))
        if action:
            self.body.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
