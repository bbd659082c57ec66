"""The line at the foot of the window: the truth about saving and syncing, in words."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.text import Text
from ui.kit.theme import Tone, px, set_property, theme_of


@dataclass(frozen=True)
class Status:
    """What the line says: how the connection stands, what of it matters, and at the right who is at work.

    `link` are words that lead to what should be looked at.
    """

    headline: str
    tone: Tone
    details: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    link: str = ""


class _Dot(QWidget):
    tone = Tone.PLAIN

    def sizeHint(self) -> QSize:
        return QSize(px(self, 10), px(self, 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme_of(self).strong(self.tone))
        painter.setPen(painter.brush().color())
        side = min(self.width(), self.height()) - 2
        painter.drawEllipse((self.width() - side) // 2, (self.height() - side) // 2, side, side)


class _Elided(QLabel):
    """One line of words that gives way when there is no room, ending in dots; all of it shows on hovering."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class StatusLine(QFrame):
    """ "Working offline", "14 entries saved on this laptop, waiting to sync", "Last synced today 08:52" …

    `followed` tells that the person wants to see what the link speaks of.
    """

    followed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dot = _Dot()
        self._dot.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._headline = QLabel()
        self._headline.setProperty("role", "state")
        self._link = LinkButton("", self.followed.emit)
        self._link.hide()
        self._details = _Elided()
        self._right = Text(wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 7, 18, 7)
        row.setSpacing(7)
        row.addWidget(self._dot)
        row.addWidget(self._headline)
        row.addSpacing(11)
        row.addWidget(self._link)
        row.addWidget(self._details, 1)
        row.addWidget(self._right)

    def show_status(self, status: Status) -> None:
        """Say this from now on, to the eye and to a screen reader."""
        self._dot.tone = status.tone
        self._dot.update()
        self._headline.setText(status.headline)
        set_property(self._headline, "tone", status.tone.value)
        self._link.setText(status.link)
        self._link.setAccessibleName(status.link)
        self._link.setVisible(bool(status.link))
        self._details.say("     ".join(status.details))
        self._right.say("     ".join(status.right))
        words = ". ".join(filter(None, (status.headline, status.link, *status.details, *status.right)))
        if words != self.accessibleName():
            self.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
