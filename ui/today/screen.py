"""The first screen of the day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice.days import long_day
from pi_desktop.practice.needs_you import Need, needs_of
from pi_desktop.practice.today import Day, Planned, day_of
from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.line_button import LineButton
from ui.kit.page import Page, columns
from ui.kit.palette import FindButton
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    VisitPlace,
)
from ui.shell.screen import Screen
from ui.shell.session import Session
from ui.today import words
from ui.today.appointment_card import AppointmentCard


class TodayScreen(Screen):
    """The day's appointments on the left; what needs the person, and the next day, on the right."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session, place)
        self._day: Day | None = None
        self._needs: tuple[Need, ...] | None = None
        self._page = Page()
        self._page.add_action(FindButton(lambda: session.go(FamiliesPlace())))
        self._appointments, day = _column()
        self._waiting, waiting = _column()
        self._tomorrow, tomorrow = _column()
        self._page.body.addLayout(columns((70, [day]), (30, [waiting, tomorrow])))
        self.fill(self._page)

    @property
    def title(self) -> str:
        return "Today"

    def refresh(self) -> None:
        """The day is asked for by itself, so that the visits do not wait for what looks through the whole file."""
        me, now, measures = self.session.person.id, self.session.clock.now(), self.session.measures
        self.session.ask(partial(day_of, staff_id=me, now=now, measures=measures), self._show_day, key="day")
        self.session.ask(partial(needs_of, staff_id=me, today=local_day(now)), self._show_needs, key="needs")

    def _show_day(self, day: Day) -> None:
        if day == self._day:
            return
        self._day = day
        self._page.set_title(long_day(day.day), words.subtitle(day))
        rebuild(self._appointments, [self._card(each, day) for each in day.planned] or [self._empty()])
        rebuild(self._tomorrow, [self._coming(day)])

    def _show_needs(self, needs: tuple[Need, ...]) -> None:
        if needs != self._needs:
            self._needs = needs
            rebuild(self._waiting, [self._needs_card(needs)])

    def _card(self, planned: Planned, day: Day) -> QWidget:
        open_visit = partial(self.session.go, VisitPlace(planned.appointment_id))
        return AppointmentCard(planned, day.day, is_next=planned.appointment_id == day.next_id, on_open=open_visit)

    def _empty(self) -> QWidget:
        return EmptyState(
            "Nothing is booked for today",
            "Your appointments will be here in the order of the day, with what is due and missing at each. "
            "The next one with a family is agreed at the end of a visit.",
            PlainButton("See your families", lambda: self.session.go(FamiliesPlace())),
        )

    def _needs_card(self, needs: Sequence[Need]) -> QWidget:
        card = Card("Needs you")
        card.body.setSpacing(0)
        today = local_day(self.session.clock.now())
        for need in needs:
            card.add(LineButton(*words.need(need, today), on_click=partial(self.session.go, place_of(need))))
        if not needs:
            nothing = "Nothing waits for you. Steps that fall due, replies and notes to sign come here."
            card.add(Text(nothing, role="soft"))
        return card

    def _coming(self, day: Day) -> QWidget:
        card = Card(words.coming_title(day.coming, day.day))
        card.add(Text(*words.coming(day.coming, day.day)))
        return card


def _column() -> tuple[QVBoxLayout, QWidget]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column, whole


def place_of(need: Need) -> Place:
    """Where a thing that waits is done."""
    family_id, record_id = need.family_id, need.record_id
    if need.kind == "conflicts" or family_id is None:
        return ConflictsPlace()
    if need.kind in ("attempt", "limit"):
        return EngagementPlace(family_id)
    if need.kind in ("outcome", "note") and record_id:
        return VisitPlace(record_id, "note" if need.kind == "note" else "present")
    return FamilyPlace(family_id, "notes" if need.kind == "note" else "overview")
