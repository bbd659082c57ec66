"""Paints the rows of a `RowList`."""

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.chip import ChipWords
from ui.kit.theme import Theme, px, theme_of

HEIGHT, MARGIN, RADIUS = 62, 14, 9
EDGE_ALPHA = 45  # so that a chip is seen on the ground of a chosen row too


class RowPainter(QStyledItemDelegate):
    """Name and what follows it above, the line beneath, chips and the aside at the right."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(self._view, 320), px(self._view, HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        theme = theme_of(self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        self._paint_ground(painter, theme, option, area)
        inner = area.adjusted(px(self._view, MARGIN), 0, -px(self._view, MARGIN), 0)
        inner.setRight(self._paint_right(painter, theme, row.aside, row.chips, inner))
        if row.detail:
            half = inner.height() // 2
            upper = inner.adjusted(0, px(self._view, 9), 0, -half + px(self._view, 2))
            lower = inner.adjusted(0, half, 0, -px(self._view, 8))
            self._paint_name(painter, theme, row.title, row.after, upper)
            self._paint_words(painter, row.detail, lower, QColor(theme.soft_ink), self._font(14))
        else:
            self._paint_name(painter, theme, row.title, row.after, inner)
        painter.restore()

    def _font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self._view.font())
        font.setPixelSize(px(self._view, size))
        font.setWeight(weight)
        return font

    def _paint_ground(self, painter: QPainter, theme: Theme, option: QStyleOptionViewItem, area: QRect) -> None:
        painter.setPen(QColor(theme.line))
        painter.drawLine(QLineF(area.left(), area.bottom() + 0.5, area.right(), area.bottom() + 0.5))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(theme.primary), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.primary_soft if chosen else theme.background))
        painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), RADIUS, RADIUS)

    def _paint_right(
        self, painter: QPainter, theme: Theme, aside: str, chips: tuple[ChipWords, ...], area: QRect
    ) -> int:
        """Paint from the right inwards; return where the space for the name ends."""
        right = area.right()
        if aside:
            font = self._font(14)
            width = QFontMetrics(font).horizontalAdvance(aside)
            place = QRect(right - width, area.top(), width + 1, area.height())
            self._paint_words(painter, aside, place, QColor(theme.soft_ink), font)
            right -= width + px(self._view, 14)
        for chip in reversed(chips):
            right = self._paint_chip(painter, theme, chip, right, area)
        return right - px(self._view, 8)

    def _paint_chip(self, painter: QPainter, theme: Theme, chip: ChipWords, right: int, area: QRect) -> int:
        font = self._font(13, QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(chip.words) + 2 * px(self._view, 9)
        height = px(self._view, 23)
        place = QRect(right - width, area.center().y() - height // 2, width, height)
        edge = theme.strong(chip.tone)
        edge.setAlpha(EDGE_ALPHA)
        painter.setPen(edge)
        painter.setBrush(theme.soft(chip.tone))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setFont(font)
        painter.setPen(theme.strong(chip.tone))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chip.words)
        return right - width - px(self._view, 5)

    def _paint_name(self, painter: QPainter, theme: Theme, title: str, after: str, area: QRect) -> None:
        bold = self._font(15, QFont.Weight.DemiBold)
        self._paint_words(painter, title, area, QColor(theme.ink), bold)
        used = QFontMetrics(bold).horizontalAdvance(title)
        rest = area.adjusted(used + px(self._view, 7), 0, 0, 0)
        if after and rest.width() > 0:
            self._paint_words(painter, after, rest, QColor(theme.soft_ink), self._font(15))

    def _paint_words(self, painter: QPainter, words: str, area: QRect, colour: QColor, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
