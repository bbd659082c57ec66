"""What stands beside every section: progress, last time, what to keep in mind."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.practice.days import short_day
from pi_desktop.practice.goals import GoalProgress
from pi_desktop.practice.keep_in_mind import Reminded
from pi_desktop.practice.notes import LastTime
from pi_desktop.practice.visits import Workspace
from ui.kit.card import Card
from ui.kit.chart import Chart, Series
from ui.kit.chip import chips
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.visit import words

EXCERPT = 320
WORDS_IN_CHART = 2


class Side(QWidget):
    """Rebuilt only where what it shows has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_visit(self, visit: Workspace) -> None:
        """Show what belongs to a visit."""
        shown = (visit.goals, visit.last_time, visit.in_mind)
        if shown != self._shown:
            self._shown = shown
            rebuild(self._column, [_progress(visit), _last_time(visit.last_time), *_in_mind(visit.in_mind)])


def _progress(visit: Workspace) -> QWidget:
    card = Card("Progress")
    series = [series for goal in visit.goals.goals if (series := _series(goal, visit)).points]
    if series:
        card.add(Chart("Ratings of the goals", series))
    else:
        card.add(Text("The course of the goals will be drawn here from the first rating on.", role="soft"))
    return card


def _series(goal: GoalProgress, visit: Workspace) -> Series:
    points = [(day, float(value)) for day, value in goal.earlier]
    if goal.today is not None:
        points.append((visit.day, float(goal.today)))
    return Series(" ".join(goal.words.split()[:WORDS_IN_CHART]), tuple(points))


def _last_time(last: LastTime | None) -> QWidget:
    if last is None:
        card = Card("Last time")
        card.add(Text("The last signed note will be here.", role="soft"))
        return card
    card = Card(f"Last time ({short_day(last.day)})")
    card.add(Text(_shortened(last.words, EXCERPT), role="soft"))
    return card


def _in_mind(reminded: tuple[Reminded, ...]) -> list[QWidget]:
    if not reminded:
        return []
    card = Card("Keep in mind")
    card.add(chips(map(words.in_mind, reminded)))
    return [card]


def _shortened(text: str, most: int) -> str:
    """As much of a text as fits, whole words, with an ellipsis where more follows."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(None, 1)[0]} …"
