"""Words on the screen: plain by default, so that nothing anybody typed is ever taken for markup."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.theme import theme_of


class Strong(str):
    """Words that stand out in a sentence."""


class Soft(str):
    """Words that step back in a sentence."""


class Text(QLabel):
    """A sentence that wraps, in one of the roles of the stylesheet: "title", "heading", "soft", "small" …

    `Text("Call ", Strong("S. Whitlock"), Soft(" due today"))` mixes weights in one sentence.
    """

    def __init__(self, *words: str, role: str = "", wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.say(*words)

    def say(self, *words: str) -> None:
        """Replace what is written."""
        self._words = words
        self._write()

    def words(self) -> str:
        """What is written, without its weights."""
        return "".join(self._words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and any(isinstance(words, Soft) for words in self._words):
            self._write()

    def _write(self) -> None:
        self.setAccessibleName(self.words())
        if any(isinstance(words, Strong | Soft) for words in self._words):
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText("".join(map(self._marked, self._words)))
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(self.words())

    def _marked(self, words: str) -> str:
        from html import escape  # the first window mixes no weights, and need not wait for it

        shown = escape(words).replace("\n", "<br>")
        if isinstance(words, Strong):
            return f'<span style="font-weight:600">{shown}</span>'
        if isinstance(words, Soft):
            return f'<span style="color:{theme_of(self).soft_ink};font-weight:400">{shown}</span>'
        return shown
