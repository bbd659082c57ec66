"""Chips: a few words on a soft colour. The words carry the meaning, the colour only repeats it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.flow import Flow
from ui.kit.theme import Tone, set_property


@dataclass(frozen=True)
class ChipWords:
    """What a chip says and in which tone, for widgets that paint or make their chips themselves."""

    words: str
    tone: Tone = Tone.PRIMARY


class Chip(QLabel):
    """One chip."""

    def __init__(self, words: str, tone: Tone = Tone.PRIMARY) -> None:
        super().__init__(words)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("tone", tone.value)

    def say(self, words: str, tone: Tone) -> None:
        """Change the words and the tone."""
        self.setText(words)
        set_property(self, "tone", tone.value)


def chips(words: Iterable[ChipWords]) -> Flow:
    """A wrapping strip of chips."""
    return Flow(*(Chip(each.words, each.tone) for each in words), gap=5, line_gap=5)
