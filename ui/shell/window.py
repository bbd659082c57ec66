"""The frame around the screens: the rail, one screen at a time, and the status line that always tells the truth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice import engagement, families
from ui.kit.errors import TroublePanel
from ui.kit.nav import Rail
from ui.kit.palette import CommandPalette
from ui.kit.status_line import StatusLine
from ui.shell.finding import Action, Finder
from ui.shell.history import History
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    SetAsidePlace,
    SettingsPlace,
    TodayPlace,
    VisitPlace,
)
from ui.shell.screens import screen_at
from ui.shell.sessions import Sessions
from ui.shell.status import StatusKeeper

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed, Desk, Reader, SyncReport
    from pi_desktop.errors import DeskError
    from ui.settings.appearance import Appearance
    from ui.shell.screen import Screen
    from ui.shell.sessions import DeskRunner
    from ui.shell.syncing import Syncing

RAIL: tuple[tuple[str, str, Place], ...] = (
    ("today", "Today", TodayPlace()),
    ("families", "Families", FamiliesPlace()),
    ("engagement", "Engagement", EngagementPlace()),
    ("settings", "Settings", SettingsPlace()),
)


class Shell(QWidget):
    """What an unlocked program shows. `lock_asked` is Ctrl+L, the rail's Lock and the palette's."""

    lock_asked = Signal()

    def __init__(self, desk: Desk, runner: DeskRunner, syncing: Syncing, appearance: Appearance, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._appearance = appearance
        self._syncing = syncing
        self._history = History(place)
        self._screen: Screen | None = None
        self.sessions = Sessions(runner, desk, self.go, self.back, syncing, parent=self)
        self._own = self.sessions.of(self)
        self._rail = Rail([(key, words) for key, words, _ in RAIL if key != "settings"])
        self._trouble = TroublePanel()
        self._line = StatusLine()
        self._middle = QVBoxLayout()
        self._lay_out()
        self._palette = CommandPalette(self, Finder(self._own, self._actions()).find)
        self._status = StatusKeeper(self._line, self._own, self.sessions, syncing, lambda: self.front.unkept)
        self._listen()
        self._bind_keys()
        self._put_in_front(place)
        self._count()

    @property
    def front(self) -> Screen:
        """The screen in front."""
        assert self._screen is not None
        return self._screen

    def go(self, place: Place) -> None:
        """Show a place, once the screen in front has kept what was said there; until then it stays."""
        self._come_to(place, partial(self._history.go, place))

    def back(self) -> None:
        """Show the place before this one."""
        self._move(-1)

    def forward(self) -> None:
        """Show the place that `back` came from."""
        self._move(1)

    def leave(self, kept: Callable[[Place], object], not_kept: Callable[[DeskError], object]) -> None:
        """Have the screen keep what is being filled in; `kept` gets where the person is, `not_kept` why it cannot."""
        self.front.leave(lambda: kept(self.front.here), not_kept)

    def trouble(self, error: Exception) -> None:
        """Tell of an error that no screen shows."""
        self._trouble.tell(error)

    def _move(self, steps: int) -> None:
        place = self._history.at(steps)
        if place is not None:
            self._come_to(place, partial(self._history.move, steps))

    def _come_to(self, place: Place, note: Callable[[], object]) -> None:
        screen, left = self.front, self.front.here
        if screen.move_to(place):
            self._history.mark(left)
            note()
            self._name_place(place)
        else:
            screen.leave(partial(self._go_on, screen, place, note))

    def _go_on(self, left: Screen, place: Place, note: Callable[[], object]) -> None:
        """Show a place in place of the screen that was left, unless somebody was quicker and it has gone already."""
        if left is self._screen:
            self._history.mark(left.here)
            note()
            self._put_in_front(place)

    def _put_in_front(self, place: Place) -> None:
        owner = QObject()
        screen = screen_at(place, self.sessions.of(owner), self._appearance)
        owner.setParent(screen)
        if self._screen is not None:
            self._middle.removeWidget(self._screen)
            self._screen.hide()
            self._screen.deleteLater()
        self._screen = screen
        self._middle.addWidget(screen, 1)
        self._name_place(place)
        screen.refresh()
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_place(self, place: Place) -> None:
        self._rail.set_current(_rail_key(place))
        self.setAccessibleName(self.front.title)

    def _changed(self, changed: Changed) -> None:
        if self.front.concerns(changed):
            self.front.refresh()
        if changed.record_types:
            self._count()

    def _saved(self, changed: Changed) -> None:
        self._changed(changed)
        if changed.record_types:
            self._syncing.saved()

    def _synced(self, report: SyncReport) -> None:
        if report.arrived or report.sent:
            self._changed(report.changed)

    def _count(self) -> None:
        me, today = self._desk.person.id, local_day(self._desk.clock.now())

        def counts(reader: Reader) -> tuple[int, int]:
            mine = families.count_mine(reader, staff_id=me, today=today)
            return mine, len(engagement.to_reach(reader, staff_id=me, today=today))

        self._own.ask(counts, self._show_counts, key="counts")

    def _show_counts(self, counts: tuple[int, int]) -> None:
        mine, to_reach = counts
        self._rail.set_count("families", mine, f"{mine} that you work with")
        self._rail.set_count("engagement", to_reach, f"{to_reach} to reach")

    def _listen(self) -> None:
        places = {key: place for key, _, place in RAIL}
        self._rail.chosen.connect(lambda key: self.go(places[key]))
        self._rail.lock_asked.connect(self.lock_asked)
        self._palette.opened.connect(lambda do: do())
        self.sessions.saved.connect(self._saved)
        self.sessions.troubled.connect(self.trouble)
        self._syncing.ended.connect(self._synced)
        self._syncing.troubled.connect(self.trouble)
        self._line.followed.connect(lambda: self.go(SetAsidePlace()))

    def _actions(self) -> list[Action]:
        to_places = [Action(words, partial(self.go, place)) for _, words, place in RAIL]
        return [
            *to_places,
            Action("Changed in two places", partial(self.go, ConflictsPlace())),
            Action("Entries the server could not take", partial(self.go, SetAsidePlace())),
            Action("Sync now", self._syncing.now),
            Action("Lock", self.lock_asked.emit, "Ctrl+L"),
        ]

    def _bind_keys(self) -> None:
        bindings: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self._palette.open),
            ("Ctrl+L", self.lock_asked.emit),
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl++", self._appearance.larger),
            ("Ctrl+=", self._appearance.larger),
            ("Ctrl+-", self._appearance.smaller),
            ("Ctrl+0", self._appearance.usual_size),
        )
        for keys, do in bindings:
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _lay_out(self) -> None:
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._trouble)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(self._middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self._line)


def _rail_key(place: Place) -> str:
    """The place of the rail under which a place lies."""
    match place:
        case TodayPlace() | VisitPlace():
            return "today"
        case FamiliesPlace() | FamilyPlace():
            return "families"
        case EngagementPlace():
            return "engagement"
        case SettingsPlace():
            return "settings"
        case ConflictsPlace() | SetAsidePlace():
            return ""
