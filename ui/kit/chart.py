"""A small chart of scores or ratings over time, drawn so that it reads in grey and aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import Theme, px, theme_of

LEFT, TOP, RIGHT, BOTTOM, LEGEND = 34, 16, 22, 26, 26
BAND_ALPHA = 170
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True)
class Series:
    """One line: its name and its values by day, oldest first."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class Band:
    """A range that means something, from `start` upwards: "likely case (11+)"."""

    start: float
    words: str


class Chart(QWidget):
    """Lines from `lowest` to `highest` over time. Series differ by dashes as well as by colour.

    The accessible description is the same as a table in words.
    """

    def __init__(
        self,
        name: str,
        series: Sequence[Series],
        lowest: float = 0,
        highest: float = 10,
        band: Band | None = None,
    ) -> None:
        super().__init__()
        self._series = tuple(series)
        self._lowest, self._highest, self._band = lowest, highest, band
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._in_words())

    def sizeHint(self) -> QSize:
        return QSize(px(self, 280), px(self, 176 + (LEGEND if len(self._series) > 1 else 0)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self, 220), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_of(self)
        font = QFont(self.font())
        font.setPixelSize(px(self, 12))
        painter.setFont(font)
        legend = LEGEND if len(self._series) > 1 else 0
        area = QRectF(self.rect()).adjusted(px(self, LEFT), px(self, TOP), -px(self, RIGHT), -px(self, BOTTOM + legend))
        self._paint_scale(painter, theme, area)
        for number, series in enumerate(self._series):
            self._paint_series(painter, theme, number, series, area)
        self._paint_days(painter, theme, area)
        if legend:
            self._paint_legend(painter, theme)

    def _days(self) -> list[date]:
        return sorted({day for series in self._series for day, _ in series.points})

    def _place(self, day: date, value: float, area: QRectF) -> QPointF:
        days = self._days()
        inner = area.adjusted(px(self, 24), 0, -px(self, 24), 0)
        span = (days[-1] - days[0]).days
        share = (day - days[0]).days / span if span else 0.5
        height = (value - self._lowest) / (self._highest - self._lowest)
        return QPointF(inner.left() + share * inner.width(), area.bottom() - height * area.height())

    def _paint_scale(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        marks = [self._lowest, self._highest if self._band is None else self._band.start]
        if self._band is None:
            marks.append((self._lowest + self._highest) / 2)
        else:
            self._paint_band(painter, theme, area, self._band)
        for value in marks:
            y = area.bottom() - (value - self._lowest) / (self._highest - self._lowest) * area.height()
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(theme.soft_ink))
            label = QRectF(0, y - px(self, 9), area.left() - px(self, 8), px(self, 18))
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")

    def _paint_band(self, painter: QPainter, theme: Theme, area: QRectF, band: Band) -> None:
        share = (band.start - self._lowest) / (self._highest - self._lowest)
        place = QRectF(area.topLeft(), QPointF(area.right(), area.bottom() - share * area.height()))
        colour = QColor(theme.accent_soft)
        colour.setAlpha(BAND_ALPHA)
        painter.fillRect(place, colour)
        painter.setPen(QColor(theme.soft_ink))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(place.adjusted(0, 3, -px(self, 8), 0), corner, band.words)

    def _pen(self, theme: Theme, number: int) -> QPen:
        colours = (theme.primary, theme.accent, theme.ok, theme.warn)
        return QPen(QColor(colours[number % len(colours)]), 2.5, DASHES[number % len(DASHES)])

    def _paint_series(self, painter: QPainter, theme: Theme, number: int, series: Series, area: QRectF) -> None:
        places = [self._place(day, value, area) for day, value in series.points]
        painter.setPen(self._pen(theme, number))
        painter.drawPolyline(places)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pen(theme, number).color())
        for place in places:
            painter.drawEllipse(place, px(self, 4.5), px(self, 4.5))
        if len(self._series) == 1:
            self._paint_values(painter, theme, series, places)

    def _paint_values(self, painter: QPainter, theme: Theme, series: Series, places: list[QPointF]) -> None:
        font = QFont(painter.font())
        font.setPixelSize(px(self, 13))
        font.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.ink))
        for (_, value), place in zip(series.points, places, strict=True):
            beneath = QRectF(place.x() - px(self, 24), place.y() + px(self, 8), px(self, 48), px(self, 20))
            above = beneath.translated(0, -px(self, 36))
            room = place.y() + px(self, 28) < self.height() - px(self, BOTTOM)
            painter.drawText(beneath if room else above, Qt.AlignmentFlag.AlignCenter, f"{value:g}")
        painter.restore()

    def _paint_days(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        painter.setPen(QColor(theme.soft_ink))
        width, last = px(self, 60), float("-inf")
        for day in self._days():
            x = self._place(day, self._lowest, area).x()
            if x - last < width:
                continue
            last = x
            label = QRectF(x - width / 2, area.bottom() + px(self, 5), width, px(self, 18))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, f"{day.day} {day:%b}")

    def _paint_legend(self, painter: QPainter, theme: Theme) -> None:
        x, y = 0.0, self.height() - px(self, LEGEND) / 2
        for number, series in enumerate(self._series):
            painter.setPen(self._pen(theme, number))
            painter.drawLine(QPointF(x, y), QPointF(x + px(self, 18), y))
            painter.setPen(QColor(theme.soft_ink))
            width = painter.fontMetrics().horizontalAdvance(series.name)
            words = QRectF(x + px(self, 23), y - px(self, 10), width + 4, px(self, 20))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, series.name)
            x += px(self, 23) + width + px(self, 16)

    def _in_words(self) -> str:
        lines = [
            f"{series.name}: " + ", ".join(f"{day.day} {day:%b %Y} {value:g}" for day, value in series.points)
            for series in self._series
        ]
        if self._band:
            lines.append(f"{self._band.words}: from {self._band.start:g}")
        return ". ".join((*lines, f"Scale {self._lowest:g} to {self._highest:g}"))
