"""A family's record with its tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.practice import engagement
from pi_desktop.practice.family_record import FamilyRecord, family_record
from ui.families import record_words as words
from ui.families.overview import overview
from ui.families.people_tab import PeopleTab
from ui.families.read_tabs import TABS
from ui.kit.buttons import PrimaryButton
from ui.kit.chip import Chip
from ui.kit.empty_state import EmptyState
from ui.kit.flow import Flow
from ui.kit.page import Page
from ui.kit.rebuild import rebuild
from ui.kit.tabs import TabStrip
from ui.shell.places import ConflictsPlace, FamiliesPlace, FamilyPlace, Place, VisitPlace
from ui.shell.screen import Screen, nothing
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed, Reader

OVERVIEW, PEOPLE = "overview", "people"
NAMES = {OVERVIEW: "Overview", PEOPLE: "People & contact", **{tab: name for tab, name, _ in TABS}}


class FamilyScreen(Screen):
    """Who the family is on top, whichever tab is open beneath."""

    def __init__(self, session: Session, place: FamilyPlace) -> None:
        super().__init__(session, place)
        self._family_id: Id = place.family_id
        self._tab = place.tab if place.tab in NAMES else OVERVIEW
        self._record: FamilyRecord | None = None
        self._page = Page()
        self._page.set_back("Families", lambda: session.go(FamiliesPlace()))
        self._start = PrimaryButton("Start visit", self._start_visit)
        self._chips = Flow(gap=5, line_gap=5)
        self._tabs = TabStrip()
        self._read = QVBoxLayout()
        self._people = PeopleTab(session, lambda: session.go(ConflictsPlace()))
        self._lay_out()

    @property
    def title(self) -> str:
        return self._record.header.name if self._record else "Family"

    @property
    def here(self) -> FamilyPlace:
        return FamilyPlace(self._family_id, self._tab)

    def concerns(self, changed: Changed) -> bool:
        return self._family_id in changed.family_ids or "staff" in changed.record_types

    def refresh(self) -> None:
        self.session.ask(self._question, self._show, self._gone, key="family")

    def move_to(self, place: Place) -> bool:
        if not isinstance(place, FamilyPlace) or place.family_id != self._family_id:
            return False
        self.place = place
        self._show_tab(place.tab if place.tab in NAMES else OVERVIEW)
        return True

    def leave(self, kept: Callable[[], object] = nothing, not_kept: Callable[[DeskError], object] = nothing) -> None:
        self._people.save()
        kept()

    def _question(self, reader: Reader) -> FamilyRecord:
        return family_record(
            reader,
            family_id=self._family_id,
            staff_id=self.session.person.id,
            now=self.session.clock.now(),
            measures=self.session.measures,
        )

    def _show(self, record: FamilyRecord) -> None:
        is_new = record != self._record
        self._record = record
        self._people.show_record(record)
        if is_new:
            header = record.header
            self._page.set_title(header.name, after=words.after_name(header))
            self._chips.replace(*(Chip(each.words, each.tone) for each in words.header_chips(header)))
            self._start.setVisible(header.visit_id is not None)
            self._tabs.setVisible(header.whole)
            self._show_read()

    def _show_tab(self, tab: str) -> None:
        if self._tab == PEOPLE:
            self._people.save()
        self._tab = tab
        self._tabs.bar.setCurrentIndex(list(NAMES).index(tab))
        self._people.setVisible(tab == PEOPLE)
        self._show_read()

    def _show_read(self) -> None:
        """Make what is read of the tab in front."""
        if self._record is None:
            return
        makers = {tab: make for tab, _, make in TABS}
        if self._tab == OVERVIEW or not self._record.header.whole:
            shown: list[QWidget] = [overview(self._record, self._mark_done)]
        elif self._tab == PEOPLE:
            shown = []
        else:
            shown = [makers[self._tab](self._record)]
        self._people.setVisible(self._tab == PEOPLE and self._record.header.whole)
        rebuild(self._read, shown)

    def _touched_tab(self, index: int) -> None:
        tab = list(NAMES)[index]
        if tab != self._tab:
            self._show_tab(tab)
            self._page.scroll_area.verticalScrollBar().setValue(0)

    def _mark_done(self, step_id: Id) -> None:
        self.session.act(partial(engagement.mark_step, step_id=step_id, done=True))

    def _start_visit(self) -> None:
        if self._record and self._record.header.visit_id:
            self.session.go(VisitPlace(self._record.header.visit_id))

    def _gone(self, fault: DeskError) -> None:
        self._page.set_title("Family")
        self._start.hide()
        rebuild(self._read, [EmptyState("This record is not here", fault.sentence)])

    def _lay_out(self) -> None:
        self._page.add_action(self._start)
        self._page.under_title.addWidget(self._chips)
        self._tabs.bar.setAccessibleName("Parts of the record")
        for name in NAMES.values():
            self._tabs.bar.addTab(name.replace("&", "&&"))
        self._tabs.bar.setCurrentIndex(list(NAMES).index(self._tab))
        self._tabs.changed.connect(self._touched_tab)
        self._page.under_title.addWidget(self._tabs)
        self._people.setVisible(self._tab == PEOPLE)
        self._page.body.addLayout(self._read)
        self._page.add(self._people)
        self.fill(self._page)
