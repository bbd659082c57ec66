"""How much of a time is used up, as a bar with words beneath."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit.text import Text
from ui.kit.theme import Tone, px, theme_of


class Bar(QWidget):
    """The bar alone: `share` from 0.0 to 1.0, in the tone's colour."""

    def __init__(self, share: float, tone: Tone = Tone.PRIMARY) -> None:
        super().__init__()
        self._share = min(max(share, 0.0), 1.0)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: Tone = Tone.PRIMARY) -> None:
        """Fill the bar to `share`."""
        self._share, self._tone = min(max(share, 0.0), 1.0), tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self, 80), px(self, 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.plain_soft))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(theme.strong(self._tone))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, self.height()), radius, radius)


class TimeBar(QWidget):
    """A bar with what it means: "15 days left", "Limit passed 20 Nov". The words are its accessible name."""

    def __init__(self, share: float, words: str, *, over: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(Bar(1.0 if over else share, Tone.ACCENT if over else Tone.PRIMARY))
        column.addWidget(Text(words, role="over" if over else "soft", wrap=False))
        self.setAccessibleName(words)
