"""Pieces that several tabs of a record are made of."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice.consent_standing import PurposeStanding
from pi_desktop.practice.score_lines import ScoreLine
from pi_desktop.practice.timeline import Event
from ui.families import record_words as words
from ui.kit.bidi import isolated
from ui.kit.card import Card
from ui.kit.chart import Band, Chart, Series
from ui.kit.chip import Chip, chips
from ui.kit.table import Table
from ui.kit.text import Soft, Text


def score_card(line: ScoreLine) -> Card:
    """A measure's scores over time with what they mean; as words where nothing can be drawn."""
    card = Card(words.score_title(line))
    if line.points and line.charted and line.lowest is not None and line.highest is not None:
        points = tuple((day, float(score)) for day, score in line.points)
        card.add(Chart(words.score_title(line), [Series(line.measure, points)], line.lowest, line.highest, _band(line)))
    elif line.points:
        card.add(Text(", ".join(f"{day.day}/{day.month}/{day.year}: {score}" for day, score in line.points)))
    if found := words.score_chips(line):
        card.add(chips(found))
    return card


def _band(line: ScoreLine) -> Band | None:
    if line.cutoff is None or not line.cutoff.higher_is_worse:
        return None
    return Band(line.cutoff.at, f"{line.cutoff.label} ({line.cutoff.at:g}+)")


def consent_table(standings: Sequence[PurposeStanding], today: date) -> Table:
    """Every purpose, what counts, and since when by whom."""
    table = Table([4, 2, 4])
    for standing in standings:
        chip = words.standing_chip(standing)
        table.add_row(
            words.purpose_words(standing), _held(Chip(chip.words, chip.tone)), words.standing_detail(standing, today)
        )
    return table


def event_table(events: Sequence[Event], today: date, most_letters: int) -> Table:
    """What happened, one a row, with the beginning of what else was said of it."""
    table = Table([0, 7, 3])
    for event in events:
        day = Text(words.near_day(local_day(event.at), today).replace(" ", "\u00a0"), role="soft", wrap=False)
        table.add_row(day, Text(event.words, Soft(_beginning(event.more, most_letters))), event.by)
    return table


def _beginning(more: str, most_letters: int) -> str:
    """ " · rang, rebooked"; of a long text its first words."""
    if not more or not most_letters:
        return ""
    if len(more) <= most_letters:
        return f" · {isolated(more)}"
    return f" · {isolated(more[:most_letters].rsplit(' ', 1)[0])} …"


def column_of(widgets: Sequence[QWidget]) -> QWidget:
    """Widgets one under the other, from the top."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return whole


def _held(chip: Chip) -> QWidget:
    """A chip at the left of its cell."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
    return whole
