"""The visit workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pi_desktop.errors import DeskError
from pi_desktop.practice import visits
from pi_desktop.practice.visits import Workspace
from ui.kit.bidi import isolated
from ui.kit.buttons import PrimaryButton
from ui.kit.page import Page
from ui.kit.theme import px
from ui.shell.places import Place, TodayPlace, VisitPlace
from ui.shell.screen import Screen, nothing
from ui.shell.session import Session
from ui.visit import words
from ui.visit.consent import ConsentSection
from ui.visit.finish import FinishPanel
from ui.visit.goals import GoalsSection
from ui.visit.keeping import Keeping
from ui.visit.measures import MeasuresSection
from ui.visit.next_appointment import NextSection
from ui.visit.note import NoteSection
from ui.visit.present import PresentSection
from ui.visit.saved_line import SavedLine
from ui.visit.section import Section
from ui.visit.section_list import SectionList
from ui.visit.side import Side

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed

SECTIONS: Mapping[str, tuple[str, Callable[[Keeping], Section]]] = MappingProxyType(
    {
        "present": ("Who was there", PresentSection),
        "consent": ("Consent", ConsentSection),
        "goals": ("Goals", GoalsSection),
        "measures": ("Measures", MeasuresSection),
        "note": ("Note", NoteSection),
        "next": ("Next appointment", NextSection),
    }
)
SIDE_WIDTH = 300


class Sections(dict[str, Section]):
    """The sections by their keys, each made when it is first wanted: six at once would be slow to open."""

    def __init__(self, make: Callable[[str], Section]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> Section:
        self[key] = self._make(key)
        return self[key]


class VisitScreen(Screen):
    """Sections at the left, the one in front in the middle, what to have in view at the right."""

    def __init__(self, session: Session, place: VisitPlace) -> None:
        super().__init__(session, place)
        self._visit: Workspace | None = None
        self.keeping = Keeping(session, place.appointment_id)
        self.keeping.kept.connect(self.refresh)
        self.saved = SavedLine(self.keeping)
        self.finish_button = PrimaryButton("Finish visit", self._ask_to_finish)
        self.finish_panel = FinishPanel(self.show_section)
        self.finish_panel.finished.connect(self._finish)
        self.finish_panel.closed.connect(self._close_finish)
        self.list = SectionList([(key, words) for key, (words, _) in SECTIONS.items()])
        self.list.chosen.connect(self.show_section)
        self.sections = Sections(self._make_section)
        self.current = place.section if place.section in SECTIONS else "present"
        self._side = Side()
        self._middle = QVBoxLayout()
        self._page = Page()
        self._lay_out()
        self._page.hide()  # an answer given before the visit is there would have nothing to belong to
        self._bind_keys()

    @property
    def title(self) -> str:
        return self._visit.title if self._visit else "Visit"

    @property
    def here(self) -> VisitPlace:
        return VisitPlace(self.keeping.appointment_id, self.current)

    def refresh(self) -> None:
        if not self.keeping.settled:
            return
        question = partial(
            visits.workspace,
            appointment_id=self.keeping.appointment_id,
            author=self.session.person.id,
            now=self.session.clock.now(),
            library=self.session.measures,
        )
        self.session.ask(question, partial(self._show, self.keeping.touches), self._not_there, key="visit")

    def concerns(self, changed: Changed) -> bool:
        return self._visit is None or self._visit.family_id in changed.family_ids

    def move_to(self, place: Place) -> bool:
        here = self.place
        if (
            isinstance(place, VisitPlace)
            and isinstance(here, VisitPlace)
            and place.appointment_id == here.appointment_id
        ):
            self.show_section(place.section)
            return True
        return False

    @property
    def unkept(self) -> bool:
        return self.keeping.unkept is not None

    def leave(self, kept: Callable[[], object] = nothing, not_kept: Callable[[DeskError], object] = nothing) -> None:
        for section in self.sections.values():
            section.flush()
        self.keeping.settle(then=partial(self._left, kept, not_kept))

    def show_section(self, key: str) -> None:
        """Bring a section to the front; what was filled in in the one before becomes records."""
        if key not in SECTIONS:
            return
        if key != self.current:
            self.sections[self.current].flush()
            self.keeping.settle(self.current)
        self.current = key
        self._close_finish()
        self._bring_to_front(key)
        self.sections[key].take_focus()

    def _left(self, kept: Callable[[], object], not_kept: Callable[[DeskError], object], more_was_said: bool) -> None:
        if self.keeping.unkept:
            not_kept(self.keeping.unkept)
        elif more_was_said:
            self.leave(kept, not_kept)
        else:
            kept()

    def _show(self, touches: int, visit: Workspace) -> None:
        """Show what is kept, unless something has been said since it was asked for: then another answer will come."""
        if touches != self.keeping.touches:
            return
        first = self._visit is None
        self._visit = visit
        self._page.show()
        self._page.set_title(isolated(visit.title), words.subtitle(visit))
        finish = "Finish visit" if visit.finished_at is None else "Finish again"
        self.finish_button.setText(finish)
        self.finish_button.setAccessibleName(finish)
        self.saved.kept_before(visit.saved_at)
        self.list.show_visit(visit)
        self.finish_panel.show_visit(visit)
        for section in self.sections.values():
            section.show_visit(visit)
        self._side.show_visit(visit)
        if first:
            self.sections[self.current].take_focus()

    def _not_there(self, fault: DeskError) -> None:
        self._page.set_title("This visit cannot be shown", fault.sentence)
        self._page.show()

    def _ask_to_finish(self) -> None:
        for section in self.sections.values():
            section.flush()
        self.finish_button.hide()
        self.finish_panel.ask()

    def _close_finish(self) -> None:
        self.finish_panel.hide()
        self.finish_button.show()

    def _finish(self, sign: bool) -> None:
        here, library = self.keeping.appointment_id, self.session.measures
        finish = partial(visits.finish, appointment_id=here, sign=sign, library=library)
        self.leave(partial(self.session.act, finish, self._finished, self._not_finished), self._not_finished)

    def _finished(self, _: None) -> None:
        self._close_finish()
        self.session.go(TodayPlace())

    def _not_finished(self, fault: DeskError) -> None:
        self.finish_panel.say_error(fault.sentence)

    def _bring_to_front(self, key: str) -> None:
        self.list.set_current(key)
        front = self.sections[key]
        for section in self.sections.values():
            section.setVisible(section is front)

    def _make_section(self, key: str) -> Section:
        _, make = SECTIONS[key]
        section = make(self.keeping)
        section.wanted.connect(self.show_section)
        self._middle.addWidget(section)
        section.setVisible(key == self.current)
        if self._visit is not None:
            section.show_visit(self._visit)
        return section

    def _bind_keys(self) -> None:
        for place, key in enumerate(SECTIONS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(partial(self.show_section, key))
        finish = QShortcut(QKeySequence("Alt+F"), self)
        finish.activated.connect(self._ask_to_finish)

    def _lay_out(self) -> None:
        self._page.set_back("Today", lambda: self.session.go(TodayPlace()))
        self._page.add_action(self.saved)
        self._page.add_action(self.finish_button)
        middle = QVBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.finish_panel)
        middle.addLayout(self._middle)
        middle.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(self._side)
        side.addStretch(1)
        self._side.setFixedWidth(px(self, SIDE_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.list)
        row.addLayout(middle, 1)
        row.addLayout(side)
        self._page.body.addLayout(row)
        self.fill(self._page)
        self._bring_to_front(self.current)
