"""What stands in the way, said before it is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.text import Text
from ui.kit.theme import Tone


class AskFirst(Card):
    """Hidden until `ask`; going on takes one more touch, and choosing something else takes none."""

    def __init__(self) -> None:
        super().__init__(kind="hint")
        self._go_on: Callable[[], object] = lambda: None
        self._sentence = Text()
        self._button = PlainButton("Log it all the same", self._touched)
        self.body.addWidget(Chip("Safe contact", Tone.ACCENT), 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._sentence, Text("Choose something else, or log what has happened already.", role="small"))
        self.body.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def ask(self, sentence: str, go_on: Callable[[], object]) -> None:
        """Say why not, and remember what to go on with."""
        self._sentence.say(sentence)
        self._button.setAccessibleDescription(sentence)
        self._go_on = go_on
        self.show()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _touched(self) -> None:
        self.hide()
        self._go_on()
