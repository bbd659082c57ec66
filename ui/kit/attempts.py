"""The attempts to reach a family as lettered circles, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import Tone, px, theme_of

SIDE, GAP = 28, 5


@dataclass(frozen=True)
class Dot:
    """One attempt: its letter, and in words what it was and what came of it ("Call 2 Nov, no answer").

    Tone: OK when the family was reached (ringed as well, for those who do not see the colour), PRIMARY
    when something got through to them, PLAIN when nothing did.
    """

    letter: str
    meaning: str
    tone: Tone = Tone.PLAIN


class Attempts(QWidget):
    """A row of dots; hovering or a screen reader tells each in words."""

    def __init__(self, dots: Sequence[Dot] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._dots: tuple[Dot, ...] = ()
        self.set_dots(dots)

    def set_dots(self, dots: Sequence[Dot]) -> None:
        """Show these attempts, oldest first."""
        self._dots = tuple(dots)
        words = "; ".join(dot.meaning for dot in self._dots) or "none yet"
        self.setAccessibleName(f"Attempts: {words}")
        self.setToolTip("\n".join(dot.meaning for dot in self._dots))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(1, len(self._dots)) * px(self, SIDE + GAP) - px(self, GAP), px(self, SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(px(self, 12))
        font.setBold(True)
        painter.setFont(font)
        side = px(self, SIDE)
        for place, dot in enumerate(self._dots):
            circle = QRectF(place * px(self, SIDE + GAP), 0, side, side).adjusted(1, 1, -1, -1)
            ring = QPen(theme.strong(dot.tone), 2) if dot.tone is Tone.OK else QPen(Qt.PenStyle.NoPen)
            painter.setPen(ring)
            painter.setBrush(theme.soft(dot.tone))
            painter.drawEllipse(circle)
            painter.setPen(QColor(theme.strong(dot.tone)))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, dot.letter)
